// Evidence: claims one after another, by keyboard. What was written once (place, reason, grade) stays for the next.
import { address, ask, el, go, link, put, say, tell, trying } from "/static/page.js";

const WANTED = [["table", "Table", 14], ["where", "Row, as column=value", 30], ["column", "Column", 14], ["value", "Figure, where the claim's is in another unit", 12], ["kind", "Kind, where it was read wrongly", 10], ["policy", "Policy, or empty for the row itself", 14], ["grade", "Grade of a new source (A to D)", 3], ["publisher", "Its publisher", 16]];
const DONE = { accepted: "accepted", range: "in a range", rejected: "rejected" };

export const review = async (name, query, base) => {
  const api = `/api/studies/${encodeURIComponent(name)}/claims`;
  const found = await ask(api);
  const bring = articles(name, found);
  if (!found.claims.length) return [el("h1", {}, "Evidence"), el("p", {}, "No claims yet: bring in articles, saved as HTML, text, PDF or e-mail."), bring];
  const boxes = Object.fromEntries(WANTED.map(([key, , size]) => [key, el("input", { size, name: key })]));
  const reason = el("input", { size: 34, name: "reason", placeholder: "kept with the decision" });
  const only = query.all === undefined, figures = query.figures !== undefined;
  const shown = found.claims.filter((c) => (!only || !c.decision) && (!figures || c.figure));
  let at = Math.max(shown.findIndex((c) => c.id === query.claim), 0);
  const place = el("div", {}), aims = el("div", {}), said = el("p", { class: "bad", role: "alert" });
  const counted = el("p", { class: "caption", role: "status" });
  const documents = new Map(found.documents.map((d) => [d.id, d]));
  let now = [];

  const draw = async () => {
    const claim = shown[at];
    const left = found.claims.filter((c) => !c.decision).length;
    counted.textContent = `${claim ? `Claim ${at + 1} of ${shown.length}; ` : ""}${left} of ${found.claims.length} undecided.`;
    if (!claim) { place.replaceChildren(el("p", {}, "Nothing is left to decide.")); aims.replaceChildren(); return; }
    put({ claim: claim.id });
    const d = documents.get(claim.document);
    place.replaceChildren(el("figure", { class: "claim", "data-claim": claim.id },
      el("blockquote", {}, claim.around[0], el("mark", {}, claim.around[1]), claim.around[2]),
      el("dl", { class: "kv" }, [
        ["Figure", claim.words || "none"], ["Kind", claim.kind + (claim.kind_or ? ` or ${claim.kind_or}, a guess` : "") + (claim.polarity === "asserted" ? "" : `, ${claim.polarity}`)], ["Speaker", claim.speaker || "the outlet"],
        ["Whose, where", [claim.whose, claim.where].filter(Boolean).join(", ")], ["Said, meant", [claim.date_said, claim.date_meant].filter(Boolean).join(", ")],
        ["Left open", [...claim.open, ...claim.hedges].join(", ")], ["From", [d.title, d.outlet, d.published || "no date"].filter(Boolean).join(", ")],
        ["Decided", claim.decision && `${DONE[claim.decision]}: ${claim.why}`],
      ].filter(([, v]) => v).map(([k, v]) => [el("dt", {}, k), el("dd", {}, v)])),
      claim.against.length ? el("ul", {}, claim.against.map((text) => el("li", { class: /^(contradiction|denial)/.test(text) ? "bad" : null }, text))) : null));
    aims.replaceChildren();
    now = found.editable ? await ask(`${api}/${claim.id}/aims`) : [];
    if (shown[at] !== claim) return;
    aims.replaceChildren(...(now.length ? [el("p", { class: "caption" }, "It could go here (guessed from shared words; press the number):"),
      el("ol", {}, now.map((aim) => el("li", {}, el("button", { type: "button", class: "link", onclick: () => choose(aim) }, `${aim.table}.${aim.column} where ${aim.where}`), ` now ${aim.now || "empty"}`)))] : []));
  };
  const choose = (aim) => { for (const key of ["table", "where", "column"]) boxes[key].value = aim[key]; boxes.value.value = boxes.kind.value = ""; };
  const step = (by) => { at = Math.min(Math.max(at + by, 0), Math.max(shown.length - 1, 0)); said.textContent = ""; draw(); };
  const decide = (what) => async () => {
    const claim = shown[at];
    if (!claim) return;
    said.textContent = "";
    try {
      const sent = { reason: reason.value, seen: claim.decision || "open", ...(what === "accept" ? Object.fromEntries(WANTED.map(([key]) => [key, boxes[key].value])) : {}) };
      say((await tell(`${api}/${claim.id}/${what}`, sent)).said);
      claim.decision = what === "accept" ? "accepted" : "rejected";
      claim.why = reason.value;
      boxes.value.value = boxes.kind.value = "";
      if (only) shown.splice(at, 1); else at += 1;
      at = Math.min(at, Math.max(shown.length - 1, 0));
      await draw();
    } catch (error) {
      if (error.status === 409) { say(error.message); go(location.pathname + location.search); } else said.textContent = error.message;
    }
  };
  const keys = { j: () => step(1), k: () => step(-1), a: decide("accept"), r: decide("reject"), e: () => boxes.where.focus(), w: () => reason.focus() };
  const pressed = (event) => {
    if (!place.isConnected) { document.removeEventListener("keydown", pressed); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea")) { if (event.key === "Escape") event.target.blur(); return; }
    const aim = now[Number(event.key) - 1];
    if (!aim && !keys[event.key]) return;
    event.preventDefault();
    if (aim) choose(aim); else keys[event.key]();
  };
  document.addEventListener("keydown", pressed);
  draw();
  const filter = (text, key) => el("label", { class: "tick" }, el("input", { type: "checkbox", checked: query[key] !== undefined, onchange: (e) => go(address(`${base}/evidence`, { ...query, [key]: e.target.checked ? "yes" : "" })) }), text);
  return [el("h1", {}, "Evidence"),
    el("div", { class: "tools" }, filter("decided ones too", "all"), filter("with a figure only", "figures")), counted, place, aims,
    found.editable ? null : el("p", { class: "note" }, "This study is not changed from here; claims can be rejected, and accepted in a copy of the study."),
    el("div", { class: "tools" }, WANTED.map(([key, text]) => el("label", {}, text, boxes[key])), el("label", {}, "Reason", reason)), said,
    el("div", { class: "tools" }, el("button", { type: "button", class: "main", onclick: decide("accept") }, "Accept"), el("button", { type: "button", onclick: decide("reject") }, "Reject"),
      el("button", { type: "button", onclick: () => step(-1) }, "Previous"), el("button", { type: "button", onclick: () => step(1) }, "Next")),
    el("p", { class: "caption" }, [["j", "next"], ["k", "previous"], ["1", "to 5: take that place"], ["a", "accept"], ["r", "reject"], ["w", "write the reason"], ["e", "edit the row"], ["Esc", "back to the keys"]].map(([key, text]) => [el("kbd", {}, key), ` ${text}  `])),
    bring];
};

const articles = (name, found) => {
  const files = el("input", { type: "file", multiple: true, accept: ".html,.htm,.txt,.md,.pdf,.eml,.csv" });
  const act = trying(async () => {
    for (const file of files.files) say(`${file.name}: ${(await ask(`/api/uploads/${encodeURIComponent(name)}/articles/${encodeURIComponent(file.name)}`, { method: "PUT", body: file })).said}`);
    go(location.pathname + location.search);
  });
  return el("section", {}, el("h2", {}, "Documents"),
    el("ul", { class: "list" }, found.documents.map((d) => el("li", {}, `${d.title || d.file}${d.outlet ? `, ${d.outlet}` : ""}, ${d.published || "no date"}${d.read ? "" : ` (not read: ${d.reason})`}`))),
    found.editable ? el("div", { class: "tools" }, el("label", {}, "Articles to read, saved as files", files), el("button", { type: "button", onclick: act }, "Read them")) : null);
};

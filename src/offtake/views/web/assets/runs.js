// A run: the answer, the deal, a sheet for each buyer and producer, what stands behind a figure, files to hand over.
import { ask, banner, el, go, link, address, save, table, tell, trying } from "/static/page.js";
import { figure } from "/static/charts.js";

const of = (run, view, query) => ask(address(`/api/runs/${run}${view && `/${view}`}`, query));
const behind = (run, name, text = "Where is this from?") => link(text, `/run/${run}/why`, { figure: name });

// Rows by question: what one answers stands beside it, and what goes on without a question below that.
const questions = (rows, run) => rows.reduce((groups, row) => {
  if (row.question) groups.push([row.question, []]);
  groups.at(-1)[1].push(row);
  return groups;
}, []).map(([question, own]) => el("div", {}, el("dt", {}, question), own.map((row) => el("dd", row.number ? { "data-figure": row.number.id, "data-value": row.number.value, "data-unit": row.number.unit } : {},
  el("p", {}, row.answer ? el("strong", {}, row.answer) : null, " ", row.link ? link(row.text, `/run/${run}/deal`) : row.text),
  row.told.map((line) => el("p", { class: "told" }, line)),
  row.number ? el("p", { class: "from" }, behind(run, row.number.id)) : null))));

// The answer stands at once; what has to be drawn comes after it.
export const overview = async (run) => {
  const found = await of(run, "");
  const source = `Run ${found.run} of study ${found.study}${found.solved && `, solved ${found.solved}`}: ${found.sourced} figures from documents, ${found.assumed} assumed or without a source.`;
  const rest = el("div", { "aria-busy": "true" }, el("p", { class: "remark" }, "The figures are being drawn."));
  const later = async () => {
    const drawn = await of(run, "drawn");
    rest.replaceChildren(...drawn.figures.map((one) => figure(one, drawn.config, source)),
      el("section", { class: "figure", id: "method" }, el("h2", {}, "Method and limits"),
        el("div", { class: "columns" },
          el("div", {}, el("h3", {}, "How the numbers were made"), el("ul", {}, drawn.method.map((t) => el("li", {}, t)))),
          el("div", {}, el("h3", {}, "What not to conclude"), el("ul", {}, drawn.limits.map((t) => el("li", {}, t)))))));
    rest.removeAttribute("aria-busy");
  };
  return { later, content: [banner(found), el("h1", {}, found.sentence), el("dl", { class: "asked" }, questions(found.asked, run)), rest] };
};

const termSheet = (run, c) => el("section", { class: "figure" },
  el("h2", {}, `${c.kind}: ${c.returns ? `${c.producer} to ${c.buyer}` : `${c.buyer} to ${c.producer}`}, ${c.size}`),
  el("dl", { class: "kv" }, c.told.filter(([, v]) => v).map(([k, v]) => [el("dt", {}, k), el("dd", {}, v)])),
  behind(run, `clause.${c.instrument}`));

export const deal = async (run) => {
  const found = await of(run, "deal");
  if (!found.clauses) return [banner(found), el("h1", {}, "This run has no deal"), el("p", {}, "It was solved without the arrangement deal, or the study offers no instruments.")];
  const sharing = Object.entries(found.sharing);
  return [
    banner(found),
    el("h1", {}, found.clauses.length ? `To sign: ${found.clauses.length} clause${found.clauses.length === 1 ? "" : "s"}` : "Nothing has to be signed"),
    found.clauses.length ? el("p", {}, `In all ${found.cost}.`) : null,
    found.stable ? null : el("p", { class: "note" }, "Some producer would still rather do otherwise under these clauses."),
    found.left_out.length ? el("p", { class: "note" }, `Left out of the deal: ${found.left_out.join(", ")}.`) : null,
    found.clauses.map((c) => termSheet(run, c)),
    found.small.length ? el("details", {}, el("summary", {}, `${found.small.length} more of no weight to its producer`), found.small.map((c) => termSheet(run, c))) : null,
    el("h2", {}, "Who accepts"),
    table({ headings: ["Producer", "Value beyond its alternative, without clauses", "With clauses", "Answer"], numeric: [false, true, true, false],
      rows: found.judged.map((j) => [j.producer, j.without, j.with, j.accepts ? (j.refused ? "accepts with the clauses, refuses without" : "accepts either way") : "refuses"]) }),
    sharing.length ? el("h2", {}, "Who has to sign together") : null,
    sharing.map(([unit, s]) => el("p", {}, `${unit}: ${s}.`)),
  ];
};

const sheet = (what, all) => async (run, query, base) => {
  const about = await of(run, "");
  const who = query.who ?? about[all][0];
  const found = await of(run, what, { who });
  const choose = el("select", { onchange: (e) => go(address(`${base}/${all}`, { who: e.target.value })) },
    about[all].map((name) => el("option", { value: name, selected: name === who }, name)));
  return [
    banner(found), el("h1", {}, found.sentence), el("div", { class: "tools" }, el("label", {}, what === "buyer" ? "Buyer" : "Producer", choose)),
    found.lines.map((text) => el("p", {}, text)),
    found.tables.map((one) => table(one)),
    found.trace.length ? el("p", {}, "Where from: ", found.trace.slice(0, 12).map((name) => [behind(run, name, name), " "])) : null,
  ];
};
export const buyer = sheet("buyer", "buyers");
export const producer = sheet("producer", "producers");

export const why = async (run, query, base) => {
  const names = await of(run, "figures");
  const list = el("datalist", { id: "names" }, names.map((value) => el("option", { value })));
  const box = el("input", { list: "names", size: 36, value: query.figure ?? "" });
  const form = el("form", { class: "line", onsubmit: (e) => { e.preventDefault(); go(address(`${base}/why`, { figure: box.value })); } },
    el("label", {}, "Where is this figure from", box), list, el("button", { class: "main" }, "Follow it"));
  const parts = await of(run, "parts");
  const part = el("select", {}, parts.map((value) => el("option", { value, selected: value === query.part }, value.replace(":", " "))));
  const leave = el("form", { class: "line", onsubmit: trying(async (e) => {
    e.preventDefault();
    const job = await tell(`/api/runs/${run}/without`, { name: part.value });
    go(address(`${base}/why`, { part: part.value, without: job.run }));
  }) }, el("label", {}, "What is this for", part), el("button", { class: "main" }, "Leave it out"));
  if (query.without) return [el("h1", {}, `Without ${query.part ?? "it"}`.replace(":", " ")), leave, await without(query.without), form];
  if (!query.figure) return [el("h1", {}, "What stands behind an answer"), form, el("p", { class: "remark" }, `${names.length} figures of this run can be followed to their rows and documents.`), leave, el("p", { class: "remark" }, "A project, a producer or a clause is left out and the answer worked out again, by a process of its own.")];
  const found = await of(run, "behind", { figure: query.figure });
  const counts = Object.entries(found.counts).map(([k, n]) => `${n} ${k}`).join(", ") || "nothing";
  return [banner(found), el("h1", {}, found.figure), form, el("p", {}, `It rests on these figures of the study: ${counts}.`), found.tables.map((one) => table(one)), leave];
};

// The answer with and without a part, once it is worked out.
const without = async (key) => {
  const place = el("div", { "aria-live": "polite" });
  const here = location.href;
  const number = (v) => v === null || v === undefined ? "" : v.toLocaleString("en", { maximumSignificantDigits: 4 });
  const follow = async () => {
    const job = await ask(`/api/without/${key}`);
    if (!job.answer) {
      const busy = ["running", "starting"].includes(job.state);
      place.replaceChildren(busy ? el("p", {}, `Working out the answer without it: ${Math.round(job.seconds)} s so far. You may close this page: it goes on.`) : el("p", { class: "bad said" }, job.error || "It was cut off before its end: ask again."));
      if (busy) setTimeout(() => { if (location.href === here) follow().catch(() => setTimeout(follow, 5000)); }, 700);
      return;
    }
    const d = job.answer, unit = `million ${d.currency}`;
    const said = [`Without it social value falls by ${number(d.regret)} ${unit}${d.error ? `, known to within ${number(d.error)}` : ""}.`];
    if (d.kind === "project") {
      said.push(d.share_of_futures > 0 ? `It is begun in ${Math.round(100 * d.share_of_futures)}% of futures, first on ${d.begin}.` : "It is begun in no future.");
      if (d.drops_out_at !== null) said.push(`It is begun, in some future at least, up to a capital cost of ${number(d.drops_out_at)} ${unit}; it costs ${number(d.capex)}.`);
    }
    if (d.kind === "clause") said.push(`The deal struck again without it burdens taxpayers by ${number(d.dearer)} ${unit} more.`, `Then signed: ${d.clauses_without.map((c) => `${c.instrument} with ${c.producer}`).join(", ") || "nothing"}.`);
    place.replaceChildren(...said.map((text) => el("p", {}, text)), table({ headings: ["Measure", "With it", "Without it"], numeric: [false, true, true],
      rows: Object.keys(d.having).map((m) => [m.replaceAll("_", " ").replace(":", ", "), number(d.having[m]), number(d.without[m])]) }, { head: `${d.arrangement}; money in ${unit}, present value` }));
  };
  await follow();
  return place;
};

export const output = async (run) => {
  const found = await of(run, "");
  const file = (form, name, text) => el("li", {}, el("button", { type: "button", onclick: trying(() => save(`/api/runs/${run}/files/${form}`, name)) }, text));
  return [banner(found), el("h1", {}, "Hand it over"), el("ul", { class: "list" },
    file("html", `${found.study}-${run}.html`, "Report, one HTML file"),
    file("pdf", `${found.study}-${run}.pdf`, "Report to print, PDF"),
    file("xlsx", `${found.study}-${run}.xlsx`, "All result tables, a workbook"),
    file("zip", `${found.study}-${run}.zip`, "All result tables, CSV files"))];
};

// What if an assumption were other: a slider over solved factors of a figure. Read off here, so it comes at once.
import { address, ask, el, go, link, put, tell, trying } from "/static/page.js";

const NAMES = { public_paid: "public money paid, present value", public_burden: "burden of raising it", resource_cost: "resource cost", social_value: "social value", begun: "projects begun", never_delivered: "share never delivered", wait: "wait", delivered: "delivered", delay: "delay" };
const said = (measure) => { const [kind, product] = measure.split(":"); return (NAMES[kind] ?? kind.replaceAll("_", " ")) + (product ? `, ${product}` : ""); };
const number = (value) => value === null ? "not known" : value.toLocaleString("en", { maximumSignificantDigits: 4 });

// The straight line between the two solved factors around x.
export const read = (factors, values, x) => {
  const k = Math.min(Math.max(factors.findIndex((f) => f >= x), 1), factors.length - 1);
  const at = x >= factors.at(-1) ? factors.length - 1 : k;
  const [a, b] = [values[at - 1], values[at]];
  if (a === null || b === null) return null;
  return a + (b - a) * (x - factors[at - 1]) / (factors[at] - factors[at - 1]);
};

export const assumed = async (name, query, base) => query.question ? answered(query, base) : asking(name, query, base);

const asking = async (name, query, base) => {
  const api = `/api/studies/${encodeURIComponent(name)}`;
  const about = await ask(api);
  const before = await ask(`${api}/assumed`);
  const tables = about.tables.filter((t) => t.rows && !["changes", "sources", "exchange_rates", "deflators"].includes(t.name)).map((t) => t.name);
  const table = query.table ?? (tables.includes("requirements") ? "requirements" : tables[0]);
  const grid = await ask(`${api}/tables/${encodeURIComponent(table)}`);
  const columns = grid.columns.filter((c) => c.number);
  const pick = (options, chosen, act) => el("select", { onchange: act && ((e) => act(e.target.value)) }, options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
  const which = pick(columns.map((c) => [c.name, c.unit ? `${c.name} (${c.unit})` : c.name]), query.column);
  const at = grid.columns[0].name;
  const keys = [...new Set(grid.rows.map((r) => r.cells[0]))].filter((k) => k && !/[;|]/.test(k));
  const rows = pick([["", "all rows"], ...keys.map((k) => [`${at}=${k}`, `${at} ${k}`])], query.where);
  const low = el("input", { type: "number", step: "any", value: "0.5", size: 5 }), high = el("input", { type: "number", step: "any", value: "1.5", size: 5 });
  const points = el("input", { type: "number", min: 3, max: 21, value: 5, size: 4 });
  const policy = el("input", { list: "policies", placeholder: "none", size: 12 });
  const quick = el("input", { type: "checkbox" });
  const begin = trying(async (e) => {
    e.preventDefault();
    const made = await tell("/api/assumed", { study: name, policy: policy.value.trim(), table, where: rows.value, column: which.value, low: low.value, high: high.value, points: points.value, arrangements: quick.checked ? "first-best" : "" });
    go(address(`${base}/whatif`, { question: made.run }));
  });
  return [el("h1", {}, "What if a figure were other?"),
    el("p", { class: "measure" }, "The study is solved at equal steps; then a slider reads the answer off between them at once, and says by how much that was wrong at most where a solved point was left out."),
    el("form", { onsubmit: begin },
      el("div", { class: "tools" }, el("label", {}, "Table", pick(tables.map((t) => [t, t]), table, (t) => go(address(`${base}/whatif`, { table: t })))), el("label", {}, "Figure", which), el("label", {}, "Rows", rows)),
      el("div", { class: "tools" }, el("label", {}, "From factor", low), el("label", {}, "to", high), el("label", {}, "Solved points", points), el("label", {}, "On top of policy", policy),
        el("datalist", { id: "policies" }, about.policies.map((value) => el("option", { value }))), el("label", { class: "tick" }, quick, "first-best only, which is quicker")),
      el("button", { class: "main" }, "Solve the points")),
    before.length ? [el("h2", {}, "Asked before"), el("ul", { class: "list" }, before.map((q) => el("li", {}, link(`${q.table}.${q.column}${q.where ? ` where ${q.where}` : ""}`, `${base}/whatif`, { question: q.id }), ` times ${q.factors[0]} to ${q.factors.at(-1)}${q.policy ? `, with ${q.policy}` : ""}`)))] : null,
  ];
};

const answered = async (query, base) => {
  const address_ = `/api/assumed/${query.question}`;
  let found = await ask(address_);
  const here = location.pathname;
  const { sent } = found;
  const slider = el("input", { type: "range", step: "any", name: "factor" });
  const at = el("output", {}), body = el("tbody", {}), status = el("div", { "aria-live": "polite" });
  const lines = [];
  const label = el("p", { class: "note" });
  const draw = () => {
    const x = Number(slider.value), exact = found.factors.includes(x);
    at.textContent = `times ${number(x)}`;
    for (const { value, cell } of lines) {
      const v = read(found.factors, value.values, x);
      cell.textContent = number(v);
      cell.dataset.value = v;
    }
    label.textContent = exact ? "Solved at this point." : `Interpolated between ${found.factors.length} solved points. The last column says by how much that was wrong at most where a solved point was left out and read off its neighbours.`;
    put({ x: slider.value });
  };
  const shape = () => {
    const ready = found.factors.length > 1;
    slider.disabled = !ready;
    if (!ready) return;
    const kept = slider.value;
    slider.min = found.factors[0];
    slider.max = found.factors.at(-1);
    slider.value = lines.length ? kept : query.x ?? (found.factors[0] <= 1 && found.factors.at(-1) >= 1 ? 1 : found.factors[0]);
    lines.length = 0;
    body.replaceChildren(...found.values.map((value) => {
      const cell = el("td", { class: "n" });
      lines.push({ value, cell });
      return el("tr", {}, el("td", { "data-label": "arrangement" }, value.arrangement), el("td", { "data-label": "measure" }, said(value.measure)), cell, el("td", { "data-label": "unit" }, value.unit), el("td", { class: "n", "data-label": "largest error" }, number(value.error)));
    }));
    draw();
  };
  const busy = () => ["running", "starting"].includes(found.state);
  const tools = () => status.replaceChildren(...[
    busy() && el("progress", { value: found.factors.length, max: found.wanted.length, "aria-label": "Solved points" }),
    busy() && el("p", {}, `${found.factors.length} of ${found.wanted.length} points are solved${found.progress ? `; ${found.progress.doing}` : ""}. You may close this page: it goes on.`),
    busy() && el("button", { type: "button", onclick: trying(async () => { await tell(`/api/jobs/${query.question}`, {}, "DELETE"); await follow(); }) }, "Cancel"),
    found.error && el("p", { class: "bad said" }, found.error),
    ["halted", "stopped", "failed"].includes(found.state) && el("button", { type: "button", onclick: trying(async () => { found = await tell(address_, {}); follow(); }) }, "Go on with the points that are missing"),
    found.state === "finished" && el("button", { type: "button", class: "main", onclick: trying(async () => { found = await tell(`${address_}/points`, { factor: slider.value }); follow(); }) }, "Solve exactly here"),
  ].filter(Boolean));
  const follow = async () => {
    const known = found.factors.length;
    found = await ask(address_);
    if (found.factors.length !== known || !lines.length) shape();
    tools();
    if (busy()) setTimeout(() => { if (location.pathname === here) follow().catch(() => setTimeout(follow, 5000)); }, 700);
    else if (lines.length) draw();
  };
  slider.addEventListener("input", draw);
  shape();
  tools();
  if (busy()) follow();
  return [el("h1", {}, `What if ${sent.table}.${sent.column}${sent.where ? ` of ${sent.where.replaceAll("=", " ")}` : ""} were other?`),
    el("div", { class: "tools" }, el("label", {}, "The figure in the study", slider, at)), label, status,
    el("div", { class: "scroll short", role: "region", tabindex: 0, "aria-label": "The answer" }, el("table", {}, el("thead", {}, el("tr", {}, ["arrangement", "measure", "mean", "unit", "largest error"].map((t, k) => el("th", { scope: "col", class: k === 2 || k === 4 ? "n" : null }, t)))), body)),
    el("p", {}, link("Ask something else", `${base}/whatif`))];
};

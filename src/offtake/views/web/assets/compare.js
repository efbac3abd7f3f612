// Two runs side by side: first what was changed, then what it changed.
import { address, ask, el, go, table } from "/static/page.js";

export const compare = async (run, query, base) => {
  const { runs } = await ask("/api/start");
  const done = runs.filter((r) => ["finished", "stopped"].includes(r.state));
  const own = done.find((r) => r.run === run), others = done.filter((r) => r.run !== run);
  const other = query.with ?? others.find((r) => r.study === own?.study)?.run;
  const pick = (id, chosen, act) => el("select", { id, onchange: (e) => act(e.target.value) },
    [chosen ? null : el("option", { value: "" }, "choose a run"), ...done.map((r) => el("option", { value: r.run, selected: r.run === chosen }, `${r.study} ${r.run}${r.policy ? ` with ${r.policy}` : ""}`))]);
  const tools = el("div", { class: "tools" },
    el("label", {}, "Before", pick("before", run, (r) => go(address(`/run/${r}/compare`, { with: other })))),
    el("label", {}, "After", pick("after", other, (r) => go(address(`${base}/compare`, { with: r })))),
    other ? el("button", { type: "button", onclick: () => go(address(`/run/${other}/compare`, { with: run })) }, "Swap") : null);
  if (!others.length) return [el("h1", {}, "Compare"), el("p", {}, "There is one run only; solve another, with a policy for example.")];
  if (!other) return [el("h1", {}, "Compare"), tools, el("p", {}, "There is no other run of this study: solve one, with a policy for example, or choose a run in the same money.")];
  let found;
  try { found = await ask(address("/api/compare", { a: run, b: other })); } catch (error) {
    return [el("h1", {}, "Compare"), tools, el("p", { class: "bad said" }, error.message), el("p", {}, "Choose two runs of one study, or of two in the same money.")];
  }
  return [el("h1", {}, `${found.before.study} ${run} beside ${found.after.study} ${other}`), tools,
    found.inputs.rows.length ? table(found.inputs) : el("p", {}, "The inputs are the same."),
    table(found.headline), found.decisions.map((one) => table(one))];
};

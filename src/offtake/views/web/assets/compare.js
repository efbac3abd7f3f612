// Two runs side by side: first what was changed, then what it changed.
import { address, ask, el, go, table } from "/static/page.js";

export const compare = async (run, query, base) => {
  const { runs } = await ask("/api/start");
  const done = runs.filter((r) => ["finished", "stopped"].includes(r.state));
  const other = query.with ?? done.find((r) => r.run !== run)?.run;
  const pick = (id, chosen, act) => el("select", { id, onchange: (e) => act(e.target.value) },
    done.map((r) => el("option", { value: r.run, selected: r.run === chosen }, `${r.study} ${r.run}${r.policy ? ` with ${r.policy}` : ""}`)));
  const tools = el("div", { class: "tools" },
    el("label", {}, "Before", pick("before", run, (r) => go(address(`/run/${r}/compare`, { with: other })))),
    el("label", {}, "After", pick("after", other, (r) => go(address(`${base}/compare`, { with: r })))),
    other ? el("button", { type: "button", onclick: () => go(address(`/run/${other}/compare`, { with: run })) }, "Swap") : null);
  if (!other) return [el("h1", {}, "Compare"), el("p", {}, "There is one run only; solve another, with a policy for example.")];
  const found = await ask(address("/api/compare", { a: run, b: other }));
  return [el("h1", {}, `${found.before.study} ${run} beside ${found.after.study} ${other}`), tools,
    found.inputs.rows.length ? table(found.inputs) : el("p", {}, "The inputs are the same."),
    table(found.headline), found.decisions.map((one) => table(one))];
};

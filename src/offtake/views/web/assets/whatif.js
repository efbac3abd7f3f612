// What if: two sliders over solved points. The answer is read off between them here, so it comes at once.
import { ask, el, link, put } from "/static/page.js";

// v(g, d) by straight lines between the four solved points around it.
const between = (axis, value) => {
  const k = Math.min(Math.max(axis.findIndex((a) => a > value) - 1, 0), axis.length - 2);
  const at = value >= axis.at(-1) ? axis.length - 2 : k;
  return [at, (value - axis[at]) / (axis[at + 1] - axis[at])];
};
export const read = (grid, name, g, d) => {
  const [i, s] = between(grid.guarantees, g), [j, t] = between(grid.demands, d), v = grid[name];
  return (1 - s) * ((1 - t) * v[i][j] + t * v[i][j + 1]) + s * ((1 - t) * v[i + 1][j] + t * v[i + 1][j + 1]);
};
const said = (millions, currency) => {
  const size = Math.abs(millions), [by, word] = size < 0.1 ? [1e6, ""] : size >= 999.5 ? [1e-3, " billion"] : [1, " million"];
  return `${currency} ${millions < 0 ? "−" : ""}${(size * by).toLocaleString("en", { maximumSignificantDigits: 3 })}${word}`;
};

export const whatif = async (run, query) => {
  const found = await ask(`/api/runs/${run}/whatif`);
  if (!found.projects.length) return [el("h1", {}, "What if"), el("p", {}, "This run has no break-even grid: it has no deal, or no producer's part adds capacity.")];
  const { currency } = found;
  const choose = el("select", {}, found.projects.map((p) => el("option", { value: p.project, selected: p.project === query.project }, `${p.project} (${p.producer})`)));
  const slider = (name, start) => el("input", { type: "range", min: 0, max: 1, step: 0.01, value: query[name] ?? start, name });
  const guarantee = slider("guarantee", 0.5), demand = slider("demand", 0.75);
  const shown = { guarantee: el("output", {}), demand: el("output", {}), acceptance: el("strong", {}), payout: el("strong", {}), verdict: el("p", {}), error: el("p", { class: "note" }) };
  const solved = el("p", {});
  const draw = () => {
    const grid = found.projects.find((p) => p.project === choose.value);
    const g = Number(guarantee.value), d = Number(demand.value);
    const worth = read(grid, "acceptance", g, d), cost = read(grid, "payout", g, d);
    shown.guarantee.textContent = `${Math.round(100 * g)}% of the line's rate`;
    shown.demand.textContent = `${Math.round(100 * d)}% of the planned demand`;
    shown.acceptance.textContent = said(worth, currency);
    shown.acceptance.dataset.value = worth;
    shown.payout.textContent = said(cost, currency);
    shown.payout.dataset.value = cost;
    const sure = Math.abs(worth) > grid.acceptance_error;
    shown.verdict.textContent = `${grid.producer} ${worth >= 0 ? "does its part" : "refuses"}${sure ? "." : ", but that is closer to zero than this reading is exact: solve it."}`;
    shown.verdict.className = worth >= 0 ? "good" : "bad";
    shown.error.textContent = `Interpolated between ${grid.guarantees.length} × ${grid.demands.length} solved points. Largest error found where every second point was left out and read off the others: ${said(grid.acceptance_error, currency)} of value, ${said(grid.payout_error, currency)} of cost.`;
    put({ project: choose.value, guarantee: guarantee.value, demand: demand.value });
  };
  for (const input of [choose, guarantee, demand]) input.addEventListener("input", draw);
  draw();
  solved.append("This moves one guarantee of one project. For any other figure of the study, ", link("ask what if on the study's own page", found.at ? `/study/${encodeURIComponent(found.at)}/whatif` : "/"), ", where a point can be solved exactly.");
  return [el("h1", {}, "What if a share of the line's rate is guaranteed, and less demand turns up?"),
    el("div", { class: "tools" }, el("label", {}, "Project", choose), el("label", {}, "Guaranteed", guarantee, shown.guarantee), el("label", {}, "Demand that turns up", demand, shown.demand)),
    el("ul", { class: "numbers" }, el("li", {}, shown.acceptance, el("span", { class: "label" }, "worth to its producer beyond its best alternative, risk counted")),
      el("li", {}, shown.payout, el("span", { class: "label" }, "expected cost to the public of the guarantee, present value"))),
    shown.verdict, shown.error, solved];
};

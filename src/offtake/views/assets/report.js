// Draws every chart of the page from the specification that stands beside it.
const parsed = (id) => JSON.parse(document.getElementById(id).textContent);
const OPTIONS = {
  config: parsed("chart-config"),
  mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
};
// Data travel as columns and rows; Vega wants one object for each row.
const records = (part) => {
  if (Array.isArray(part)) return part.map(records);
  if (part === null || typeof part !== "object") return part;
  if (Array.isArray(part.columns) && Array.isArray(part.rows)) {
    return { values: part.rows.map((row) => Object.fromEntries(row.map((v, k) => [part.columns[k], v]))) };
  }
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, records(value)]));
};
const charts = [...document.querySelectorAll("[data-chart]")];
const failed = (place, error) => {
  place.textContent = "This chart could not be drawn; its numbers stand below. " + error.message;
  place.classList.add("failed");
};
for (const place of charts) {
  const spec = records(parsed(place.dataset.chart));
  try { await window.vegaEmbed(place, spec, OPTIONS); } catch (error) { failed(place, error); }
}
document.documentElement.dataset.drawn = String(charts.length);

// Draws every chart of the page from the specification that stands beside it.
const OPTIONS = {
  mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
};
const charts = [...document.querySelectorAll("[data-chart]")];
const failed = (place, error) => {
  place.textContent = "This chart could not be drawn; its numbers stand below. " + error.message;
  place.classList.add("failed");
};
for (const place of charts) {
  const spec = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  try { await window.vegaEmbed(place, spec, OPTIONS); } catch (error) { failed(place, error); }
}
document.documentElement.dataset.drawn = String(charts.length);

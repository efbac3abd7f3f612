// Draws every chart of the page from the specification that stands beside it.
const parsed = (id) => JSON.parse(document.getElementById(id).textContent);
const OPTIONS = {
  config: parsed("chart-config"),
  mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
};
// Data travel as columns and rows, texts by their number; Vega wants one object for each row.
const records = (part) => {
  if (Array.isArray(part)) return part.map(records);
  if (part === null || typeof part !== "object") return part;
  if (Array.isArray(part.columns) && Array.isArray(part.rows)) {
    return { values: part.rows.map((row) => Object.fromEntries(row.map((v, k) => [part.columns[k], part.texts[k] ? part.texts[k][v] : v]))) };
  }
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, key === "datasets" ? sets(value) : records(value)]));
};
const sets = (named) => Object.fromEntries(Object.entries(named).map(([name, part]) => [name, records(part).values]));
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

// Long tables are packed; they are saved as plain CSV where the browser can unpack them.
const unpack = async (address) => {
  const bytes = Uint8Array.from(atob(address.split(",")[1]), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Blob([await new Response(stream).arrayBuffer()], { type: "text/csv" });
};
const saveUnpacked = async (event) => {
  const link = event.currentTarget;
  event.preventDefault();
  const plain = document.createElement("a");
  plain.href = URL.createObjectURL(await unpack(link.href));
  plain.download = link.download.replace(/\.gz$/, "");
  plain.click();
  setTimeout(() => URL.revokeObjectURL(plain.href), 10000);
};
if ("DecompressionStream" in window) {
  for (const link of document.querySelectorAll("a[data-packed]")) link.addEventListener("click", saveUnpacked);
}

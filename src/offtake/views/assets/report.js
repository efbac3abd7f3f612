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
// The chart library lies packed in the page; the policy names its text, so that it runs and nothing else does.
const unpacked = async (letters) => {
  if (!("DecompressionStream" in window)) throw new Error("This browser is older than May 2023 and cannot unpack the chart library.");
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
};
const library = async () => {
  const script = document.createElement("script");
  script.textContent = await (await unpacked(document.getElementById("chart-library").textContent)).text();
  document.head.append(script);
  script.remove();
};
let missing = null;
try { await library(); } catch (error) { missing = error; }
for (const place of charts) {
  if (missing) { failed(place, missing); continue; }
  const spec = records(parsed(place.dataset.chart));
  try { await window.vegaEmbed(place, spec, OPTIONS); } catch (error) { failed(place, error); }
}

// Numbers stand to the right, and on a phone, where a row is a card, every cell says what it is.
for (const table of document.querySelectorAll(".scroll > table")) {
  const heads = [...table.tHead.rows[0].cells];
  for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, k) => {
    cell.dataset.label = heads[k].textContent.trim();
    if (heads[k].className === "n") cell.className = "n";
  });
}

// Tables sort by a column, and long ones show the rows that hold a text.
const SCALE = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
const amount = (text) => {
  const found = text.replaceAll(",", "").replaceAll("−", "-").match(/(-?\d+(?:\.\d+)?)(?:%|\s*(thousand|million|billion|trillion))?/);
  return found ? Number(found[1]) * (SCALE[found[2]] ?? 1) : null;
};
const sorting = (table) => {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const printed = [...body.rows].filter((row) => !row.classList.contains("unprinted")).length;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const text = (row) => row.cells[column].textContent.trim();
      const numbers = [...body.rows].every((row) => text(row) === "" || /\d/.test(text(row)));
      const key = numbers ? (row) => amount(text(row)) ?? -Infinity : text;
      const order = (a, b) => (numbers ? key(a) - key(b) : key(a).localeCompare(key(b)));
      body.append(...[...body.rows].sort((a, b) => (down ? -order(a, b) : order(a, b))));
      [...body.rows].forEach((row, place) => row.classList.toggle("unprinted", place >= printed));
    });
  });
};
const filtering = (table) => {
  const rows = [...table.tBodies[0].rows], place = table.parentElement;
  const line = document.createElement("p"), field = document.createElement("input"), told = document.createElement("span");
  line.className = "filter";
  field.type = "search";
  field.placeholder = "Filter rows";
  field.setAttribute("aria-label", "Filter rows: " + place.getAttribute("aria-label"));
  told.setAttribute("role", "status");
  field.addEventListener("input", () => {
    const wanted = field.value.toLowerCase();
    rows.forEach((row) => { row.hidden = ![...row.cells].some((cell) => cell.textContent.toLowerCase().includes(wanted)); });
    told.textContent = wanted ? `${rows.filter((row) => !row.hidden).length} of ${rows.length}` : "";
  });
  line.append(field, told);
  place.before(line);
};
for (const table of document.querySelectorAll(".scroll > table")) {
  const count = table.tBodies[0].rows.length;
  if (count > 2) sorting(table);
  if (count > 11) filtering(table);
}

// An address that points into a closed page opens it.
const reveal = () => {
  const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const page = place && place.closest("details");
  if (page && !page.open) { page.open = true; place.scrollIntoView(); }
};
addEventListener("hashchange", reveal);
reveal();
document.documentElement.dataset.drawn = String(charts.length);

// Long tables are packed; they are saved as plain CSV where the browser can unpack them.
const saveUnpacked = async (event) => {
  const link = event.currentTarget;
  event.preventDefault();
  const table = await unpacked(link.href.split(",")[1]);
  save(await table.arrayBuffer(), "text/csv", link.download.replace(/\.gz$/, ""));
};
if ("DecompressionStream" in window) {
  for (const link of document.querySelectorAll("a[data-packed]")) link.addEventListener("click", saveUnpacked);
}

// Every chart of a figure can be saved as a drawing, in the colours of paper.
const save = (text, type, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
for (const figure of document.querySelectorAll("section.figure")) {
  const drawings = [...figure.querySelectorAll("[data-chart] svg")];
  if (!drawings.length) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "csv";
  button.append(drawings.length > 1 ? `Save ${drawings.length} charts (SVG)` : "Save chart (SVG)");
  button.setAttribute("aria-label", `${button.textContent} of ${figure.id}`);
  button.addEventListener("click", () => drawings.forEach((drawing, k) => {
    const copy = drawing.cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    save(new XMLSerializer().serializeToString(copy), "image/svg+xml", `${figure.id}${drawings.length > 1 ? `-${k + 1}` : ""}.svg`);
  }));
  figure.querySelector("footer").append(button);
}

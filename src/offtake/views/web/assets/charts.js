// Charts by the same bundle that the report ships; fetched when the first chart is to be drawn.
import { el, table } from "/static/page.js";

let bundle = null;
const loaded = () => (bundle ??= import("/static/vega.js"));

export const chart = (spec, config, label) => {
  const place = el("div", { class: "chart" });
  const draw = async () => {
    try {
      await loaded();
      await window.vegaEmbed(place, structuredClone(spec), {
        config: { ...config, background: null }, mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      });
      place.dataset.drawn = "yes";
    } catch (error) {
      place.textContent = `This chart could not be drawn; its numbers stand below. ${error.message}`;
      place.classList.add("failed");
    }
  };
  // Drawn when it comes near the screen: a page of twenty charts opens at once.
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    draw();
  }, { rootMargin: "400px" });
  watch.observe(place);
  return place;
};

const swatch = (key) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of [["width", 22], ["height", 12], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
  const area = key.mark === "bar" || key.mark === "band";
  const mark = document.createElementNS(svg.namespaceURI, area ? "rect" : "line");
  const given = area ? { width: 22, height: 12, fill: key.colour, "fill-opacity": key.opacity }
    : { x1: 0, x2: 22, y1: 6, y2: 6, stroke: key.colour, "stroke-width": 2, ...(key.mark === "dash" ? { "stroke-dasharray": "5 4" } : {}) };
  for (const [name, value] of Object.entries(given)) mark.setAttribute(name, value);
  svg.append(mark);
  return svg;
};

export const figure = (one, config, source) => el("section", { class: "figure", id: one.id, "data-figure": one.id, "data-unit": one.unit, "aria-labelledby": `${one.id}-title` },
  el("h2", { id: `${one.id}-title` }, one.title),
  el("p", { class: "measure" }, one.measure),
  one.legend.length ? el("ul", { class: "legend" }, one.legend.map((key) => el("li", {}, swatch(key), key.label))) : null,
  one.panels.length ? el("div", { class: `panels of-${[2, 4].includes(one.panels.length) ? 2 : Math.min(one.panels.length, 3)}` },
    one.panels.map((panel) => el("div", { class: "panel" }, panel.title && el("h3", {}, panel.title), chart(panel.spec, config)))) : null,
  one.tables.map((found) => table(found)),
  one.remarks.map((text) => el("p", { class: "remark" }, text)),
  el("footer", {}, el("p", { class: "source" }, el("strong", {}, "Source: "), `rests on ${one.rests_on.join(", ")}. `, source),
    el("details", { class: "numbers-shown" }, el("summary", {}, "Show the numbers"), table(one.numbers))));

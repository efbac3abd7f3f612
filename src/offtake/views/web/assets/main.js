// The page: what the address says is what is shown.
import { el, link, say } from "/static/page.js";
import { home } from "/static/home.js";
import { overview, deal, buyer, producer, why, output } from "/static/runs.js";
import { compare } from "/static/compare.js";
import { whatif } from "/static/whatif.js";
import { data } from "/static/data.js";
import { solve } from "/static/solve.js";
import { assumed } from "/static/assumed.js";
import { review } from "/static/review.js";

const OF_RUN = { "": ["Answer", overview], deal: ["Deal", deal], buyers: ["Buyers", buyer], producers: ["Producers", producer], whatif: ["What if", whatif], why: ["Why", why], compare: ["Compare", compare], export: ["Hand over", output] };
const OF_STUDY = { "": ["Data", data], solve: ["Solve", solve], whatif: ["What if", assumed], evidence: ["Evidence", review] };

const views = (base, all, current) => Object.entries(all).map(([key, [title]]) =>
  link(title, base + (key && `/${key}`), {}, { "aria-current": key === current ? "page" : null }));

let drawn = 0;
const draw = async () => {
  const mine = ++drawn; // an answer that comes late does not take the place of a newer one
  const [what, name = "", view = ""] = location.pathname.slice(1).split("/").map(decodeURIComponent);
  const query = Object.fromEntries(new URLSearchParams(location.search));
  const all = what === "run" ? OF_RUN : what === "study" ? OF_STUDY : {};
  const place = document.getElementById("main");
  const base = `/${what}/${encodeURIComponent(name)}`;
  document.getElementById("views").replaceChildren(...(name ? [el("span", {}, `${what} ${name}`), ...views(base, all, view)] : []));
  const [title, show] = name ? all[view] ?? ["", null] : what ? ["", null] : ["Studies and runs", home];
  document.title = [title, name, "offtake"].filter(Boolean).join(" · ");
  place.setAttribute("aria-busy", "true");
  let content, later = null;
  try {
    content = show ? await show(name, query, base) : [el("h1", {}, "There is nothing under this address"), link("To studies and runs", "/")];
  } catch (error) {
    content = [el("h1", {}, "That did not work"), el("p", { class: "bad said" }, error.message), link("To studies and runs", "/")];
  }
  if (mine !== drawn) return;
  if (content.later) ({ content, later } = content);
  place.replaceChildren(...[content].flat(Infinity).filter(Boolean));
  place.removeAttribute("aria-busy");
  document.documentElement.dataset.answered = location.pathname;
  await later?.().catch((error) => say(error.message));
  if (mine === drawn) document.documentElement.dataset.shown = location.pathname;
};

addEventListener("popstate", draw);
addEventListener("went", () => { scrollTo(0, 0); document.getElementById("main").focus({ preventScroll: true }); draw(); });
document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[data-go]");
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  history.pushState(null, "", anchor.href);
  window.dispatchEvent(new Event("went"));
});
addEventListener("unhandledrejection", (event) => { event.preventDefault(); say(event.reason?.message ?? String(event.reason)); });
draw();

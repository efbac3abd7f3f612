// Solving: begun here, done by a process of its own. Closing the page ends nothing.
import { address, ask, el, go, link, tell, trying } from "/static/page.js";

const seconds = (s) => s < 90 ? `${Math.max(Math.round(s), 1)} s` : `${Math.round(s / 60)} min`;
const WORDS = { starting: "is beginning", running: "is being solved", stopped: "was stopped", failed: "failed", halted: "was cut off before its end", finished: "is there" };

export const solve = async (name, query, base) => {
  if (query.run) return following(name, query, base);
  const about = await ask(address(`/api/studies/${encodeURIComponent(name)}`));
  if (about.faults.length) return [el("h1", {}, name), el("p", { class: "bad" }, `${about.faults.length} faults stand in the way.`), link("To the faults", base)];
  const policy = el("input", { list: "policies", value: query.policy ?? "", placeholder: "none" });
  const ticks = ["no-deal", "deal", "first-best"].map((a) => el("label", { class: "tick" }, el("input", { type: "checkbox", value: a, checked: true }), a));
  const leaves = el("input", { type: "number", min: 1, placeholder: "as in the study" });
  const futures = el("input", { type: "number", min: 8, placeholder: "none" });
  const begin = trying(async (e) => {
    e.preventDefault();
    const chosen = ticks.map((t) => t.firstChild).filter((box) => box.checked).map((box) => box.value);
    const arrangements = chosen.length === 3 ? "" : chosen.join(",");
    const job = await tell("/api/jobs", { study: name, policy: policy.value.trim(), arrangements, leaves: leaves.value, futures: futures.value });
    go(address(`${base}/solve`, { run: job.run }));
  });
  return [
    el("h1", {}, `Solve ${name}`),
    el("form", { onsubmit: begin },
      el("div", { class: "tools" }, el("label", {}, "Policy", policy), el("datalist", { id: "policies" }, about.policies.map((value) => el("option", { value }))),
        el("label", {}, "Futures in the tree, at most", leaves), el("label", {}, "Futures to draw instead", futures)),
      el("div", { class: "tools", role: "group", "aria-label": "Arrangements" }, ticks),
      el("button", { class: "main" }, "Solve")),
  ];
};

const following = async (name, query, base) => {
  const place = el("div", { "aria-live": "polite" });
  const head = el("h1", {}, "One moment");
  const here = location.href;
  const draw = async () => {
    const job = await ask(`/api/jobs/${query.run}`);
    const busy = ["running", "starting"].includes(job.state);
    head.textContent = `Run ${query.run}${job.policy ? ` with ${job.policy}` : ""} ${WORDS[job.state] ?? "is not there"}`;
    const note = job.progress;
    const share = job.before ? Math.min(job.seconds / job.before, 0.99) : null;
    place.replaceChildren(...[
      busy && el("progress", { value: share, max: share === null ? null : 1, "aria-label": "Progress" }),
      busy && el("p", {}, note ? `${note.arrangement}: ${note.doing || "solving"}${note.gap === null ? "" : `, gap ${(100 * note.gap).toFixed(2)}%`}` : "Reading the study."),
      busy && el("p", { class: "remark" }, `${seconds(job.seconds)} so far${job.before ? `; the run before took ${seconds(job.before)}` : "; no run of this study has told how long it takes"}. You may close this page: it goes on.`),
      job.stopping && busy && el("p", {}, "It will stop as soon as the solver listens, and keep what it has."),
      job.error && el("p", { class: "bad said" }, job.error),
      job.state === "halted" && el("p", {}, job.parts ? `${job.parts} finished parts are kept; going on begins from there.` : "Going on begins from the start: nothing of it was finished."),
      busy && !job.stopping && el("button", { type: "button", onclick: trying(async () => { await tell(`/api/jobs/${query.run}`, {}, "DELETE"); await draw(); }) }, "Cancel"),
      ["halted", "stopped", "failed"].includes(job.state) && el("button", { type: "button", class: "main", onclick: trying(async () => { await tell("/api/jobs", job.sent); again(); }) }, "Go on"),
      ["finished", "stopped"].includes(job.state) && el("p", {}, link("See the answer", `/run/${query.run}`)),
    ].filter(Boolean));
    return busy;
  };
  const again = async () => { if (await draw()) setTimeout(() => { if (location.href === here) again().catch(() => setTimeout(again, 5000)); }, 700); };
  await again();
  return [head, place, el("p", {}, link("Solve something else", `${base}/solve`))];
};

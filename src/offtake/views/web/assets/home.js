// Studies and runs: what there is, and what can be begun.
import { ask, el, go, link, say, trying } from "/static/page.js";

const KINDS = { folder: "folder of tables", workbook: "workbook", example: "bundled example" };
const encoded = (name) => encodeURIComponent(name);

export const home = async () => {
  const found = await ask("/api/start");
  const file = el("input", { type: "file", accept: ".xlsx,.xlsm,.ods", id: "file" });
  const upload = trying(async () => {
    const [chosen] = file.files;
    if (!chosen) return say("Choose a workbook first.");
    const kept = await ask(`/api/uploads/${encoded(chosen.name)}`, { method: "PUT", body: chosen });
    go(`/study/${encoded(kept.id)}`);
  });
  return [
    el("h1", {}, "Studies and runs"),
    el("div", { class: "two" },
      el("section", { "aria-labelledby": "studies" }, el("h2", { id: "studies" }, "Studies"),
        el("ul", { class: "list" }, found.studies.map((s) => el("li", {}, link(s.id, `/study/${encoded(s.id)}`), ` (${KINDS[s.kind]}) `, link("solve", `/study/${encoded(s.id)}/solve`, {}, { "aria-label": `Solve ${s.id}` })))),
        el("div", { class: "tools" }, el("label", {}, "A workbook to bring in, at most 20 MB", file), el("button", { type: "button", onclick: upload }, "Bring in"))),
      el("section", { "aria-labelledby": "runs" }, el("h2", { id: "runs" }, "Runs"),
        found.jobs.length ? el("ul", { class: "list" }, found.jobs.map((j) => el("li", {}, j.left_out ? link(`${j.study} without ${j.left_out.replace(":", " ")}`, `/run/${j.of}/why`, { part: j.left_out, without: j.run }) : j.assumed ? link(`${j.study}, what if`, `/study/${encoded(j.study)}/whatif`, { question: j.run }) : link(`${j.study} ${j.run}`, `/study/${encoded(j.study)}/solve`, { run: j.run }), ` ${j.state === "halted" ? "cut off before its end" : j.state}`))) : null,
        found.runs.length ? null : el("p", {}, "None yet: choose a study and solve it."),
        el("ul", { class: "list" }, found.runs.map((r) => el("li", {},
          ["finished", "stopped"].includes(r.state) ? link(`${r.study} ${r.run}`, `/run/${r.run}`) : r.run,
          ` ${r.policy ? `with ${r.policy}, ` : ""}${r.arrangements.join(", ")}${r.solved && `, ${r.solved}`}${r.state === "finished" ? "" : ` (${r.state})`}`))),
        found.runs.length > 1 ? link("Compare two runs", `/run/${found.runs[0].run}/compare`) : null)),
    el("p", { class: "remark" }, `Folder ${found.folder}, offtake ${found.version}. This page answers on this computer alone, and asks the network for nothing.`),
  ];
};

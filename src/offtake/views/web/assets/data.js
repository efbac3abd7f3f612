// A study's tables as a grid. An edit becomes a change of the policy named above it; the base study stays as it is.
import { address, ask, el, go, link, Refused, save, say, tell, trying } from "/static/page.js";

const api = (name) => `/api/studies/${encodeURIComponent(name)}`;

export const data = async (name, query, base) => {
  const policy = query.policy ?? "";
  const about = await ask(address(api(name), { policy }));
  const first = about.tables.find((t) => t.faults)?.name ?? about.tables[0].name;
  const table = query.table ?? first;
  const grid = await ask(address(`${api(name)}/tables/${encodeURIComponent(table)}`, { policy, words: query.words }));
  return [
    el("h1", {}, name),
    faults(about, base, policy),
    about.editable ? null : frozen(name),
    tools(about, query, base, table),
    el("h2", {}, table), el("p", { class: "measure" }, grid.meaning),
    cells(name, about, grid, policy, base),
    grid.left_out ? el("p", { class: "remark" }, `${grid.left_out} more rows: filter to see them.`) : null,
    el("div", { class: "tools" }, el("button", { type: "button", onclick: trying(() => save(`${api(name)}/workbook`, name)) }, about.kind === "workbook" && about.faults.length ? "Download with the faults marked" : "Download as a workbook"),
      link("Solve", `${base}/solve`, { policy })),
  ];
};

const faults = (about, base, policy) => about.faults.length
  ? el("section", { class: "note", "aria-label": "Faults" }, el("strong", {}, `${about.faults.length} fault${about.faults.length === 1 ? "" : "s"}`),
    el("ul", {}, about.faults.slice(0, 30).map((f) => el("li", {}, link(f.cell, base, { table: f.table, policy }), ` ${f.message}`))))
  : el("p", { class: "good" }, "Checked: no fault.");

const frozen = (name) => {
  const box = el("input", { value: `my ${name.replace(/^example /, "").replace(/\.xls[xm]$/, "")}`, "aria-label": "Name of the copy" });
  const act = trying(async () => go(`/study/${encodeURIComponent((await tell(`${api(name)}/copy`, { name: box.value })).id)}`));
  return el("div", { class: "tools" }, el("span", {}, "This study is not changed from here."), el("label", {}, "Name of the copy", box), el("button", { type: "button", class: "main", onclick: act }, "Make a copy to change"));
};

const tools = (about, query, base, table) => {
  const policy = query.policy ?? "";
  const pick = el("select", { onchange: (e) => go(address(base, { ...query, table: e.target.value })) },
    about.tables.map((t) => el("option", { value: t.name, selected: t.name === table }, `${t.name} (${t.rows})${t.faults ? ` · ${t.faults} fault${t.faults === 1 ? "" : "s"}` : ""}`)));
  const box = el("input", { list: "policies", value: policy, size: 18, onchange: (e) => go(address(base, { ...query, table, policy: e.target.value.trim() })) });
  const words = el("input", { type: "search", value: query.words ?? "", size: 14, onchange: (e) => go(address(base, { ...query, table, words: e.target.value })) });
  return el("div", { class: "tools" }, el("label", {}, "Table", pick), el("label", {}, "Rows with", words),
    el("label", {}, "Policy that edits go into", box), el("datalist", { id: "policies" }, about.policies.map((value) => el("option", { value }))));
};

const cells = (name, about, grid, policy, base) => {
  const source = el("select", {}, el("option", { value: "assumed" }, "assumed, for this reason:"), about.sources.map((s) => el("option", { value: s }, s)));
  const note = el("input", { size: 34, placeholder: "reason, or where in the document" });
  const where = about.editable ? el("div", { class: "tools" }, el("label", {}, "Source of the next edit", source), el("label", {}, "Note", note)) : null;
  const wrong = new Map(grid.faults.map((f) => [`${f.row}:${f.column}`, f.message]));
  const said = el("p", { class: "bad", role: "alert" });
  const unnamed = () => { if (!policy) said.textContent = "Name the policy that the edit goes into first."; return !policy; };
  const shown = (row, which) => JSON.stringify(Object.fromEntries(grid.columns.flatMap((c, k) => which(c) ? [[c.name, row.edited[c.name] ?? row.cells[k]]] : [])));
  const keyed = (row) => shown(row, (c) => grid.key.includes(c.name));
  const send = (row, column, value, undo = "") => change({ row: String(row.number), column: column.name, value, undo, seen: shown(row, (c) => c === column || grid.key.includes(c.name)) }, undo ? `Taken out of ${policy}.` : `${column.name} = ${value} in policy ${policy}.`);
  const change = async (what, told) => {
    if (unnamed()) return false;
    try {
      await tell(`${api(name)}/edits`, { policy, table: grid.table, source: source.value, note: note.value, ...what });
      say(told);
      go(location.pathname + location.search);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 409) { say(error.message); go(location.pathname + location.search); return true; }
      said.textContent = error.faults.length ? error.faults.map((f) => f.message).join("\n") : error.message;
      return false;
    }
    return true;
  };
  const edit = (cell, row, column, text) => {
    if (unnamed()) return;
    const box = column.choices.length
      ? el("select", { "aria-label": column.name }, column.choices.map((c) => el("option", { value: c, selected: c === text }, c)))
      : el("input", { value: text, "aria-label": `${column.name}${column.unit ? `, ${column.unit}` : ""}`, inputmode: column.number ? "decimal" : null });
    const back = () => { cell.replaceChildren(...content(row, column, text)); cell.focus(); };
    let sending = false; // leaving the cell while an answer is awaited is not a second edit
    const done = async () => {
      if (sending) return;
      if (box.value === text) return back();
      sending = true;
      if (!(await send(row, column, box.value))) { cell.dataset.fault = said.textContent; back(); }
    };
    box.addEventListener("keydown", (e) => {
      e.stopPropagation();
      if (e.key === "Enter") done();
      if (e.key === "Escape") { sending = true; back(); }
    });
    box.addEventListener("blur", () => { if (!sending && box.isConnected) done(); });
    cell.replaceChildren(box);
    box.focus();
  };
  const content = (row, column, text) => row.edited[column.name] === undefined || row.state === "put in" ? [text] : [text, " ",
    el("button", { type: "button", class: "link", "aria-label": `undo the edit of ${column.name} in ${policy}`, onclick: trying(async (e) => { e.stopPropagation(); await send(row, column, text, "yes"); }) }, "undo")];
  const one = (row, column, k) => {
    const text = row.edited[column.name] ?? row.cells[k];
    const fault = wrong.get(`${row.number}:${column.name}`);
    const attributes = { class: `cell${column.number ? " n" : ""}`, "data-label": column.name, "data-fault": fault, title: fault ?? (row.edited[column.name] === undefined ? null : `base study: ${row.cells[k]}`), "data-edited": row.edited[column.name] !== undefined };
    if (!column.editable || row.state === "taken out" || (row.state === "put in" && grid.key.includes(column.name))) return el("td", { ...attributes, class: column.number ? "n" : null }, text);
    const cell = el("td", { ...attributes, tabindex: 0 }, content(row, column, text));
    const begin = () => { if (!cell.querySelector("input, select")) edit(cell, row, column, text); };
    cell.addEventListener("dblclick", begin);
    cell.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === "F2") { e.preventDefault(); begin(); } move(e, cell); });
    return cell;
  };
  const editable = grid.columns.filter((column) => column.editable);
  const press = (text, label, action) => el("button", { type: "button", class: "link", "aria-label": label, onclick: trying(action) }, text);
  const rowHead = (row) => el("th", { scope: "row" }, String(row.number), " ", row.state && `${row.state} `,
    !editable.length ? null
      : row.state === "put in" ? press("undo", `undo: row ${row.number} leaves ${policy}`, () => change({ operation: "insert", value: keyed(row), undo: "yes" }, `Row ${row.number} is gone from ${policy}.`))
        : row.state === "taken out" ? press("undo", `undo: row ${row.number} stays in`, () => change({ operation: "delete", row: String(row.number), undo: "yes" }, `Row ${row.number} stays.`))
          : press("take out", `take out row ${row.number}`, () => change({ operation: "delete", row: String(row.number), seen: shown(row, () => true) }, `Row ${row.number} is taken out in policy ${policy}.`)));
  const more = () => {
    const boxes = editable.map((c) => [c, c.choices.length
      ? el("select", {}, el("option", { value: "" }, ""), c.choices.map((value) => el("option", { value }, value)))
      : el("input", { inputmode: c.number ? "decimal" : null, size: 12 })]);
    const put = trying(() => change({ operation: "insert", value: JSON.stringify(Object.fromEntries(boxes.map(([c, box]) => [c.name, box.value]))) }, `A row is put in in policy ${policy}.`));
    return el("details", { class: "more" }, el("summary", {}, `Put a row into ${grid.table}`),
      el("form", { class: "tools", onsubmit: (e) => { e.preventDefault(); put(e); } },
        boxes.map(([c, box]) => el("label", { title: c.meaning }, `${c.name}${c.unit ? `, ${c.unit}` : ""}`, box)), el("button", { class: "main" }, "Put in")));
  };
  return [where, said,
    about.editable ? el("p", { class: "caption" }, "Double-click a cell, or press Enter in it, to change it; arrow keys move.") : null,
    el("div", { class: "scroll grid", role: "region", tabindex: 0, "aria-label": `Table ${grid.table}` }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "row"), grid.columns.map((c) => el("th", { scope: "col", title: c.meaning, class: c.number && "n" }, c.name, c.unit ? el("span", { class: "unit" }, c.unit) : null)))),
      el("tbody", {}, grid.rows.map((row) => el("tr", { "data-state": row.state || null }, rowHead(row), grid.columns.map((column, k) => one(row, column, k))))))),
    editable.length ? more() : null];
};

const move = (event, cell) => {
  if (event.target !== cell) return;
  const row = cell.parentElement, at = [...row.children].indexOf(cell);
  const next = { ArrowRight: cell.nextElementSibling, ArrowLeft: cell.previousElementSibling,
    ArrowDown: row.nextElementSibling?.children[at], ArrowUp: row.previousElementSibling?.children[at] }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
};

// How the page is built: elements made of text alone (nothing is ever read as HTML), and requests with the token.
const KEY = "offtake-token";
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  localStorage.setItem(KEY, given); // kept by this address and port alone; never sent by itself
  history.replaceState(null, "", location.pathname + location.search);
}
const authorization = () => ({ Authorization: `Bearer ${localStorage.getItem(KEY) ?? ""}` });

export class Refused extends Error {
  constructor(status, found) { super(found.error ?? "something went wrong"); this.status = status; this.faults = found.faults ?? []; }
}

const failed = async (answer) => new Refused(answer.status, await answer.json().catch(() => ({})));
const sent = async (address, options) => {
  try { return await fetch(address, { ...options, headers: { ...authorization(), ...options?.headers } }); } catch {
    throw new Refused(0, { error: "The command 'offtake web' does not answer any more. Start it again; what it was solving goes on." });
  }
};

export const ask = async (address, options) => {
  const answer = await sent(address, options);
  if (!answer.ok) throw await failed(answer);
  return answer.json();
};
export const tell = (address, what, method = "POST") => ask(address, { method, body: JSON.stringify(what) });

// A file that the server made, saved under the name that it gives, else under this one.
export const save = async (address, name) => {
  const answer = await sent(address);
  if (!answer.ok) throw await failed(answer);
  const given = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))?.[1];
  const link = el("a", { href: URL.createObjectURL(await answer.blob()), download: given ?? name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

// An element: names that begin with "on" are listeners, the rest attributes; children are elements or texts.
export const el = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
};

// The state of the page is its address: path and query.
export const address = (path, query = {}) => {
  const parts = Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== "");
  return parts.length ? `${path}?${new URLSearchParams(parts)}` : path;
};
export const link = (text, path, query, more = {}) => el("a", { href: address(path, query), "data-go": true, ...more }, text);
export const go = (where) => { history.pushState(null, "", where); window.dispatchEvent(new Event("went")); };
export const put = (query) => { // changes the query without drawing anew
  const now = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(query)) value === "" ? now.delete(key) : now.set(key, value);
  history.replaceState(null, "", location.pathname + (now.size ? `?${now}` : ""));
};

export const say = (text) => {
  const place = document.getElementById("told");
  const line = el("p", {}, text);
  place.append(line);
  setTimeout(() => line.remove(), 6000 + 80 * text.length);
};
export const trying = (action) => async (event) => {
  try { await action(event); } catch (error) { say(error.message); }
};

export const table = (found, { head = found.caption, cell = null } = {}) => {
  if (!found.rows.length) return el("p", { class: "remark" }, head ? `${head}: none.` : "None.");
  const cards = found.rows.length <= 30 && found.headings.length > 3;
  return el("div", {},
    head && el("p", { class: "caption" }, head),
    el("div", { class: `scroll${found.rows.length <= 30 ? " short" : ""}${cards ? " cards" : ""}`, role: "region", tabindex: 0, "aria-label": head || "Table" },
      el("table", {},
        el("thead", {}, el("tr", {}, found.headings.map((text, k) => text ? el("th", { scope: "col", class: found.numeric[k] && "n" }, text) : el("td", {})))),
        el("tbody", {}, found.rows.map((row, r) => el("tr", {}, row.map((text, k) =>
          el("td", { class: found.numeric[k] && "n", "data-label": cards ? found.headings[k] : null }, cell ? cell(text, r, k) : text))))))),
    found.left_out ? el("p", { class: "remark" }, `${found.left_out.toLocaleString("en")} more rows; an export has them all.`) : null);
};

export const banner = (about) => [
  about.synthetic && el("p", { class: "banner" }, el("strong", {}, "Invented figures."), " This study shows what the tool does. It says nothing about the world."),
  about.status === "stopped" && el("p", { class: "banner" }, el("strong", {}, "Stopped before its end."), " What was found until then is shown."),
];

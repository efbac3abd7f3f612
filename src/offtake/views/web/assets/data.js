import { el } from "/static/page.js";
export const data = async () => [el("h1", {}, "Not here yet")];

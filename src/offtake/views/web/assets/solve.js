import { el } from "/static/page.js";
export const solve = async () => [el("h1", {}, "Not here yet")];

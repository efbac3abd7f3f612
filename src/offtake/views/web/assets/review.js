import { el } from "/static/page.js";
export const review = async () => [el("h1", {}, "Not here yet")];

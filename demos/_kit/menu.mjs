/** The `…` menu of a demo opened in full: it gives back what is on the screen. */

import { el } from "./dom.mjs";

/**
 * @param {{text: (key: string) => string, link: () => string, directive: () => string}} options
 */
export function menu({ text, link, directive }) {
  const said = el("span", { class: "sg-said", role: "status" });
  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      said.textContent = text("copied");
    } catch {
      said.textContent = text("copyFailed");
    }
    element.dataset.copied = words;
  };
  const item = (key, words) => el("button", { type: "button", text: text(key), onclick: () => copy(words()) });
  const summary = el("summary", { "aria-label": text("menu"), text: "…" });
  const list = el("div", { class: "sg-menu-list" }, item("copyLink", link), item("copyDirective", directive), said);
  const element = el("details", { class: "sg-menu" }, summary, list);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    event.preventDefault();
    element.open = false;
    summary.focus();
  });
  return element;
}

/** What surrounds a demo's view: theme, poster and stages, lines that say what is wrong, the words for a screen reader. */

import { el } from "./dom.mjs";
import { cover } from "./loading.mjs";

/** Milliseconds between two sentences for a screen reader while the demo trains. */
const SPEAK_MS = 5000;
/** Lines of warnings on the page at once. */
const MOST_ALERTS = 3;

/** What the visitor's system asks for. */
export function preferences() {
  const matches = (query) => window.matchMedia(query).matches;
  return {
    theme: matches("(prefers-color-scheme: light)") ? "light" : "dark",
    reducedMotion: matches("(prefers-reduced-motion: reduce)"),
  };
}

export class Shell {
  #alerts = el("div", { class: "sg-alerts", role: "alert" });
  #live = el("p", { class: "sg-live", "aria-live": "polite" });
  #spoken = 0;

  /** @param {{ui: string, text: Function, retry: () => void}} options */
  constructor({ ui, text, retry }) {
    const find = (selector) => document.querySelector(selector);
    document.documentElement.dataset.ui = ui;
    this.text = text;
    this.page = find(".sg-page");
    this.head = find(".sg-head");
    this.view = find(".sg-view");
    this.cover = cover(find(".sg-cover"), { text, retry });
    this.page.append(this.#alerts, this.#live);
  }

  /** Dark or light; a deck with a theme of its own sends that one's colours along, by name, as `#rrggbb`. */
  setTheme(theme, palette) {
    const { dataset, style } = document.documentElement;
    dataset.theme = theme;
    style.cssText = Object.entries(palette ?? {})
      .filter((entry) => /^[a-z-]+ #[0-9a-f]{6}$/.test(entry.join(" ")))
      .map(([name, colour]) => `--${name}: ${colour}`)
      .join("; ");
  }

  /** A line that stays until it is closed. */
  alert(words) {
    const close = el("button", { type: "button", "aria-label": this.text("close"), text: "×" });
    const line = el("p", {}, el("span", { text: words }), close);
    close.addEventListener("click", () => line.remove());
    this.#alerts.replaceChildren(...[...this.#alerts.children].slice(1 - MOST_ALERTS), line);
  }

  /** Say what the picture shows, unless something was said a moment ago. */
  speak(words, now) {
    const time = performance.now();
    if (!now && time - this.#spoken < SPEAK_MS) return;
    this.#spoken = time;
    if (words !== this.#live.textContent) this.#live.textContent = words;
  }

  /** The height the page would like to have, in CSS pixels. */
  onHeight(tell) {
    new ResizeObserver(() => tell(this.page.scrollHeight)).observe(this.view);
  }
}

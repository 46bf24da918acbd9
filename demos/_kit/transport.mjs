/** The buttons play / pause, step and reset. */

import { el } from "./dom.mjs";

/**
 * @param {{command: (command: string) => void, text: (key: string) => string}} options
 */
export function transport({ command, text }) {
  const play = el("button", { type: "button", class: "sg-main", text: text("play") });
  let playing = false;
  play.addEventListener("click", () => command(playing ? "pause" : "play"));
  const button = (name) => el("button", { type: "button", text: text(name), onclick: () => command(name) });
  const element = el("div", { class: "sg-buttons", role: "group" }, play, button("step"), button("reset"));
  return {
    element,
    show(now) {
      playing = now;
      play.textContent = text(now ? "pause" : "play");
    },
  };
}

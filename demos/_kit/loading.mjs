/** What stands there while Python starts, and where it cannot: the poster, the stages, the reason. */

import { el } from "./dom.mjs";
import { STAGES } from "./protocol.mjs";

const WORDS = { runtime: "stageRuntime", python: "stagePython", numpy: "stageNumpy", model: "stageModel" };

/**
 * @param {HTMLElement} element the page's cover, which holds the poster already
 * @param {{text: Function, retry: () => void}} options
 */
export function cover(element, { text, retry }) {
  const bars = new Map(STAGES.map((stage) => [stage, el("span", { class: "sg-bar" })]));
  const line = el("p", { class: "sg-loading-line", text: text("stageStart") });
  const track = el("div", { class: "sg-track", "aria-hidden": true }, ...bars.values());
  const status = el("div", { class: "sg-loading", role: "status" }, line, track);
  element.append(status);
  const say = (...lines) => status.replaceChildren(...lines);

  return {
    progress({ stage, loaded, total }) {
      const bar = bars.get(stage);
      if (!bar) return;
      bar.style.setProperty("--share", String(loaded / total));
      Object.assign(bar.dataset, { loaded, total });
      const word = WORDS[unfinished(bars)] ?? "stageStart";
      line.textContent = `${text(word)} · ${text("megabytes", { loaded: sum(bars, "loaded"), total: sum(bars, "total") })}`;
    },
    failed({ message, hint }) {
      const again = el("button", { type: "button", text: text("retry") });
      again.addEventListener("click", () => {
        say(line, track);
        retry();
      });
      say(el("p", { class: "sg-loading-line" }, el("b", { text: text("stopped") }), " ", message, hint ? ` (${hint})` : ""), again);
      element.hidden = false;
    },
    done() {
      element.hidden = true;
    },
  };
}

/** The first stage that is not loaded; none once all are. */
function unfinished(bars) {
  return STAGES.find((stage) => Number(bars.get(stage).style.getPropertyValue("--share")) < 1);
}

/** Megabytes of all stages together. */
function sum(bars, which) {
  const bytes = [...bars.values()].reduce((all, { dataset }) => all + Number(dataset[which] ?? 0), 0);
  return (bytes / 1e6).toFixed(1);
}

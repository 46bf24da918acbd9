/** Keys pressed in a frame that belong to the deck: they are handed back, unless a control needs them. */

/** Keys a deck knows; the deck checks the same list again. */
export const DECK_KEYS = [
  "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " ", "Escape",
  "n", "p", "b", ".", "f", "o", "s", "t", "?",
]; // prettier-ignore

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const LINE = [...ARROWS, "Home", "End"];

/**
 * Whether the element in focus uses the key itself.
 *
 * PageUp and PageDown always turn slides: presenters' remote controls send them.
 * @param {EventTarget | null} target
 * @param {string} key
 */
export function keeps(target, key) {
  if (!(target instanceof HTMLElement) || key === "PageUp" || key === "PageDown") return false;
  if (target.dataset.keys === "cursor") return [...ARROWS, "Escape"].includes(key);
  const tag = target.tagName;
  if (tag === "BUTTON" || tag === "SUMMARY" || tag === "A") return key === " ";
  if (tag === "SELECT" || tag === "TEXTAREA") return true;
  if (tag === "INPUT") return inputKeeps(target.type, key);
  return false;
}

function inputKeeps(type, key) {
  if (type === "range") return LINE.includes(key);
  if (type === "radio") return [...ARROWS, " "].includes(key);
  if (type === "checkbox") return key === " ";
  return key !== "Escape";
}

/**
 * Hand keys back to the deck.
 * @param {(key: string, shift: boolean) => void} send
 */
export function handBack(send) {
  window.addEventListener("keydown", (event) => {
    const changed = event.ctrlKey || event.altKey || event.metaKey;
    if (changed || event.defaultPrevented || !DECK_KEYS.includes(event.key)) return;
    if (keeps(event.target, event.key)) return;
    event.preventDefault();
    send(event.key, event.shiftKey);
  });
}

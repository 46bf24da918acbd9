/** Choosing a class by its shape and colour. */

import { CLASSES } from "./colours.mjs";
import { el } from "./dom.mjs";

const SHAPES = {
  circle: '<circle cx="12" cy="12" r="9"/>',
  square: '<rect x="4" y="4" width="16" height="16"/>',
  triangle: '<path d="M12 3 22 20H2z"/>',
};
const NAMES = ["classA", "classB", "classC"];

/**
 * @param {{text: (key: string) => string}} options
 */
export function classChoice({ text }) {
  let chosen = 0;
  const option = ({ variable, shape }, index) => {
    const input = el("input", { type: "radio", name: "sg-class", value: index, onchange: () => (chosen = index) });
    input.checked = index === 0;
    const label = el("label", { title: text(NAMES[index]), style: `color: var(${variable})` }, input);
    label.insertAdjacentHTML("beforeend", `<svg viewBox="0 0 24 24" aria-hidden="true">${SHAPES[shape]}</svg>`);
    label.append(el("span", { class: "sg-unseen", text: text(NAMES[index]) }));
    return label;
  };
  const options = CLASSES.map(option);
  const legend = el("legend", { text: text("addPoint") });
  return {
    element: el("fieldset", { class: "sg-classes" }, legend, ...options),
    chosen: () => chosen,
    /** Offer only the first `count` classes. */
    offer(count) {
      options.forEach((label, index) => (label.hidden = index >= count));
      if (chosen >= count) options[0].querySelector("input").click();
    },
  };
}

/** A native, labelled control for each parameter of a manifest. */

import { el } from "./dom.mjs";

/** Positions of a slider on a logarithmic scale. */
const NOTCHES = 200;

/** @typedef {import("./address.mjs").Param} Param */
/** @typedef {{element: HTMLElement, show: (value: any) => void}} Control */

/**
 * @param {Param} param
 * @param {{value: any, locked: boolean, change: (value: any) => void, text: Function}} options
 * @returns {Control}
 */
export function control(param, options) {
  const make = { choice, bool: toggle, seed, layers }[param.type] ?? slider;
  const made = make(param, { ...options, id: `sg-${param.name}` });
  if (param.help) made.element.title = param.help;
  made.element.dataset.param = param.name;
  made.show(options.value);
  return made;
}

/** A number as a person writes it: no more digits than its step needs. */
export function formatted(param, value) {
  if (param.type === "int" || param.type === "seed") return String(value);
  if (value === 0) return "0";
  if (param.scale === "log") return String(Number(value.toPrecision(2)));
  const places = param.step ? (String(param.step).split(".")[1] ?? "").length : 2;
  return value.toFixed(places);
}

function slider(param, { id, locked, change }) {
  const scale = param.scale === "log" ? logScale(param) : linearScale(param);
  const output = el("output", { for: id, class: "sg-value" });
  const input = el("input", { id, type: "range", ...scale.range, disabled: locked });
  const show = (value) => {
    input.value = scale.toPosition(value);
    output.textContent = formatted(param, value);
    input.setAttribute("aria-valuetext", output.textContent);
    input.style.setProperty("--filled", `${(100 * (input.value - input.min)) / (input.max - input.min)}%`);
  };
  input.addEventListener("input", () => {
    const value = scale.toValue(Number(input.value));
    show(value);
    change(value);
  });
  const label = el("label", { for: id }, el("span", { text: param.label }), output);
  return { element: el("div", { class: "sg-control" }, label, input), show };
}

function linearScale({ type, min, max, step }) {
  const unit = step ?? (type === "int" ? 1 : (max - min) / 100);
  return { range: { min, max, step: unit }, toPosition: (value) => value, toValue: (position) => position };
}

/** Log positions; a minimum of 0 is a notch of its own below the smallest power. */
function logScale({ min, max, step }) {
  const low = min > 0 ? min : (step ?? max / 1e4);
  const ratio = Math.log(max / low);
  const start = min > 0 ? 0 : -1;
  return {
    range: { min: start, max: NOTCHES, step: 1 },
    toPosition: (value) => (value < low ? start : Math.round((Math.log(value / low) / ratio) * NOTCHES)),
    toValue: (position) => (position < 0 ? 0 : twoDigits(low * Math.exp((position / NOTCHES) * ratio), low, max)),
  };
}

function twoDigits(value, low, high) {
  return Math.min(high, Math.max(low, Number(value.toPrecision(2))));
}

function choice(param, { id, locked, change }) {
  const options = param.choices.map((value) => el("option", { value, text: value }));
  const select = el("select", { id, disabled: locked, onchange: () => change(select.value) }, ...options);
  const label = el("label", { for: id }, el("span", { text: param.label }));
  return { element: el("div", { class: "sg-control" }, label, select), show: (value) => (select.value = value) };
}

function toggle(param, { id, locked, change }) {
  const input = el("input", { id, type: "checkbox", disabled: locked, onchange: () => change(input.checked) });
  const label = el("label", { for: id }, el("span", { text: param.label }));
  const element = el("div", { class: "sg-control sg-toggle" }, label, input);
  return { element, show: (value) => (input.checked = value) };
}

/** The whole number within the limits that is nearest to what was typed; the running one where nothing can be read. */
function nearest(typed, running, { min, max }) {
  return Number.isNaN(typed) ? running : Math.min(max, Math.max(min, Math.round(typed)));
}

function seed(param, { id, locked, change, text }) {
  const { min = 0, max = 2 ** 31 - 1 } = param;
  const input = el("input", { id, type: "number", min, max, step: 1, disabled: locked, inputmode: "numeric" });
  let running = param.default;
  const show = (value) => {
    running = value;
    input.value = String(value);
  };
  const use = (value) => {
    const changed = value !== running;
    show(value);
    if (changed) change(value);
  };
  input.addEventListener("change", () => use(nearest(input.valueAsNumber, running, { min, max })));
  const next = el("button", { type: "button", disabled: locked, text: text("seedNew") });
  next.addEventListener("click", () => use(running < max ? running + 1 : min));
  const label = el("label", { for: id }, el("span", { text: param.label }));
  const element = el("div", { class: "sg-control sg-seed" }, label, el("div", { class: "sg-row" }, input, next));
  return { element, show };
}

/** A number of units for each hidden layer, and buttons for more and fewer layers. */
function layers(param, { id, locked, change, text }) {
  const row = el("div", { class: "sg-row sg-layers" });
  let running = [];
  const use = (next) => {
    const changed = next.join("-") !== running.join("-");
    show(next.join("-"));
    if (changed) change(next.join("-"));
  };
  const field = (count, index) => {
    const name = text("layerUnits", { number: index + 1 });
    const input = el("input", { type: "number", min: param.min, max: param.max, step: 1, disabled: locked });
    input.setAttribute("aria-label", name);
    input.id = index ? `${id}-${index + 1}` : id;
    input.value = String(count);
    input.addEventListener("change", () =>
      use(running.with(index, nearest(input.valueAsNumber, running[index], param))),
    );
    return input;
  };
  const button = (sign, key, next, possible) =>
    el("button", { type: "button", text: sign, "aria-label": text(key), disabled: locked || !possible, onclick: () => use(next()) });
  const rebuild = (counts) => {
    const focused = row.contains(document.activeElement) ? document.activeElement.textContent : null;
    const more = button("+", "layerMore", () => [...running, running.at(-1)], counts.length < param.most);
    const less = button("\u2212", "layerLess", () => running.slice(0, -1), counts.length > 1);
    row.replaceChildren(...counts.map(field), less, more);
    if (focused !== null) [less, more].find(({ textContent, disabled }) => textContent === focused && !disabled)?.focus();
  };
  const show = (value) => {
    const counts = value.split("-").map(Number);
    running = counts;
    const inputs = row.querySelectorAll("input");
    if (inputs.length !== counts.length) rebuild(counts);
    else inputs.forEach((input, index) => (input.value = String(counts[index])));
  };
  const label = el("label", { for: id }, el("span", { text: param.label }));
  return { element: el("div", { class: "sg-control" }, label, row), show };
}

/** What a demo's view is given: the pieces of the page it may place, and the ways to ask for something. */

import { readColours } from "./colours.mjs";
import { control } from "./controls.mjs";
import { el } from "./dom.mjs";
import { transport } from "./transport.mjs";

/**
 * @typedef {object} Actions
 * @property {(params: Record<string, any>) => void} set
 * @property {(command: string) => void} command
 */

/**
 * @param {object} page
 * @param {any} page.manifest
 * @param {{ui: string, hide: string[], lock: string[]}} page.options
 * @param {Record<string, any>} page.params
 * @param {(key: string, values?: object) => string} page.text
 * @param {Actions} page.actions
 */
export function makeKit({ manifest, options, params, text, actions }) {
  const controls = new Map();
  const buttons = transport({ command: actions.command, text });
  const badge = el("span", { class: "sg-badge", hidden: true });
  let colours = readColours();

  /** The control of one parameter, or nothing where the address hides it. */
  function controlOf(name) {
    const param = manifest.params.find((known) => known.name === name);
    if (!param || param.control === false || options.hide.includes(name)) return null;
    const locked = options.lock.includes(name);
    const change = (value) => actions.set({ [name]: value });
    const made = control(param, { value: params[name], locked, change, text });
    controls.set(name, made);
    return made.element;
  }

  return {
    manifest,
    text,
    params,
    ui: options.ui,
    set: actions.set,
    colours: () => colours,
    /** The size of ordinary text in CSS pixels. */
    textSize: () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    controls: (names) => el("div", { class: "sg-controls" }, ...names.map(controlOf)),
    transport: buttons.element,
    badge,
    notice: notice(manifest.notice, text),
    metric: (label) => metric(label),

    /** For the page itself, not for views. */
    page: {
      showParams: (now) => controls.forEach(({ show }, name) => show(now[name])),
      showPlaying: buttons.show,
      showBackend: (words, about) => Object.assign(badge, { textContent: words, title: about, hidden: false }),
      readColours: () => (colours = readColours()),
    },
  };
}

function notice(words, text) {
  return el("p", { class: "sg-notice" }, el("b", { text: text("notice") }), ` ${words}`);
}

/** A label over a large number, and a quiet line under it. */
function metric(label) {
  const value = el("span", { class: "sg-number", text: "–" });
  const small = el("span", { class: "sg-small" });
  const element = el("div", { class: "sg-metric" }, el("span", { class: "sg-name", text: label }), value, small);
  const show = (words, under = "") => {
    value.textContent = words;
    small.textContent = under;
  };
  return { element, show };
}

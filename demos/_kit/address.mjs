/** The address of a demo's page: parameters in, checked against the manifest; parameters out. */

/** What every demo's address may say besides the demo's own parameters. */
export const RESERVED = ["ui", "theme", "lang", "autoplay", "mode", "step", "hide", "lock"];

/**
 * @typedef {object} Param
 * @property {string} name
 * @property {string} label
 * @property {"int" | "float" | "choice" | "bool" | "seed" | "layers" | "points"} type
 * @property {any} default
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [step]
 * @property {number} [most] how many layers at most
 * @property {number} [within] the largest coordinate of a point, up, down and to both sides
 * @property {number} [labels] how many labels a point may have, from 0
 * @property {"linear" | "log"} [scale]
 * @property {string[]} [choices]
 * @property {boolean} [resets]
 * @property {boolean} [control] false: no control is shown for it
 * @property {string} [help]
 */

/**
 * Read an address. A value that does not fit is named in `problems`, and the default is used.
 * @param {string} search
 * @param {{params: Param[]}} manifest
 * @param {(key: string, values?: object) => string} text
 */
export function parse(search, manifest, text) {
  const query = new URLSearchParams(search);
  const problems = [];
  const params = {};
  for (const param of manifest.params) {
    const [value, problem] = read(param, query.get(param.name), text);
    params[param.name] = value;
    if (problem) problems.push(problem);
  }
  const names = manifest.params.map(({ name }) => name);
  for (const name of query.keys()) {
    if (names.includes(name) || RESERVED.includes(name)) continue;
    problems.push(text("unknownParameter", { name, names: names.join(", ") }));
  }
  return { params, problems, page: pageOptions(query) };
}

function pageOptions(query) {
  const list = (name) => (query.get(name) ?? "").split(",").filter(Boolean);
  return {
    ui: query.get("ui") === "min" ? "min" : "full",
    theme: ["dark", "light"].includes(query.get("theme")) ? query.get("theme") : null,
    lang: query.get("lang"),
    autoplay: query.get("autoplay") !== "0",
    mode: query.get("mode") === "test" ? "test" : "live",
    step: Math.max(0, Math.trunc(Number(query.get("step") ?? 0)) || 0),
    hide: list("hide"),
    lock: list("lock"),
  };
}

/** @returns {[any, string | null]} the value to use, and what is wrong with the one given */
function read(param, raw, text) {
  if (raw === null) return [param.default, null];
  const problem = (CHECKS[param.type] ?? checkNumber)(param, raw);
  if (!problem) return [convert(param, raw), null];
  const { name, min, max, most, within, labels, choices = [] } = param;
  const values = { name, value: raw, min, max, most, within, labels, choices: choices.join(", "), used: param.default };
  return [param.default, text(problem, values)];
}

/** Each answers with the key of what is wrong, or null. */
const CHECKS = {
  choice: ({ choices }, raw) => (choices.includes(raw) ? null : "badChoice"),
  bool: (_, raw) => (/^(0|1|true|false)$/.test(raw) ? null : "badBool"),
  layers: ({ min, max, most }, raw) => (layersFit(raw, min, max, most) ? null : "badLayers"),
  points: (param, raw) => (pointsFit(raw, param) ? null : "badPoints"),
};

function layersFit(raw, min, max, most) {
  if (!/^\d+(-\d+)*$/.test(raw)) return false;
  const units = raw.split("-").map(Number);
  return units.length <= most && units.every((count) => count >= min && count <= max);
}

function pointsFit(raw, { max, within, labels }) {
  const number = /^-?\d*\.?\d+$/;
  const inside = (text) => number.test(text) && Math.abs(Number(text)) <= within;
  const fits = (part) => {
    const [x, y, label, ...rest] = part.split(",");
    return rest.length === 0 && inside(x) && inside(y) && /^\d$/.test(label) && Number(label) < labels;
  };
  const points = raw.split(";").filter(Boolean);
  return points.length <= max && points.every(fits);
}

/** A number as the build reads it too: no hexadecimal, no spaces. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function checkNumber(param, raw) {
  const value = Number(raw);
  if (!NUMBER.test(raw) || !Number.isFinite(value)) return "badNumber";
  if (param.type !== "float" && !Number.isInteger(value)) return "badInteger";
  const inside = value >= (param.min ?? -Infinity) && value <= (param.max ?? Infinity);
  return inside ? null : "badRange";
}

function convert(param, raw) {
  if (["choice", "layers", "points"].includes(param.type)) return raw;
  if (param.type === "bool") return raw === "1" || raw === "true";
  return Number(raw);
}

/** The query of what is on the screen: the parameters that are not at their default, and the page's own options. */
export function query(params, manifest, keep = {}) {
  const result = new URLSearchParams();
  for (const param of manifest.params) {
    const value = params[param.name];
    if (value !== param.default) result.set(param.name, typeof value === "boolean" ? Number(value) : value);
  }
  for (const [name, value] of Object.entries(keep)) result.set(name, value);
  return result.toString();
}

/** The line of Markdown that puts what is on the screen on a slide. */
export function directive(params, manifest) {
  const search = query(params, manifest);
  return `![${manifest.title}](demo:${manifest.name}${search ? `?${search}` : ""}){height=480 ui=min}`;
}

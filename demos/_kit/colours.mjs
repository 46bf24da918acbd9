/** The page's colours, read from its CSS variables, for drawing on a canvas. */

/** Classes in order: colour variable and shape; never colour alone. */
export const CLASSES = [
  { variable: "--a", shape: "circle" },
  { variable: "--b", shape: "square" },
  { variable: "--c", shape: "triangle" },
];

const NAMES = ["paper", "panel", "line", "edge", "ink", "soft", "accent", "good", "bad", "focus"];

/**
 * @typedef {Record<string, string> & {classes: number[][], paperRgb: number[], sans: string}} Colours
 * @returns {Colours}
 */
export function readColours(root = document.documentElement) {
  const style = getComputedStyle(root);
  const value = (name) => style.getPropertyValue(name).trim();
  const named = Object.fromEntries(NAMES.map((name) => [name, value(`--${name}`)]));
  const classes = CLASSES.map(({ variable }) => rgb(value(variable)));
  return { ...named, classes, paperRgb: rgb(named.paper), sans: value("--sans") };
}

/** `#rrggbb` as three numbers from 0 to 255. */
export function rgb(hex) {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}

/** Three numbers as a CSS colour. */
export function css([red, green, blue], alpha = 1) {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)} / ${alpha})`;
}

/** `from` towards `to` by `amount` (0 to 1). */
export function mix(from, to, amount) {
  return from.map((value, index) => value + (to[index] - value) * amount);
}

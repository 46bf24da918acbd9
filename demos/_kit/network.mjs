/** A sketch of a fully connected network: units as dots, weights as lines, blue below zero and orange above. */

import { fittedCanvas, font } from "./canvas.mjs";
import { css } from "./colours.mjs";

/** @typedef {{data: Float32Array, shape: number[]}} NdArray */

/**
 * @param {HTMLElement} parent
 * @param {{colours: () => import("./colours.mjs").Colours, textSize: () => number, output: string}} options `output` names the last layer
 */
export function networkSketch(parent, { colours, textSize, output }) {
  let weights = null;
  const redraw = () => weights && fitted.width > 0 && paint();
  const fitted = fittedCanvas(parent, redraw);

  function paint() {
    const { context, width, height } = fitted;
    const palette = colours();
    const size = textSize();
    context.clearRect(0, 0, width, height);
    const layers = [weights[0].shape[0], ...weights.map(({ shape }) => shape[1])];
    const place = placement(layers, width, height, size);
    weights.forEach((matrix, layer) => paintWeights(context, matrix, layer, place, palette));
    layers.forEach((units, layer) => paintUnits(context, units, layer, place, palette));
    paintNames(context, layers, place, { size, palette, output });
  }

  return {
    canvas: fitted.canvas,
    redraw,
    /** @param {NdArray[]} next weight matrices, (inputs, outputs) each */
    draw(next) {
      weights = next;
      redraw();
    },
  };
}

/** Where a unit stands, and how large it is. */
function placement(layers, width, height, size) {
  const left = size * 2;
  const right = width - size * 3.2;
  const radius = Math.max(5, Math.min(12, height / (2.6 * Math.max(...layers))));
  const at = (layer, unit) => {
    const gap = Math.min((height - 2 * radius - 4) / Math.max(1, layers[layer] - 1), height / 2.2);
    const x = left + ((right - left) * layer) / (layers.length - 1);
    return [x, height / 2 + (unit - (layers[layer] - 1) / 2) * gap];
  };
  return { at, radius };
}

function paintWeights(context, { data, shape }, layer, { at }, palette) {
  const [inputs, outputs] = shape;
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < outputs; j++) {
      const weight = data[i * outputs + j];
      const strength = Math.min(1, Math.abs(weight) / 4);
      context.beginPath();
      context.moveTo(...at(layer, i));
      context.lineTo(...at(layer + 1, j));
      context.strokeStyle = css(palette.classes[weight < 0 ? 0 : 1], 0.25 + 0.75 * strength);
      context.lineWidth = 1 + 6 * strength;
      context.stroke();
    }
  }
}

function paintUnits(context, units, layer, { at, radius }, palette) {
  for (let unit = 0; unit < units; unit++) {
    context.beginPath();
    context.arc(...at(layer, unit), radius, 0, 2 * Math.PI);
    Object.assign(context, { fillStyle: palette.paper, strokeStyle: palette.ink, lineWidth: 2 });
    context.fill();
    context.stroke();
  }
}

function paintNames(context, layers, { at, radius }, { size, palette, output }) {
  Object.assign(context, { fillStyle: palette.soft, font: font(palette, size), textBaseline: "middle" });
  for (let input = 0; input < layers[0]; input++) {
    const [x, y] = at(0, input);
    context.textAlign = "right";
    context.fillText(`x${"₁₂₃₄"[input]}`, x - radius - size * 0.25, y);
  }
  const [x, y] = at(layers.length - 1, (layers.at(-1) - 1) / 2);
  context.textAlign = "left";
  context.fillText(output, x + radius + size * 0.3, y);
}

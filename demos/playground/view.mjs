/** The playground on the page: the plane and what the network makes of it, its loss, its weights. */

import { classChoice } from "../_kit/classes.mjs";
import { lossCurve } from "../_kit/curve.mjs";
import { el } from "../_kit/dom.mjs";
import { Plane, decisionMap, mistakes } from "../_kit/map.mjs";
import { networkSketch } from "../_kit/network.mjs";
import { pickPlaces } from "../_kit/picker.mjs";
import { grouped, percent } from "../_kit/text.mjs";

const plane = new Plane(1.2); // what model.py's map covers
const FEW = ["layers", "learning_rate"];
const ALL = [
  "data", "activation", "layers", "learning_rate", "regularisation", "noise", "rate", "n", "batch", "seed",
]; // prettier-ignore

/**
 * @param {HTMLElement} root
 * @param {any} kit see ../_kit/kit.mjs
 */
export function mount(root, kit) {
  const { text } = kit;
  const full = kit.ui === "full";
  const box = (name, ...children) => el("div", { class: name }, ...children);
  const [mapBox, curveBox, netBox] = [box("sg-map"), box("sg-curve"), box("sg-net")];
  const accuracy = kit.metric(text("accuracy"));
  const step = kit.metric(text("stepLabel"));
  const classes = classChoice({ text });

  const metrics = box("pg-metrics", accuracy.element, step.element);
  const hand = box("pg-hand", classes.element, kit.badge);
  if (full) {
    root.append(kit.notice, box("pg-plane", mapBox), hand);
    root.append(box("pg-story", metrics, curveBox, netBox), box("pg-side", kit.transport, kit.controls(ALL)));
  } else {
    root.append(box("pg-plane", mapBox), box("pg-story", metrics, curveBox, kit.notice));
    root.append(box("pg-side", kit.transport, kit.controls(FEW), netBox, hand));
  }

  const map = decisionMap(mapBox, { plane, colours: kit.colours });
  const curve = lossCurve(curveBox, { colours: kit.colours, textSize: kit.textSize });
  const network = networkSketch(netBox, { colours: kit.colours, textSize: kit.textSize, output: text("class") });
  const pick = (x, y) => kit.set({ add_point: [round(x), round(y), classes.chosen()] });
  pickPlaces(map, { plane, label: text("mapLabel"), pick });
  nameCanvas(curve.canvas, text("curveLabel"));

  function draw({ step: made, metrics, arrays }) {
    const train = trainingPoints(arrays);
    map.draw({ ...train, map: arrays.map, lines: unitLines(arrays), wrong: wrongOnes(arrays.map, train, metrics) });
    curve.draw(curveFrame(arrays.curve, made, text));
    classes.offer(Math.max(2, arrays.map.shape[2]));
    drawNetwork(network, arrays, text);
    accuracy.show(percent(metrics.accuracy), text("onTest", { value: percent(metrics.test_accuracy) }));
    step.show(grouped(made), `${text("loss")} ${metrics.loss.toFixed(3)}`);
  }

  function describe({ step: made, metrics }) {
    const values = { step: grouped(made), accuracy: percent(metrics.accuracy), loss: metrics.loss.toFixed(2) };
    return text("describe", values);
  }

  function redraw() {
    for (const plot of [map, curve, network]) plot.redraw();
  }

  return { draw, describe, redraw };
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}

function nameCanvas(canvas, label) {
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
}

/** The points the network learns from; the others only measure it. */
function trainingPoints({ points, labels, held_out: heldOut }) {
  const count = heldOut.data.indexOf(1);
  const size = count < 0 ? labels.data.length : count;
  return {
    points: { data: points.data.subarray(0, 2 * size), shape: [size, 2] },
    labels: { data: labels.data.subarray(0, size), shape: [size] },
  };
}

/** The map is coarse, so that near a border it may blame a point that the network has right: none if all are. */
function wrongOnes(map, { points, labels }, { accuracy }) {
  return accuracy === 1 ? [] : mistakes(map, points, labels, plane);
}

function curveFrame({ data, shape }, steps, text) {
  const column = (at) => Float32Array.from({ length: shape[0] }, (_, row) => data[2 * row + at]);
  const series = [
    { label: text("test"), values: column(1), colour: "soft", dashed: true },
    { label: text("train"), values: column(0), colour: "accent" },
  ];
  return { steps, series, xLabel: text("stepLabel"), yLabel: text("loss") };
}

/** The matrices of a flat array of weights. */
function matrices({ weights, sizes }) {
  let start = 0;
  return Array.from(sizes.data.subarray(1), (outputs, layer) => {
    const inputs = sizes.data[layer];
    const data = weights.data.subarray(start, (start += inputs * outputs));
    return { data, shape: [inputs, outputs] };
  });
}

function drawNetwork(network, arrays, text) {
  network.draw(matrices(arrays));
  nameCanvas(network.canvas, text("networkLabel", { shape: [...arrays.sizes.data].join(", ") }));
}

/** The straight edge of each unit of the first layer: where w·x + b = 0, cut to the map's square. */
function unitLines(arrays) {
  const [{ data, shape }] = matrices(arrays);
  const units = shape[1];
  if (units > 8) return []; // a thicket tells nobody anything
  return Array.from({ length: units }, (_, unit) =>
    edge(data[unit], data[units + unit], arrays.biases.data[unit]),
  ).filter((line) => line !== null);
}

/** Where a·x + b·y + c = 0 meets the square's sides, as [x1, y1, x2, y2] from 0 to 1. */
function edge(a, b, c) {
  const size = plane.extent;
  const meets = [];
  for (const side of [-size, size]) {
    if (b !== 0) meets.push([side, -(c + a * side) / b]);
    if (a !== 0) meets.push([-(c + b * side) / a, side]);
  }
  const inside = meets.filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) <= size * (1 + 1e-9));
  if (inside.length < 2) return null;
  const [from, to] = [inside[0], inside.at(-1)];
  return [...plane.toPixel(...from, 1), ...plane.toPixel(...to, 1)];
}

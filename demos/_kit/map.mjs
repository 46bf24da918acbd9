/** The decision map: what the network says everywhere, the border between its answers, and the points. */

import { fittedCanvas, shapePath } from "./canvas.mjs";
import { CLASSES, css, mix } from "./colours.mjs";
import { zeroLines } from "./contour.mjs";

/** Strength of a class's colour where the network is sure. */
const TINT = 0.62;

/** @typedef {{data: Float32Array | Uint8Array, shape: number[]}} NdArray */

/** The plane a map shows: both axes from -extent to extent. */
export class Plane {
  constructor(extent) {
    this.extent = extent;
  }

  /** Plane coordinates to pixels of a square with this side. */
  toPixel(x, y, side) {
    return [(x / this.extent / 2 + 0.5) * side, (0.5 - y / this.extent / 2) * side];
  }

  fromPixel(px, py, side) {
    return [(px / side - 0.5) * 2 * this.extent, (0.5 - py / side) * 2 * this.extent];
  }
}

/** The class the network gives to a cell of a map with one channel (probability of class 1) or one a class. */
export function winner({ data, shape }, row, column) {
  const [, columns, channels] = shape;
  const start = (row * columns + column) * channels;
  if (channels === 1) return data[start] >= 0.5 ? 1 : 0;
  let best = 0;
  for (let c = 1; c < channels; c++) if (data[start + c] > data[start + best]) best = c;
  return best;
}

/** Which points the map answers wrongly. */
export function mistakes(map, points, labels, plane) {
  const [rows, columns] = map.shape;
  const clamp = (value, size) => Math.min(size - 1, Math.max(0, Math.floor(value)));
  return Array.from(labels.data, (label, i) => {
    const [px, py] = plane.toPixel(points.data[2 * i], points.data[2 * i + 1], 1);
    return winner(map, clamp(py * rows, rows), clamp(px * columns, columns)) !== label;
  });
}

/**
 * A square decision map in a box.
 * @param {HTMLElement} parent
 * @param {{plane: Plane, colours: () => import("./colours.mjs").Colours}} options
 */
export function decisionMap(parent, { plane, colours }) {
  const raster = document.createElement("canvas");
  let frame = null;
  let overlay = () => {};
  const redraw = () => frame && paint();
  const fitted = fittedCanvas(parent, redraw);

  function paint() {
    const { context, width: side } = fitted;
    const palette = colours();
    paintField(raster, frame.map, palette);
    context.clearRect(0, 0, side, side);
    context.imageSmoothingQuality = "high";
    context.drawImage(raster, 0, 0, side, side);
    paintLines(context, frame.lines ?? [], side, palette);
    paintBorders(context, frame.map, side, palette);
    paintPoints(context, frame, plane, side, palette);
    overlay(context, side, palette);
  }

  return {
    canvas: fitted.canvas,
    side: () => fitted.width,
    redraw,
    /** Draw more on top: a cursor. */
    set overlay(draw) {
      overlay = draw;
      redraw();
    },
    /** @param {{map: NdArray, points: NdArray, labels: NdArray, wrong: boolean[], lines?: number[][]}} next */
    draw(next) {
      frame = next;
      paint();
    },
  };
}

function paintField(raster, { data, shape }, palette) {
  const [rows, columns, channels] = shape;
  if (raster.width !== columns || raster.height !== rows) Object.assign(raster, { width: columns, height: rows });
  const image = new ImageData(columns, rows);
  const colourOf = channels === 1 ? diverging(palette) : blended(palette, channels);
  for (let cell = 0; cell < rows * columns; cell++) {
    const colour = colourOf(data, cell * channels);
    image.data.set([colour[0], colour[1], colour[2], 255], 4 * cell);
  }
  raster.getContext("2d").putImageData(image, 0, 0);
}

/** Class 0, paper, class 1. */
function diverging({ classes, paperRgb }) {
  return (data, at) => {
    const score = 2 * data[at] - 1;
    return mix(paperRgb, classes[score < 0 ? 0 : 1], Math.abs(score) * TINT);
  };
}

/** Each class's colour by how far its score is above an equal share. */
function blended({ classes, paperRgb }, channels) {
  const share = 1 / channels;
  return (data, at) => {
    let colour = paperRgb;
    for (let c = 0; c < channels; c++) {
      colour = mix(colour, classes[c], (Math.max(0, data[at + c] - share) / (1 - share)) * TINT);
    }
    return colour;
  };
}

/** The line where the answer changes: the thing to look at from the back row. */
function paintBorders(context, map, side, palette) {
  const [rows, columns, channels] = map.shape;
  context.beginPath();
  for (let c = 0; c < channels; c++) {
    for (const [x1, y1, x2, y2] of zeroLines(rows + 2, columns + 2, padded(margin(map, c), rows, columns))) {
      context.moveTo(toSide(x1, columns, side), toSide(y1, rows, side));
      context.lineTo(toSide(x2, columns, side), toSide(y2, rows, side));
    }
  }
  Object.assign(context, { strokeStyle: palette.ink, lineWidth: Math.max(2, side / 170), lineCap: "round" });
  context.stroke();
}

/** The field with one more cell on each side, carried on in a straight line, so that borders reach the map's edge. */
function padded(field, rows, columns) {
  const alongRow = (row, at) => carriedOn((column) => field(row, column), at, columns);
  return (row, column) => carriedOn((inner) => alongRow(inner, column - 1), row - 1, rows);
}

function carriedOn(line, at, size) {
  if (at < 0) return 2 * line(0) - line(1);
  if (at >= size) return 2 * line(size - 1) - line(size - 2);
  return line(at);
}

/** Coordinates of the padded grid to pixels. */
function toSide(at, size, side) {
  return ((at - 0.5) / size) * side;
}

/** By how much a class wins over the best other one. */
function margin({ data, shape }, c) {
  const [, columns, channels] = shape;
  if (channels === 1) return (row, column) => data[row * columns + column] - 0.5;
  return (row, column) => {
    const start = (row * columns + column) * channels;
    let other = -Infinity;
    for (let k = 0; k < channels; k++) if (k !== c) other = Math.max(other, data[start + k]);
    return data[start + c] - other;
  };
}

/** Thin dashed lines: what each unit of the first layer draws. `lines` are [x1, y1, x2, y2] with 0..1 for the square. */
function paintLines(context, lines, side, palette) {
  context.save();
  context.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    context.moveTo(x1 * side, y1 * side);
    context.lineTo(x2 * side, y2 * side);
  }
  context.setLineDash([side / 60, side / 60]);
  Object.assign(context, { strokeStyle: palette.ink, lineWidth: Math.max(1.5, side / 280), globalAlpha: 0.55 });
  context.stroke();
  context.restore();
}

function paintPoints(context, { points, labels, wrong }, plane, side, palette) {
  const radius = Math.max(4, side / 68);
  labels.data.forEach((label, i) => {
    const [x, y] = plane.toPixel(points.data[2 * i], points.data[2 * i + 1], side);
    shapePath(context, CLASSES[label].shape, x, y, radius);
    Object.assign(context, { fillStyle: css(palette.classes[label]), strokeStyle: palette.paper });
    context.lineWidth = Math.max(1.5, side / 260);
    context.fill();
    context.stroke();
    if (!wrong[i]) return;
    shapePath(context, CLASSES[label].shape, x, y, radius * 1.45);
    context.strokeStyle = palette.ink;
    context.stroke();
  });
}

/** A line plot of one or two series against the training step. */

import { fittedCanvas, font } from "./canvas.mjs";

/**
 * @typedef {{label: string, values: ArrayLike<number>, colour: string, dashed?: boolean}} Series
 * @typedef {{steps: number, series: Series[], yLabel: string, xLabel: string}} CurveFrame
 */

/** Round tick values from 0 that cover `top`, with about `count` steps between them. */
export function ticks(top, count = 4) {
  const rough = Math.max(top, 1e-6) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) * power;
  return Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, i) => i * step);
}

/** Decimals that tell neighbouring ticks apart. */
function decimals(step) {
  return Math.max(0, Math.min(4, -Math.floor(Math.log10(step) + 1e-9) + (String(step).includes("25") ? 1 : 0)));
}

/**
 * @param {HTMLElement} parent
 * @param {{colours: () => import("./colours.mjs").Colours, textSize: () => number}} options
 */
export function lossCurve(parent, { colours, textSize }) {
  let frame = null;
  let pointer = null;
  const redraw = () => frame && fitted.width > 0 && paint();
  const fitted = fittedCanvas(parent, redraw);

  function paint() {
    const { context, width, height } = fitted;
    context.clearRect(0, 0, width, height);
    const plot = layout(context, frame, { width, height, size: textSize(), palette: colours() });
    paintAxes(context, plot);
    for (const series of frame.series) paintSeries(context, series, plot);
    paintEnds(context, frame.series, plot);
    if (pointer !== null) paintPointer(context, frame, plot, pointer);
  }

  fitted.canvas.addEventListener("pointermove", ({ offsetX }) => {
    pointer = offsetX;
    redraw();
  });
  fitted.canvas.addEventListener("pointerleave", () => {
    pointer = null;
    redraw();
  });
  return {
    canvas: fitted.canvas,
    redraw,
    /** @param {CurveFrame} next */
    draw(next) {
      frame = next;
      redraw();
    },
  };
}

function layout(context, frame, { width, height, size, palette }) {
  const top = Math.max(0.1, ...frame.series.map(({ values }) => highest(values)));
  const marks = ticks(top, Math.max(1, Math.min(4, Math.floor(height / size / 2.6) - 1)));
  const places = decimals(marks[1]);
  context.font = font(palette, size);
  const left = context.measureText((0).toFixed(places)).width + size * 0.7;
  const names = Math.max(...frame.series.map(({ label }) => context.measureText(label).width));
  const box = { left, top: size * 1.9, right: width - names - size * 0.8, bottom: height - size * 1.75 };
  const y = (value) => box.bottom - (value / marks.at(-1)) * (box.bottom - box.top);
  const x = (fraction) => box.left + fraction * (box.right - box.left);
  return { ...frame, box, marks, places, x, y, size, palette };
}

function highest(values) {
  let top = 0;
  for (const value of values) if (value > top && Number.isFinite(value)) top = value;
  return top;
}

function paintAxes(context, { box, marks, places, y, size, palette, steps, xLabel, yLabel }) {
  Object.assign(context, { lineWidth: 1, strokeStyle: palette.line, fillStyle: palette.soft });
  context.font = font(palette, size);
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const mark of marks) {
    context.beginPath();
    context.moveTo(box.left, Math.round(y(mark)) + 0.5);
    context.lineTo(box.right, Math.round(y(mark)) + 0.5);
    context.stroke();
    context.fillText(mark.toFixed(places), box.left - size * 0.5, y(mark));
  }
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  context.fillText(yLabel, 0, size);
  context.fillText("0", box.left, box.bottom + size * 1.45);
  context.textAlign = "right";
  context.fillText(`${xLabel} ${steps.toLocaleString("en-US")}`, box.right, box.bottom + size * 1.45);
}

function paintSeries(context, { values, colour, dashed }, { x, y, size, palette }) {
  const last = Math.max(1, values.length - 1);
  context.beginPath();
  for (let i = 0; i < values.length; i++) context.lineTo(x(i / last), y(values[i]));
  context.setLineDash(dashed ? [size * 0.4, size * 0.35] : []);
  Object.assign(context, { strokeStyle: palette[colour], lineWidth: Math.max(2, size / 6.5), lineJoin: "round" });
  context.stroke();
  context.setLineDash([]);
}

/** The series' names at their ends, kept apart where the ends meet. */
function paintEnds(context, all, { x, y, size, palette, box }) {
  const ends = all
    .filter(({ values }) => values.length)
    .map(({ label, colour, values }) => ({ label, colour, at: y(values[values.length - 1]) }))
    .sort((one, other) => one.at - other.at);
  for (let i = 1; i < ends.length; i++) ends[i].at = Math.max(ends[i].at, ends[i - 1].at + size * 1.15);
  const over = (ends.at(-1)?.at ?? 0) - box.bottom;
  Object.assign(context, { textAlign: "left", textBaseline: "middle", font: font(palette, size, 600) });
  for (const { label, colour, at } of ends) {
    context.fillStyle = palette[colour];
    context.fillText(label, x(1) + size * 0.5, at - Math.max(0, over));
  }
  context.textBaseline = "alphabetic";
}

function paintPointer(context, frame, { x, y, box, size, palette, steps }, pointer) {
  const fraction = Math.min(1, Math.max(0, (pointer - box.left) / (box.right - box.left)));
  const at = (values) => values[Math.round(fraction * (values.length - 1))];
  const parts = frame.series.filter(({ values }) => values.length);
  if (!parts.length) return;
  Object.assign(context, { strokeStyle: palette.edge, lineWidth: 1 });
  context.beginPath();
  context.moveTo(x(fraction), box.top);
  context.lineTo(x(fraction), box.bottom);
  context.stroke();
  for (const { values, colour } of parts) dot(context, x(fraction), y(at(values)), size / 4, palette[colour]);
  const words = parts.map(({ label, values }) => `${label} ${at(values).toFixed(3)}`).join("   ");
  const step = Math.round(fraction * steps).toLocaleString("en-US");
  Object.assign(context, { textAlign: "right", fillStyle: palette.ink, font: font(palette, size) });
  context.fillText(`${step}: ${words}`, box.right, size);
}

function dot(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

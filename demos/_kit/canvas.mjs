/** A canvas that fits its box and is sharp on every screen. */

/**
 * @param {HTMLElement} parent the box to fill; its content box gives the size
 * @param {() => void} redraw called after a change of size
 */
export function fittedCanvas(parent, redraw) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const fitted = { canvas, context, width: 0, height: 0 };
  const fit = ({ width, height }) => {
    const scale = window.devicePixelRatio || 1;
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    Object.assign(fitted, { width, height });
    if (canvas.width === w && canvas.height === h) return;
    Object.assign(canvas, { width: w, height: h });
    context.setTransform(w / Math.max(width, 1), 0, 0, h / Math.max(height, 1), 0, 0);
    redraw();
  };
  parent.append(canvas);
  new ResizeObserver(([entry]) => fit(entry.contentRect)).observe(parent);
  return fitted;
}

/** The font of labels at a size in CSS pixels. */
export function font(colours, size, weight = 400) {
  return `${weight} ${size}px ${colours.sans}`;
}

/** Draw a class's shape around a point; the caller fills and strokes. */
export function shapePath(context, shape, x, y, radius) {
  context.beginPath();
  if (shape === "circle") context.arc(x, y, radius, 0, 2 * Math.PI);
  else if (shape === "square") context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
  else triangle(context, x, y, radius * 1.2);
}

function triangle(context, x, y, radius) {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius * 0.92, y + radius * 0.7);
  context.lineTo(x - radius * 0.92, y + radius * 0.7);
  context.closePath();
}

/** Choosing a place on a map: by a click, or with the arrow keys and Enter. */

const SMALL = 0.05;
const LARGE = 0.25;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {{canvas: HTMLCanvasElement, side: () => number, overlay: Function, redraw: () => void}} map
 * @param {{plane: import("./map.mjs").Plane, label: string, pick: (x: number, y: number) => void}} options
 */
export function pickPlaces(map, { plane, label, pick }) {
  const { canvas } = map;
  const cursor = { x: 0, y: 0 };
  canvas.tabIndex = 0;
  canvas.dataset.keys = "cursor";
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", label);

  // Without this a click would take the focus, and with it the arrow keys that turn slides.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());
  canvas.addEventListener("click", ({ offsetX, offsetY }) => pick(...plane.fromPixel(offsetX, offsetY, map.side())));
  canvas.addEventListener("keydown", (event) => {
    if (handle(event)) event.preventDefault();
  });
  canvas.addEventListener("focus", map.redraw);
  canvas.addEventListener("blur", map.redraw);
  map.overlay = (context, side, palette) => {
    if (document.activeElement === canvas) paintCursor(context, plane.toPixel(cursor.x, cursor.y, side), side, palette);
  };

  function handle({ key, shiftKey }) {
    if (key === "Enter") pick(cursor.x, cursor.y);
    else if (key === "Escape") canvas.blur();
    else if (key in MOVES) move(MOVES[key], shiftKey ? LARGE : SMALL);
    else return false;
    return true;
  }

  function move([right, up], distance) {
    const inside = (value) => Math.min(plane.extent, Math.max(-plane.extent, value));
    cursor.x = inside(cursor.x + right * distance);
    cursor.y = inside(cursor.y + up * distance);
    map.redraw();
  }
}

function paintCursor(context, [x, y], side, palette) {
  const arm = side / 22;
  for (const [colour, width] of [[palette.paper, 7], [palette.focus, 3]]) {
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    Object.assign(context, { strokeStyle: colour, lineWidth: width });
    context.stroke();
  }
}

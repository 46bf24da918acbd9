/** How many training steps go into one picture. */

/** Steps a picture at first: slow enough to see the borders move. */
const FIRST = 4;

/** Later on less happens in each step, so that the pace grows with the steps made. */
const SLOWDOWN = 250;

/** @param {number} step training steps made so far */
export function stepsPerFrame(step) {
  return Math.max(FIRST, Math.round(step / SLOWDOWN));
}

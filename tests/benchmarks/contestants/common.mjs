/** What every contestant's worker does: answer calls, and time like templates/bench/product.py. */

const BURST_MS = 6;
const BURSTS = 10;
const TRIES = 3;

/** Answer `{id, call, argument}` with what that function gives; say when it can begin. */
export function serve(calls) {
  self.onmessage = async ({ data: { id, call, argument } }) => {
    try {
      self.postMessage({ id, value: await calls[call](argument) });
    } catch (error) {
      self.postMessage({ id, error: String(error.message ?? error).trim().split("\n").at(-1) });
    }
  };
  self.postMessage({ ready: true });
}

/** A function, which may give a promise, to be timed. */
export class Timed {
  constructor(work) {
    this.work = work;
    this.repeats = this.bursts = 1;
  }

  async calibrate() {
    this.bursts = TRIES;
    const ms = (await this.seconds()) * this.repeats * 1000;
    this.bursts = Math.max(1, Math.min(BURSTS, Math.round((BURST_MS * BURSTS) / ms)));
  }

  async seconds() {
    let ms;
    while ((ms = await this.#fastest(this.bursts)) < BURST_MS / 2) this.repeats *= 2;
    return ms / this.repeats / 1000;
  }

  async #fastest(bursts) {
    let best = Infinity;
    for (let burst = 0; burst < bursts; burst += 1) best = Math.min(best, await this.#elapsed());
    return best;
  }

  async #elapsed() {
    const start = performance.now();
    for (let turn = 0; turn < this.repeats; turn += 1) await this.work();
    return performance.now() - start;
  }
}

/** float32 numbers as they travel from and to Python. */
export const floats = (text) => new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

export function text(array) {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let all = "";
  for (let at = 0; at < bytes.length; at += 8192) all += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(all);
}

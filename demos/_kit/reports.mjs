/** What a frame tells its deck: what it shows, how training goes, and when the picture stands still. */

/** Milliseconds between two reports while it plays. */
const REPORT_MS = 500;

export class Reports {
  #tell;
  #last = 0;
  #settled = null;

  /** @param {(type: string, fields: object) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  params(params, playing) {
    this.#tell("params", { params: { ...params }, playing });
  }

  metrics({ step, metrics }, playing) {
    const time = performance.now();
    if (playing && time - this.#last < REPORT_MS) return;
    this.#last = time;
    this.#tell("metrics", { step, metrics });
  }

  /** The worker has settled; the deck is told once the picture of that step is drawn. */
  settled({ step, hash }, drawing) {
    this.#settled = { step, hash };
    if (!drawing) this.drawn();
  }

  drawn() {
    const settled = this.#settled;
    if (!settled) return;
    this.#settled = null;
    requestAnimationFrame(() => {
      document.documentElement.dataset.settled = `${settled.step} ${settled.hash}`;
      this.#tell("settled", settled);
    });
  }
}

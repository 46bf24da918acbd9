/** The measurement itself: two Pyodides in two workers, which multiply the same matrices in turns. */

/** Seconds that the rounds of one case may take, unless the plan is patient; at least MIN_ROUNDS are made. */
const CASE_SECONDS = 3;
const MIN_ROUNDS = 2;

/** A worker as functions that give promises. */
class Remote {
  #waiting = new Map();
  #count = 0;

  constructor() {
    this.worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data: { id, value, error } }) => {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      error === undefined ? resolve(value) : reject(new Error(error));
    };
    this.worker.onerror = (event) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message || "the worker cannot be started"));
    };
  }

  call(name, argument) {
    const id = (this.#count += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, call: name, argument });
    });
  }
}

/**
 * Measure everything of a plan.
 * @param {object} plan as slidegen/bench/plan.py makes it
 * @param {object} options
 * @param {AbortSignal} options.signal ends it; the promise then rejects
 * @param {(machine: object) => void} options.onMachine when both Pythons run
 * @param {(index: number) => void} options.onCase when the case of that number begins
 * @param {(result: object, index: number) => void} options.onResult
 * @returns {Promise<object>} {machine, rounds, results}, as results.schema.json says
 */
export async function bench(plan, { signal, onMachine = ignore, onCase = ignore, onResult = ignore }) {
  const stock = new Remote();
  const engine = new Remote();
  const end = () => [stock, engine].forEach(({ worker }) => worker.terminate());
  const stopped = new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new Error("stopped")));
  });
  try {
    return await Promise.race([measured(plan, { stock, engine, onMachine, onCase, onResult }), stopped]);
  } finally {
    end();
  }
}

async function measured(plan, { stock, engine, onMachine, onCase, onResult }) {
  const [plain, fast] = await Promise.all([
    stock.call("start", { engine: false }),
    engine.call("start", { engine: true, kernel: plan.kernel ?? undefined }),
  ]);
  const machine = { ...browser(), pyodide: fast.pyodide, python: fast.python, numpy: fast.numpy, stock: plain, engine: fast.engine };
  onMachine(machine);
  const results = [];
  for (const [index, one] of plan.cases.entries()) {
    onCase(index);
    const result = await compared(one, plan, stock, engine);
    results.push(result);
    onResult(result, index);
  }
  return { machine, rounds: plan.rounds, results };
}

/** What can be known of a browser. Threads are the processor's; one is used at a time. */
function browser() {
  const { userAgent, hardwareConcurrency, userAgentData } = navigator;
  return { browser: nameOf(userAgent), userAgent, platform: userAgentData?.platform ?? navigator.platform, threads: hardwareConcurrency, relaxedSimd: relaxedSimd() };
}

function nameOf(agent) {
  const [, name, version] = /(Firefox|Edg|HeadlessChrome|Chrome)\/(\d+)/.exec(agent) ?? /()Version\/(\d+).*Safari/.exec(agent) ?? [];
  const names = { Edg: "Edge", HeadlessChrome: "Chrome", "": "Safari" };
  return version ? `${names[name] ?? name} ${version}` : "an unknown browser";
}

/** A function that is f32x4.relaxed_madd of three zeros: section "relaxed SIMD" of the WebAssembly 3.0 binary format. */
function relaxedSimd() {
  const bytes = "0061736d01000000 010501600001 7b 03020100 0a13011100 4100fd0f 4100fd0f 4100fd0f fd8502 0b".replaceAll(" ", "");
  return WebAssembly.validate(Uint8Array.from(bytes.match(/../g), (byte) => parseInt(byte, 16)));
}

/**
 * One case in turns: every other round begins with the engine. Both have checked their results before; where that one
 * product took long, it counts as the first round.
 */
async function compared(one, plan, stock, engine) {
  const remotes = { stock, engine };
  const rounds = { stock: [], engine: [] };
  let sample = 0;
  for (const [name, remote] of Object.entries(remotes)) {
    const { seconds, slow } = await remote.call("prepare", one);
    if (slow) rounds[name].push(seconds);
    sample += seconds;
  }
  const count = plan.patient ? plan.rounds : Math.min(plan.rounds, Math.max(MIN_ROUNDS, Math.floor(CASE_SECONDS / sample)));
  for (let round = 0; round < count; round += 1) {
    for (const name of round % 2 ? ["engine", "stock"] : ["stock", "engine"]) {
      if (rounds[name].length <= round) rounds[name].push(await remotes[name].call("seconds"));
    }
  }
  const operations = 2 * one.rows * one.columns * one.inner;
  const figure = (seconds) => ({ seconds: median(seconds), gflops: operations / median(seconds) / 1e9 });
  const speedup = median(rounds.stock.map((seconds, round) => seconds / rounds.engine[round]));
  return { ...one, rounds: count, stock: figure(rounds.stock), engine: figure(rounds.engine), speedup };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function ignore() {}

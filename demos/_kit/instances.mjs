/** Running models: one Python `Instance` per instance id, and what crosses to the frames. */

/** @typedef {{proxy: any, demo: string}} Running a Python Instance, and which demo it runs */

/** Keeps instances by id; they outlive the frames that show them. */
export class Instances {
  /** @type {Map<string, Running>} */
  #running = new Map();

  /** @param {{pyodide: any, Instance: any}} python */
  constructor(python) {
    this.python = python;
  }

  get(id) {
    return this.#running.get(id);
  }

  /** Make an instance anew; the old one of that id is let go only when the new one stands. */
  create(id, { demo, source, params, seed }) {
    const proxy = this.#withPython(params, (given) => this.python.Instance(source, given, seed, `${demo}/model.py`));
    this.#running.get(id)?.proxy.destroy();
    const running = { proxy, demo };
    this.#running.set(id, running);
    return running;
  }

  /** Change parameters of a running model; those that need it start it over. */
  set({ proxy }, params) {
    this.#withPython(params, (given) => proxy.set(given));
  }

  load({ proxy }, data) {
    this.#withPython(data, (view) => proxy.load(view.tobytes()));
  }

  #withPython(value, use) {
    const given = this.python.pyodide.toPy(value);
    try {
      return use(given);
    } finally {
      given.destroy();
    }
  }
}

/**
 * What a frame draws: step, metrics and arrays copied out of Python's memory.
 * @param {Running} running
 * @returns {{step: number, metrics: Record<string, number>, arrays: Record<string, {data: any, shape: number[]}>}}
 */
export function snapshot(running) {
  const frame = running.proxy.frame();
  const [step, metrics, arrays] = [frame.get(0), frame.get(1), frame.get(2)];
  try {
    return { step, metrics: plain(metrics), arrays: copied(arrays) };
  } finally {
    for (const proxy of [metrics, arrays, frame]) proxy.destroy();
  }
}

/** Arrays by name; through buffers, because converting element by element is far slower. */
function copied(arrays) {
  const result = {};
  const names = arrays.keys();
  for (const name of names) {
    const array = arrays.get(name);
    const buffer = array.getBuffer();
    result[name] = { data: buffer.data.slice(), shape: [...buffer.shape] };
    buffer.release();
    array.destroy();
  }
  names.destroy?.();
  return result;
}

/** The parameters as the instance has them now. */
export function paramsOf({ proxy }) {
  const params = proxy.params;
  const result = plain(params);
  params.destroy();
  return result;
}

function plain(dictionary) {
  return dictionary.toJs({ dict_converter: Object.fromEntries });
}

/** The bytes of Python's `bytes`. */
export function bytesOf(proxy) {
  const buffer = proxy.getBuffer("u8");
  const bytes = buffer.data.slice();
  buffer.release();
  proxy.destroy();
  return bytes;
}

/**
 * A Python error as the frame shows it: what it says, and the file and line of the model it came from.
 * @param {any} error
 * @returns {{message: string, where: string, hint: string}}
 */
export function explain(error) {
  const last = String(error?.message ?? error).trim().split("\n").at(-1).trim();
  const located = /ModelError: (\S+?(?::\d+)?): (.*)$/.exec(last);
  if (located) return { message: located[2], where: located[1], hint: "" };
  return { message: last.replace(/^ValueError: /, ""), where: "", hint: "" };
}

/** Starting Pyodide inside the worker, with progress counted in bytes. */

const KIT = new URL(".", import.meta.url);
const PYODIDE = new URL("../../pyodide/", KIT);
const PACKAGES = ["numpy", "npwasm", "slidegen-nn"];

/** Which stage of loading a file belongs to; the first pattern that fits counts. */
const STAGE_OF = [
  [/pyodide\.asm\.\w+$/, "runtime"],
  [/python_stdlib\.zip$/, "python"],
  [/\/(numpy|npwasm)-[^/]*\.whl$/, "numpy"],
  [/\.(whl|py)$/, "model"],
];

/** What changes with the lecture, under a name that does not: asked for anew, lest an old copy fail the lock's sum. */
const CHANGES = /\/(pyodide-lock\.json|(slidegen_nn|npwasm)-[^/]*\.whl|model\.py)$/;

/**
 * @typedef {object} Loading
 * @property {(stage: string, loaded: number, total: number) => void} progress
 * @property {(error: Error) => void} failed a file did not come; Pyodide itself would wait for it for ever
 */

/**
 * A `fetch` that reports how many bytes of each stage have come.
 *
 * A compressed answer's length is not that of its content, so its total is left at 0: not known.
 * @param {typeof fetch} plain
 * @param {Loading} loading
 * @returns {typeof fetch}
 */
export function countingFetch(plain, loading) {
  const sums = new Map();
  return async (input, given) => {
    const address = new URL(input.url ?? input, KIT).pathname;
    const init = CHANGES.test(address) ? { ...given, cache: "no-cache" } : given;
    const stage = STAGE_OF.find(([pattern]) => pattern.test(address))?.[1];
    if (!stage) return plain(input, init);
    const failed = (why) => loading.failed(new Error(`${address.split("/").at(-1)} cannot be loaded: ${why}`));
    const response = await plain(input, init).catch((error) => {
      failed(error.message);
      throw error;
    });
    if (!response.ok) failed(`HTTP ${response.status}`);
    const sum = sums.get(stage) ?? { loaded: 0, total: 0 };
    sums.set(stage, sum);
    sum.total += lengthOf(response);
    const add = (bytes) => loading.progress(stage, (sum.loaded += bytes), sum.total);
    return response.body ? counted(response, add, failed) : response;
  };
}

function lengthOf(response) {
  return response.headers.get("content-encoding") ? 0 : Number(response.headers.get("content-length") ?? 0);
}

/** The same response, whose bytes are counted as they are read. */
function counted(response, add, failed) {
  const reader = response.body.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch((error) => {
        failed(error.message);
        throw error;
      });
      if (done) return controller.close();
      add(value.byteLength);
      return controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

/**
 * Load Pyodide and the packages of the lock file beside it.
 * @param {number} attempt counts from 0; a failed import is remembered by the browser, so each has its own address
 */
export async function boot(attempt) {
  const query = attempt ? `?attempt=${attempt}` : "";
  const { loadPyodide } = await import(new URL(`pyodide.mjs${query}`, PYODIDE).href);
  const pyodide = await loadPyodide({
    indexURL: PYODIDE.href,
    packages: PACKAGES,
    stdout: (line) => console.debug(line),
    stderr: (line) => console.debug(line),
  });
  pyodide.runPython("import npwasm; npwasm.install()"); // never raises: NumPy's own loops are the fall-back
  const { Instance } = pyodide.pyimport("slidegen.nn.instance");
  return { pyodide, Instance };
}

/** The text of a demo's model.py. */
export async function modelSource(demo) {
  const address = new URL(`../${encodeURIComponent(demo)}/model.py`, KIT);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${demo}/model.py cannot be loaded: HTTP ${response.status}`);
  return response.text();
}

/** Starting Pyodide inside the worker, with progress counted in bytes. */

const KIT = new URL(".", import.meta.url);
const PYODIDE = new URL("../../pyodide/", KIT);
const PACKAGES = ["numpy", "slidegen-nn"];

/** Which stage of loading a file belongs to; the first pattern that fits counts. */
const STAGE_OF = [
  [/pyodide\.asm\.\w+$/, "runtime"],
  [/python_stdlib\.zip$/, "python"],
  [/\/numpy-[^/]*\.whl$/, "numpy"],
  [/\.(whl|py)$/, "model"],
];

/** @typedef {(stage: string, loaded: number, total: number) => void} Report */

/**
 * A `fetch` that reports how many bytes of each stage have come.
 *
 * A compressed answer's length is not that of its content, so its total is left at 0: not known.
 * @param {typeof fetch} plain
 * @param {Report} report
 * @returns {typeof fetch}
 */
export function countingFetch(plain, report) {
  const sums = new Map();
  return async (input, init) => {
    const response = await plain(input, init);
    const address = new URL(response.url || String(input), KIT).pathname;
    const stage = STAGE_OF.find(([pattern]) => pattern.test(address))?.[1];
    if (!stage || !response.ok || !response.body) return response;
    const sum = sums.get(stage) ?? { loaded: 0, total: 0 };
    sums.set(stage, sum);
    sum.total += lengthOf(response);
    return counted(response, (bytes) => {
      sum.loaded += bytes;
      report(stage, sum.loaded, sum.total);
    });
  };
}

function lengthOf(response) {
  return response.headers.get("content-encoding") ? 0 : Number(response.headers.get("content-length") ?? 0);
}

function counted(response, add) {
  const counter = new TransformStream({
    transform(chunk, controller) {
      add(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counter), { status, statusText, headers });
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

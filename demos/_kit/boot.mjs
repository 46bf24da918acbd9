/**
 * Starting Pyodide inside the worker.
 *
 * Everything is asked for at once. While Python itself is compiled as it streams, the wheels are unpacked and their
 * libraries compiled, so that NumPy lies ready when Python runs.
 */

import { FILES, LATER, LOCK, PACKAGES } from "../../pyodide/list.mjs";
import { Downloads, fetchedNow } from "./downloads.mjs";
import { Packages } from "./packages.mjs";

const KIT = new URL(".", import.meta.url);
const PYODIDE = new URL("../../pyodide/", KIT);
const WASM = "pyodide.asm.wasm";
const LIBRARY = "python_stdlib.zip";
/** What nearly all demos need of the library; the rest is fetched by the first import that needs it. */
const CORE = "python_core.zip";

/**
 * @typedef {object} Python
 * @property {any} pyodide
 * @property {any} Instance the class of running models
 * @property {{runtime: string, kernel: string, reason: string}} about what computes here, and why, in words
 */

/**
 * Load Pyodide and the packages of the lock file.
 * @param {number} attempt counts from 0
 * @param {(stage: string, loaded: number, total: number) => void} progress in bytes
 * @returns {Promise<Python>}
 */
export async function boot(attempt, progress) {
  const downloads = new Downloads({ base: PYODIDE, files: FILES, attempt, progress });
  return Promise.race([started(downloads), downloads.failure]);
}

async function started(downloads) {
  const packages = new Packages(PACKAGES.map(({ file }) => downloads.bytes(file)));
  const pyodide = await runtime(downloads, packages);
  await packages.offer(pyodide);
  pyodide.pyimport("slidegen_later").install(() => wholeLibrary(pyodide));
  for (const { name } of PACKAGES) pyodide.loadedPackages[name] = "slidegen";
  pyodide.runPython("import npwasm; npwasm.install()"); // never raises: NumPy's own loops are the fall-back
  const { Instance } = pyodide.pyimport("slidegen.nn.instance");
  return { pyodide, Instance, about: about(pyodide) };
}

/** Python itself; its two files come from those downloads. */
async function runtime(downloads, packages) {
  const giveBack = answerFetch({
    [WASM]: downloads.wasm(WASM),
    [LIBRARY]: downloads.bytes(CORE).then((bytes) => new Response(bytes)),
  });
  try {
    const scripts = ["pyodide.mjs", "pyodide.asm.mjs"].map((name) => downloads.module(name));
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(scripts);
    return await loadPyodide({
      indexURL: PYODIDE.href,
      packageBaseUrl: PYODIDE.href,
      lockFileContents: LOCK,
      createPyodideModule,
      fsInit: (FS, places) => packages.write(FS, places),
      stdout: (line) => console.debug(line),
      stderr: (line) => console.debug(line),
    });
  } finally {
    giveBack();
  }
}

/** Fetch the whole standard library while Python waits; where it lies then. */
function wholeLibrary({ FS }) {
  const place = `/lib/${LIBRARY}`;
  FS.writeFile(place, fetchedNow(PYODIDE, LIBRARY, LATER[LIBRARY]), { canOwn: true });
  return place;
}

/** Answer Pyodide's own calls of `fetch` for these files, until the function returned is called. */
function answerFetch(answers) {
  const plain = self.fetch;
  self.fetch = (input, init) => {
    const { origin, pathname } = new URL(input.url ?? input, PYODIDE);
    const name = origin + pathname.slice(0, pathname.lastIndexOf("/") + 1) === PYODIDE.href && pathname.split("/").at(-1);
    return (name && answers[name]) || plain.call(self, input, init);
  };
  for (const answer of Object.values(answers)) answer.catch(() => {}); // told by `downloads.failure`
  return () => (self.fetch = plain);
}

/** What a badge says of this Python. */
function about(pyodide) {
  const backend = pyodide.pyimport("slidegen.nn.backend").current();
  const { label, kernel, reason } = backend.as_dict().toJs({ dict_converter: Object.fromEntries });
  backend.destroy();
  return { runtime: `Pyodide ${pyodide.version}, ${label}`, kernel, reason };
}

/** The text of a demo's model.py, asked for anew: it changes with the lecture, under a name that does not. */
export async function modelSource(demo) {
  const address = new URL(`../${encodeURIComponent(demo)}/model.py`, KIT);
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${demo}/model.py cannot be loaded: HTTP ${response.status}`);
  return response.text();
}

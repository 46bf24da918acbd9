/** NumPy in Pyodide: with npwasm, or in a Python that never loads it. */

import { serve } from "./common.mjs";

const PYODIDE = new URL("../_slidegen/pyodide/", import.meta.url).href;
let python;

serve({
  async start({ engine, files }) {
    const { loadPyodide } = await import(`${PYODIDE}pyodide.mjs`);
    const packages = ["numpy", "slidegen-nn", ...(engine ? ["npwasm"] : [])];
    python = await loadPyodide({ indexURL: PYODIDE, packages });
    for (const [name, source] of Object.entries(files)) python.FS.writeFile(name, source);
    return JSON.parse(python.runPython("import json, product, work; about = product.about(None); product.warm_up(); json.dumps(about)"));
  },
  prepare(job) {
    python.globals.set("job", JSON.stringify(job));
    return JSON.parse(python.runPython("json.dumps(work.prepare(json.loads(job)))"));
  },
  seconds: () => python.runPython("work.seconds()"),
});

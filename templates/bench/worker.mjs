/**
 * One Pyodide that multiplies matrices: stock, or with npwasm.
 *
 * The stock one never loads npwasm, so that nothing of it can be in NumPy there.
 */

const PYODIDE = new URL("../pyodide/", import.meta.url);
let python;
let product;

const CALLS = {
  async start({ engine, kernel }) {
    const { loadPyodide, version } = await import(new URL("pyodide.mjs", PYODIDE).href);
    const source = fetch(new URL("product.py", import.meta.url)).then(textOf);
    python = await loadPyodide({ indexURL: PYODIDE.href, packages: engine ? ["numpy", "npwasm"] : ["numpy"] });
    python.runPython(await source);
    const facts = plain(python.globals.get("about")(kernel));
    python.runPython("warm_up()");
    return { pyodide: version, ...facts, engine: facts.engine ?? null };
  },

  /** Make the operands and check the result. @returns {{seconds: number, slow: boolean}} see product.py */
  prepare({ form, rows, columns, inner, dtype }) {
    product?.destroy();
    product = python.globals.get("Product")(form, rows, columns, inner, dtype);
    const { wrong, ...sample } = plain(product.prepare());
    if (wrong) throw new Error(`${form} of ${rows}x${columns}x${inner} ${dtype} is wrong: ${wrong}`);
    return sample;
  },

  seconds: () => product.seconds(),
};

async function textOf(response) {
  if (!response.ok) throw new Error(`${response.url} cannot be loaded: HTTP ${response.status}`);
  return response.text();
}

function plain(proxy) {
  const value = proxy.toJs({ dict_converter: Object.fromEntries });
  proxy.destroy();
  return value;
}

self.onmessage = async ({ data: { id, call, argument } }) => {
  try {
    self.postMessage({ id, value: await CALLS[call](argument) });
  } catch (error) {
    self.postMessage({ id, error: String(error.message ?? error).trim().split("\n").at(-1) });
  }
};

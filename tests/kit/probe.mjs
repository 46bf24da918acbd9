/** A worker that starts Python as a deck does and runs the code it is sent; answers what the code's last line is. */

import { boot } from "./_slidegen/demos/_kit/boot.mjs";

const started = boot(0, () => {});

self.onmessage = async ({ data }) => {
  const { pyodide } = await started;
  try {
    postMessage({ value: pyodide.runPython(data) });
  } catch (error) {
    postMessage({ error: error.message.trim().split("\n").at(-1) });
  }
};

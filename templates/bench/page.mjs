/** The page around the measurement. `?start` begins at once; `window.slidegenBench` is how it stands, for programs. */

import { bench } from "./bench.mjs";
import { charts, gflops, times } from "./chart.mjs";

const plan = JSON.parse(document.getElementById("plan").textContent);
const [start, stop, save, status, headline, machine] = ["start", "stop", "save", "status", "headline", "machine"].map((id) => document.getElementById(id));
const WORDS = { fused: "SIMD with fused multiply-add", simd: "SIMD", numpy: "none: NumPy's own loops" };
let ending = new AbortController();
/** state: "idle", "running", "done", "stopped" or "failed"; the report once done, the error once failed. */
const shown = { state: "idle", done: 0, cases: plan.cases.length, current: null, results: [], report: null, error: null };
window.slidegenBench = shown;

async function run() {
  ending = new AbortController();
  Object.assign(shown, { state: "running", done: 0, results: [], report: null, error: null });
  const chart = charts(document.getElementById("charts"), plan.cases);
  buttons();
  headline.hidden = machine.hidden = true;
  status.textContent = "Starting Python, twice …";
  const begun = performance.now();
  try {
    const report = await bench(plan, {
      signal: ending.signal,
      onMachine: describe,
      onCase(index) {
        shown.current = plan.cases[index];
        chart.begin(index);
        status.textContent = `${index + 1} of ${plan.cases.length}: ${words(plan.cases[index])}`;
      },
      onResult(result, index) {
        shown.results.push(result);
        shown.done = index + 1;
        chart.show(result, index);
        conclude();
      },
    });
    Object.assign(shown, { state: "done", report });
    status.textContent = `Done in ${Math.round((performance.now() - begun) / 1000)} seconds.`;
  } catch (error) {
    const failed = !ending.signal.aborted;
    Object.assign(shown, { state: failed ? "failed" : "stopped", error: failed ? error.message : null });
    status.textContent = failed ? `It failed: ${error.message}` : "Stopped.";
  }
  status.classList.toggle("trouble", shown.state === "failed");
  buttons();
}

const words = ({ form, size, dtype }) => `${form}, ${size.replaceAll("x", "×")}, ${dtype}`;

function buttons() {
  const running = shown.state === "running";
  start.hidden = running;
  stop.hidden = !running;
  save.hidden = running || shown.results.length === 0;
  start.textContent = shown.state === "idle" ? "Measure" : "Measure again";
}

/** The figure to remember: the square product nearest to n = 256 in the first dtype, once it is there. */
function conclude() {
  const squares = shown.results.filter(({ form, rows, columns, inner }) => form === "a @ b" && rows === columns && columns === inner);
  const [best] = squares.toSorted((a, b) => Math.abs(Math.log2(a.rows / 256)) - Math.abs(Math.log2(b.rows / 256)));
  if (!best) return;
  const [figure, text] = headline.children;
  figure.textContent = times(best.speedup);
  text.textContent = `as fast with npwasm: a\u00a0@\u00a0b at n\u00a0=\u00a0${best.rows}, ${best.dtype}, ${gflops(best.stock.gflops)}\u00a0→\u00a0${gflops(best.engine.gflops)}\u00a0GFLOP/s`;
  headline.hidden = false;
}

function describe(facts) {
  const { engine } = facts;
  const lines = {
    Browser: `${facts.browser}${facts.platform ? ` on ${facts.platform}` : ""}`,
    Processor: `${facts.threads} threads, of which one is used at a time`,
    "Relaxed SIMD": facts.relaxedSimd ? "yes" : "no",
    Kernel: engine.active ? WORDS[engine.kernel] : WORDS.numpy,
    Why: engine.reason,
    Python: `${facts.python} in Pyodide ${facts.pyodide}, NumPy ${facts.numpy}, npwasm ${engine.version}`,
  };
  const list = machine.querySelector("dl");
  list.replaceChildren(...Object.entries(lines).flatMap(([name, text]) => [cell("dt", name), cell("dd", text)]));
  machine.hidden = false;
}

const cell = (tag, textContent) => Object.assign(document.createElement(tag), { textContent });

start.addEventListener("click", run);
stop.addEventListener("click", () => ending.abort());
save.addEventListener("click", () => {
  const text = JSON.stringify(shown.report ?? { results: shown.results }, null, 1);
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href, download: "numpy-here.json" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000); // the browser may still be reading it
});
if (new URLSearchParams(location.search).has("start")) run();
else charts(document.getElementById("charts"), plan.cases);

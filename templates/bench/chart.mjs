/** Bars that come in one by one: a table of cases, with two bars and two figures each. */

const SERIES = [
  ["stock", "stock NumPy"],
  ["engine", "with npwasm"],
];

/**
 * A chart for each dtype.
 * @param {HTMLElement} root
 * @param {object[]} cases of the plan
 * @returns {{begin: (index: number) => void, show: (result: object, index: number) => void}}
 */
export function charts(root, cases) {
  const rows = new Map();
  const made = [...new Set(cases.map(({ dtype }) => dtype))].map((dtype) => {
    const own = cases.map((one, index) => [one, index]).filter(([one]) => one.dtype === dtype);
    const chart = { results: new Map(), rows };
    return [dtype, chart, table(dtype, own, rows)];
  });
  root.replaceChildren(...made.map(([, , element]) => element));
  const chartOf = new Map(made.map(([dtype, chart]) => [dtype, chart]));

  return {
    begin(index) {
      root.querySelector(".running")?.classList.remove("running");
      rows.get(index).classList.add("running");
    },
    show(result, index) {
      const { results } = chartOf.get(result.dtype);
      results.set(index, result);
      fill(rows.get(index), result);
      scale(results, rows);
    },
  };
}

/** @returns {string} a speed-up in few digits */
export const times = (speedup) => `${speedup < 9.95 ? speedup.toFixed(1) : Math.round(speedup)}×`;

/** @returns {string} GFLOP/s in few digits */
export function gflops(value) {
  if (value >= 99.5) return value.toFixed(0);
  return value >= 9.95 ? value.toFixed(1) : value.toFixed(2);
}

function table(dtype, cases, rows) {
  const section = element("section", { className: "chart" });
  const caption = element("caption", {}, element("h2", { textContent: dtype }), legend());
  const head = element("tr", {}, ...["product", "GFLOP/s", "", "speed-up"].map((text) => element("th", { scope: "col", textContent: text })));
  head.children[2].append(element("span", { className: "unseen", textContent: "stock NumPy, with npwasm" }));
  const whole = element("table", {}, caption, element("thead", {}, head));
  let group = "";
  let body;
  for (const [one, index] of cases) {
    if (one.group !== group) {
      group = one.group;
      body = element("tbody", {}, element("tr", {}, element("th", { scope: "rowgroup", colSpan: 4, className: "group", textContent: group })));
      whole.append(body);
    }
    rows.set(index, row(one));
    body.append(rows.get(index));
  }
  section.append(whole);
  return section;
}

function legend() {
  const keys = SERIES.map(([name, words]) => element("span", { className: `key ${name}` }, element("i", {}), words));
  return element("p", { className: "legend" }, ...keys, element("span", { className: "units", textContent: "GFLOP/s, speed-up" }));
}

function row({ form, size, rows: m, columns, inner }) {
  const square = m === columns && columns === inner;
  const text = square ? `n = ${size}` : size.replaceAll("x", "×");
  const name = element("th", { scope: "row" }, element("code", { textContent: form }), ` ${text}`);
  const bars = element("td", { className: "bars", ariaHidden: "true" }, ...SERIES.map(([key]) => element("i", { className: key })));
  const figures = element("td", { className: "figures" }, ...SERIES.map(([key]) => element("span", { className: key, textContent: "–" })));
  return element("tr", { className: "case" }, name, bars, figures, element("td", { className: "times", textContent: "" }));
}

function fill(line, result) {
  line.classList.remove("running");
  line.classList.add("done");
  for (const [name] of SERIES) line.querySelector(`.figures .${name}`).textContent = gflops(result[name].gflops);
  line.querySelector(".times").textContent = times(result.speedup);
  line.title = `${result.rounds} rounds`;
}

/** All bars of a chart anew: its longest one fills its place. */
function scale(results, rows) {
  const top = Math.max(...[...results.values()].flatMap(({ stock, engine }) => [stock.gflops, engine.gflops]));
  for (const [index, result] of results) {
    for (const [name] of SERIES) rows.get(index).querySelector(`.bars .${name}`).style.setProperty("--share", result[name].gflops / top);
  }
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

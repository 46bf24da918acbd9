/** jax-js on WebAssembly: on one thread where the page is not isolated, on as many as it is told where it is. */

import { Timed, floats, serve, text } from "./common.mjs";

let jax;
let timed;
let release = () => {};

serve({
  async start({ threads }) {
    Object.defineProperty(navigator, "hardwareConcurrency", { value: threads });
    jax = await import("../npm/@jax-js/jax/dist/index.js");
    await jax.init("wasm");
    jax.defaultDevice("wasm");
    return { shared: typeof SharedArrayBuffer !== "undefined" };
  },
  async prepare(job) {
    release();
    const { work, result } = { product, net }[job.kind](job);
    timed = new Timed(work);
    const checked = await result();
    await timed.calibrate();
    return checked;
  },
  seconds: () => timed.seconds(),
});

const matrix = (values, rows, columns) => jax.numpy.array(floats(values)).reshape([rows, columns]);

function product({ rows, columns, inner, a, b }) {
  const left = matrix(a, rows, inner);
  const right = matrix(b, inner, columns);
  const multiply = jax.jit((x, y) => jax.numpy.matmul(x, y));
  release = () => [left, right].forEach((array) => array.dispose());
  return {
    async work() {
      const made = multiply(left.ref, right.ref);
      await made.blockUntilReady();
      made.dispose();
    },
    result: async () => ({ product: text(await multiply(left.ref, right.ref).data()) }),
  };
}

/** A step of gradient descent, all of it in one jit. */
function net({ rate, batch, x, labels, layers, steps }) {
  const { numpy: np, nn } = jax;
  const data = matrix(x, batch, layers[0].rows);
  const wanted = nn.oneHot(np.array(labels, { dtype: np.int32 }), layers.at(-1).columns);
  let weights = layers.map(({ rows, columns, w }) => ({ w: matrix(w, rows, columns), b: np.zeros([columns]) }));
  const loss = (params, inputs, targets) => {
    const scores = params.reduce((value, { w, b }, i) => {
      const z = np.matmul(value, w).add(b);
      return i < params.length - 1 ? nn.relu(z) : z;
    }, inputs);
    return nn.logSoftmax(scores, -1).mul(targets).sum().mul(-1 / batch);
  };
  const step = jax.jit((params, inputs, targets) => {
    const [value, slopes] = jax.valueAndGrad(loss)(params.map(({ w, b }) => ({ w: w.ref, b: b.ref })), inputs, targets);
    const next = params.map(({ w, b }, i) => ({ w: w.sub(slopes[i].w.mul(rate)), b: b.sub(slopes[i].b.mul(rate)) }));
    return [value, next];
  });
  const work = async () => {
    const [value, next] = step(weights, data.ref, wanted.ref);
    weights = next;
    await jax.blockUntilReady(next);
    return (await value.data())[0];
  };
  release = () => [data, wanted, ...weights.flatMap(({ w, b }) => [w, b])].forEach((array) => array.dispose());
  const result = async () => {
    const losses = [];
    for (let turn = 0; turn < steps; turn += 1) losses.push(await work());
    return { losses };
  };
  return { work, result };
}

/** TensorFlow.js with its WebAssembly back end; one thread, since the page is not isolated. */

importScripts("../npm/@tensorflow/tfjs/dist/tf.min.js", "../npm/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js");
import("./common.mjs").then(({ Timed, floats, serve, text }) => {
  let timed;
  let release = () => {};

  serve({
    async start() {
      tf.wasm.setWasmPaths(new URL("../npm/@tensorflow/tfjs-backend-wasm/dist/", location.href).href);
      await tf.setBackend("wasm");
      await tf.ready();
      return { version: tf.version.tfjs, backend: tf.getBackend(), threads: await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT") };
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

  function product({ rows, columns, inner, a, b }) {
    const left = tf.tensor2d(floats(a), [rows, inner]);
    const right = tf.tensor2d(floats(b), [inner, columns]);
    release = () => tf.dispose([left, right]);
    return {
      work: () => tf.matMul(left, right).dispose(),
      result: () => ({ product: text(tf.tidy(() => tf.matMul(left, right).dataSync())) }),
    };
  }

  function net({ optimiser, rate, batch, x, labels, layers, steps }) {
    const data = tf.tensor2d(floats(x), [batch, layers[0].rows]);
    const wanted = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, "int32"), layers.at(-1).columns).toFloat());
    const weights = layers.map(({ rows, columns, w }) => tf.variable(tf.tensor2d(floats(w), [rows, columns])));
    const biases = layers.map(({ columns }) => tf.variable(tf.zeros([columns])));
    const method = optimiser === "adam" ? tf.train.adam(rate) : tf.train.sgd(rate);
    release = () => tf.dispose([data, wanted, ...weights, ...biases]);
    const loss = () =>
      tf.losses.softmaxCrossEntropy(
        wanted,
        weights.reduce((value, w, i) => {
          const z = value.matMul(w).add(biases[i]);
          return i < weights.length - 1 ? z.relu() : z;
        }, data),
      );
    const step = () => tf.tidy(() => method.minimize(loss, true).dataSync()[0]);
    return { work: step, result: () => ({ losses: Array.from({ length: steps }, step) }) };
  }
});

/** onnxruntime-web on WebAssembly with one thread: a model of one MatMul. */

import * as ort from "../npm/onnxruntime-web/dist/ort.wasm.bundle.min.mjs";
import { Timed, floats, serve, text } from "./common.mjs";

let timed;
let session;

serve({
  async start() {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = new URL("../npm/onnxruntime-web/dist/", import.meta.url).href;
    return { version: ort.env.versions.common };
  },
  async prepare({ rows, columns, inner, a, b }) {
    await session?.release();
    session = await ort.InferenceSession.create(model(rows, columns, inner), { executionProviders: ["wasm"] });
    const feeds = { a: new ort.Tensor("float32", floats(a), [rows, inner]), b: new ort.Tensor("float32", floats(b), [inner, columns]) };
    timed = new Timed(() => session.run(feeds));
    const { c } = await session.run(feeds);
    await timed.calibrate();
    return { product: text(c.data) };
  },
  seconds: () => timed.seconds(),
});

/** An ONNX file for c = MatMul(a, b); fields as in onnx.proto, in the wire format of Protocol Buffers. */
function model(rows, columns, inner) {
  const node = bytes(field(1, "a"), field(1, "b"), field(2, "c"), field(4, "MatMul"));
  const values = [field(11, value("a", rows, inner)), field(11, value("b", inner, columns)), field(12, value("c", rows, columns))];
  const graph = bytes(field(1, node), field(2, "product"), ...values);
  return bytes(number(1, 8), field(8, bytes(field(1, ""), number(2, 17))), field(7, graph));
}

function value(name, ...sizes) {
  const shape = bytes(...sizes.map((size) => field(1, bytes(number(1, size)))));
  const tensor = bytes(number(1, 1), field(2, shape));
  return bytes(field(1, name), field(2, bytes(field(1, tensor))));
}

const bytes = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

function field(tag, content) {
  const inside = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return bytes(varint((tag << 3) | 2), varint(inside.length), inside);
}

const number = (tag, content) => bytes(varint(tag << 3), varint(content));

function varint(rest) {
  const found = [];
  for (; rest > 127; rest >>>= 7) found.push((rest & 127) | 128);
  return [...found, rest];
}

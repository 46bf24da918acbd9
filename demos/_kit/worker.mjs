/**
 * The worker of a deck: one Pyodide, and a MessagePort for every frame that shows a demo.
 *
 * Messages of one port are answered in order. An error in a model is told to its own frame only.
 */

// What boot.mjs imports is named here too: a browser then asks for all of it at once, not for one file after the other.
import "../../pyodide/list.mjs";
import "./downloads.mjs";
import "./packages.mjs";
import "./unzip.mjs";
import { boot, modelSource } from "./boot.mjs";
import { Instances, bytesOf, explain, paramsOf, snapshot } from "./instances.mjs";
import { STAGES, isMessage, message } from "./protocol.mjs";

const BACKEND = "wasm";
const ports = new Set();
const progress = new Map();
let attempts = 0;
let ready = false;
/** @type {Promise<Instances> | null} */
let starting = null;

/** The instances, once Python runs; a start that failed is tried anew by the next who asks. */
function instances() {
  starting ??= started().catch((error) => {
    starting = null;
    throw new BootError(error);
  });
  return starting;
}

async function started() {
  const python = await boot(attempts++, report);
  ready = true;
  return new Instances(python);
}

/** Tell all frames how far a stage of loading is, and later ones when they come. */
function report(stage, loaded, total) {
  progress.set(stage, { loaded, total });
  for (const port of ports) port.postMessage(message("progress", { stage, loaded, total }));
}

class BootError extends Error {
  constructor(cause) {
    super(explain(cause).message, { cause });
  }
}

/** One frame's side of the worker. */
class Client {
  #id = "";
  #work = Promise.resolve();

  constructor(port) {
    this.port = port;
    port.onmessage = ({ data }) => this.#enqueue(data);
    for (const stage of STAGES) {
      if (progress.has(stage)) this.#send("progress", { stage, ...progress.get(stage) });
    }
  }

  #enqueue(data) {
    if (!isMessage("frame-worker", data)) return;
    this.#work = this.#work.then(() => this.#answer(data)).catch((error) => this.#fail(error));
  }

  async #answer(data) {
    const source = data.type === "attach" && !ready ? modelSource(data.demo) : undefined; // while Python starts
    source?.catch(() => {}); // told when it is waited for
    const all = await instances();
    if (data.type === "attach") return this.#attach(all, data, source);
    const running = all.get(this.#id);
    if (running) this[data.type](running, data, all);
  }

  async #attach(all, { instance, demo, params, seed, fresh }, source) {
    this.#id = instance;
    const known = all.get(instance);
    const resumed = known?.demo === demo && !fresh;
    const made = { demo, params, seed };
    const running = resumed ? known : all.create(instance, { ...made, source: await (source ?? modelSource(demo)) });
    this.#send("ready", { backend: BACKEND, resumed, ...all.python.about });
    this.#draw(running, "attach");
  }

  step(running, { n, budget_ms }) {
    running.proxy.advance(n ?? undefined, budget_ms);
    this.#draw(running, "step");
  }

  set(running, { params }, all) {
    all.set(running, params);
    this.#draw(running, "set");
  }

  reset(running) {
    running.proxy.reset();
    this.#draw(running, "reset");
  }

  state(running) {
    const data = bytesOf(running.proxy.save());
    this.port.postMessage(message("state", { data }), [data.buffer]);
  }

  load(running, { data }, all) {
    all.load(running, data);
    this.#draw(running, "load");
  }

  /** Go to exactly this step; back to the start first where it has passed. */
  settle(running, { step }) {
    if (running.proxy.step > step) running.proxy.reset();
    while (running.proxy.step < step) running.proxy.advance(step - running.proxy.step, Infinity);
    this.#draw(running, "settle");
    this.digest(running);
  }

  digest(running) {
    this.#send("settled", { step: running.proxy.step, hash: running.proxy.digest() });
  }

  /** The frame goes away; its instance stays, so that it resumes when the frame comes back. */
  detach() {
    ports.delete(this.port);
    this.port.close();
  }

  #draw(running, reply) {
    const frame = snapshot(running);
    if (reply !== "step") frame.params = paramsOf(running);
    const buffers = Object.values(frame.arrays).map(({ data }) => data.buffer);
    this.port.postMessage(message("frame", { ...frame, reply }), buffers);
  }

  #send(type, fields) {
    this.port.postMessage(message(type, fields));
  }

  #fail(error) {
    const fatal = error instanceof BootError;
    const told = fatal ? { message: error.message, where: "", hint: "" } : explain(error);
    this.#send("error", { ...told, fatal });
  }
}

self.addEventListener("message", ({ data, ports: [port] }) => {
  if (!isMessage("deck-worker", data)) return;
  if (port) {
    ports.add(port);
    new Client(port);
  }
  instances().catch(() => {}); // the frames that ask are told
});

/**
 * The messages between a deck, the frames of its demos and the worker that runs them.
 *
 * Each message is `{slidegen: 1, type, ...fields}`. A field's kind ends in `?` where it may be left
 * out. `protocol.schema.json` says the same in JSON Schema; a test compares the two.
 */

export const VERSION = 1;

/** @typedef {"frame-deck" | "deck-frame" | "frame-worker" | "worker-frame" | "deck-worker"} Direction */

/** The stages of loading, in order. */
export const STAGES = ["runtime", "python", "numpy", "model"];

/** What `command` may ask for. */
export const COMMANDS = ["play", "pause", "step", "reset"];

const ERROR = { message: "string", where: "string", hint: "string" };
const PROGRESS = { stage: "string", loaded: "integer", total: "integer" };

/** Fields of every message, by direction and type. */
export const MESSAGES = {
  "frame-deck": {
    hello: { demo: "string", instance: "string?" },
    ready: { backend: "string" },
    progress: PROGRESS,
    params: { params: "object", playing: "boolean" },
    metrics: { step: "integer", metrics: "object" },
    key: { key: "string", shift: "boolean?" },
    resize: { height: "number" },
    error: ERROR,
    settled: { step: "integer", hash: "string" },
  },
  "deck-frame": {
    connect: {
      instance: "string",
      theme: "string",
      lang: "string",
      reducedMotion: "boolean",
      mode: "string",
      playing: "boolean?",
      palette: "object?",
    },
    start: {},
    stop: {},
    set: { params: "object" },
    command: { command: "string" },
    theme: { theme: "string", palette: "object?" },
    settle: { step: "integer" },
    error: ERROR,
  },
  "frame-worker": {
    attach: { instance: "string", demo: "string", params: "object", seed: "integer", fresh: "boolean?" },
    step: { n: "integer?", budget_ms: "number" },
    set: { params: "object" },
    reset: {},
    state: {},
    load: { data: "bytes" },
    detach: {},
    settle: { step: "integer" },
    digest: {},
  },
  "worker-frame": {
    progress: PROGRESS,
    ready: { backend: "string", resumed: "boolean", runtime: "string", kernel: "string", reason: "string" },
    frame: { step: "integer", metrics: "object", params: "object?", arrays: "object", reply: "string" },
    state: { data: "bytes" },
    settled: { step: "integer", hash: "string" },
    error: { ...ERROR, fatal: "boolean" },
  },
  "deck-worker": {
    open: {},
  },
};

/** @type {Record<string, (value: unknown) => boolean>} */
const KINDS = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  bytes: (value) => value instanceof Uint8Array,
};

/**
 * Make a message.
 * @param {string} type
 * @param {object} [fields]
 */
export function message(type, fields = {}) {
  return { slidegen: VERSION, type, ...fields };
}

/**
 * Whether `data` is a message that may come in this direction, with every field of the right kind.
 * @param {Direction} direction
 * @param {any} data anything that came through postMessage
 */
export function isMessage(direction, data) {
  if (!KINDS.object(data) || data.slidegen !== VERSION || typeof data.type !== "string") return false;
  if (!Object.hasOwn(MESSAGES[direction], data.type)) return false;
  const fields = MESSAGES[direction][data.type];
  return Object.entries(fields).every(([name, kind]) => fits(data[name], kind));
}

function fits(value, kind) {
  const optional = kind.endsWith("?");
  if (value === undefined || value === null) return optional;
  return KINDS[optional ? kind.slice(0, -1) : kind](value);
}

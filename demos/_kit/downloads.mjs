/**
 * The files that Python needs, all asked for at once, with progress counted in bytes as they come.
 *
 * Sizes are known beforehand, so that a total is honest whatever a host says: a compressed answer's length is not
 * that of its content, and some answers have none. A file's sum is in its address: what a browser has under it needs
 * no asking again.
 */

/** Milliseconds between two reports of one stage: a page has better things to do than to move a bar. */
const REPORT_MS = 40;

/**
 * @typedef {object} Listed one file of `list.mjs`
 * @property {number} bytes
 * @property {string} sha256
 * @property {string} stage
 */

export class Downloads {
  #sums = new Map();
  #started = new Map();
  /** @type {(error: Error) => void} */
  #fail;

  /**
   * @param {object} options
   * @param {URL} options.base the folder of the files
   * @param {Record<string, Listed>} options.files
   * @param {number} options.attempt counts from 0; from the second on nothing is taken from the browser's cache
   * @param {(stage: string, loaded: number, total: number) => void} options.progress in bytes
   */
  constructor({ base, files, attempt, progress }) {
    Object.assign(this, { base, files, attempt, progress });
    /** Never resolves; rejects with the first file that did not come. @type {Promise<never>} */
    this.failure = new Promise((_, reject) => (this.#fail = reject));
    this.failure.catch(() => {});
    for (const { stage, bytes } of Object.values(files)) {
      const sum = this.#sums.get(stage) ?? { loaded: 0, total: 0, reported: 0 };
      sum.total += bytes;
      this.#sums.set(stage, sum);
    }
    for (const [stage, { total }] of this.#sums) progress(stage, 0, total);
  }

  /** A WebAssembly file as the answer that is compiled while it streams; the browser's own, so that it keeps the code. */
  wasm(name) {
    return this.#once(name, async () => {
      const response = await this.#answer(name);
      const read = this.#read(name, response.clone());
      read.then((bytes) => this.#verify(name, bytes)).catch(this.#fail);
      return asWasm(response);
    });
  }

  /** The bytes of a file, all there and the right ones. @returns {Promise<Uint8Array>} */
  bytes(name) {
    return this.#once(name, async () => {
      const bytes = await this.#read(name, await this.#answer(name));
      await this.#verify(name, bytes);
      return bytes;
    });
  }

  /** A JavaScript module; counted when it has come, since nobody can look inside an import. */
  module(name) {
    return this.#once(name, async () => {
      const module = await import(this.#address(name)).catch((error) => this.#broken(name, error.message));
      this.#add(name, this.files[name].bytes);
      return module;
    });
  }

  /** Ask for a file once; whoever fails, fails the whole start. */
  #once(name, ask) {
    if (!this.#started.has(name)) {
      const asked = ask();
      asked.catch(this.#fail);
      this.#started.set(name, asked);
    }
    return this.#started.get(name);
  }

  /** An import that failed is remembered by the browser, so that each attempt has an address of its own. */
  #address(name) {
    return address(this.base, name, this.files[name]) + (this.attempt ? `&attempt=${this.attempt}` : "");
  }

  async #answer(name) {
    const cache = this.attempt ? "reload" : "force-cache";
    const response = await fetch(this.#address(name), { cache }).catch((error) => this.#broken(name, error.message));
    return response.ok ? response : this.#broken(name, `HTTP ${response.status}`);
  }

  async #read(name, response) {
    const all = new Uint8Array(this.files[name].bytes);
    let length = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((error) => this.#broken(name, error.message));
      if (done) break;
      if (length + value.byteLength > all.byteLength) this.#broken(name, "it is longer than it should be");
      all.set(value, length);
      length += value.byteLength;
      this.#add(name, value.byteLength);
    }
    if (length < all.byteLength) this.#broken(name, `only ${length} of ${all.byteLength} bytes came`);
    return all;
  }

  /** The sum is looked at where a browser can (not over plain http from another machine). */
  async #verify(name, bytes) {
    if (!globalThis.crypto?.subtle) return;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sum = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (sum !== this.files[name].sha256) this.#broken(name, "it is not the file that this site was made with");
  }

  #add(name, bytes) {
    const { stage } = this.files[name];
    const sum = this.#sums.get(stage);
    sum.loaded += bytes;
    const now = performance.now();
    if (sum.loaded < sum.total && now - sum.reported < REPORT_MS) return;
    sum.reported = now;
    this.progress(stage, sum.loaded, sum.total);
  }

  /** @returns {never} */
  #broken(name, why) {
    throw new Error(`${name} cannot be loaded: ${why}`);
  }
}

/**
 * A file at once, while the worker stands still: for an import, which cannot wait in any other way.
 * @param {URL} base
 * @param {string} name
 * @param {{bytes: number, sha256: string}} facts
 */
export function fetchedNow(base, name, facts) {
  const request = new XMLHttpRequest();
  request.open("GET", address(base, name, facts), false);
  request.responseType = "arraybuffer";
  request.send();
  const length = request.response?.byteLength;
  if (request.status !== 200) throw new Error(`${name} cannot be loaded: HTTP ${request.status}`);
  if (length !== facts.bytes) throw new Error(`${name} cannot be loaded: ${length} of ${facts.bytes} bytes came`);
  return new Uint8Array(request.response);
}

function address(base, name, { sha256 }) {
  return new URL(`${name}?v=${sha256.slice(0, 16)}`, base).href;
}

/** Compiling while streaming insists on the type, which not every host sends. */
function asWasm(response) {
  if (/^application\/wasm\s*(;|$)/.test(response.headers.get("content-type") ?? "")) return response;
  return new Response(response.body, { headers: { "Content-Type": "application/wasm" } });
}

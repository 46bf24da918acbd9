/**
 * Wheels put where Python looks for packages, before Python starts; their shared libraries compiled meanwhile.
 *
 * Pyodide's own loadPackage begins when Python runs, unpacks with Python and compiles one library after the other.
 */

import { unzipped } from "./unzip.mjs";

/** A shared library's name ends so; Emscripten's are WebAssembly side modules. */
const LIBRARY = /\.so$/;

export class Packages {
  #contents;
  #libraries;

  /** @param {Promise<Uint8Array>[]} wheels as they are being loaded */
  constructor(wheels) {
    this.#contents = Promise.all(wheels.map(async (wheel) => unzipped(await wheel)));
    this.#libraries = this.#contents.then((contents) => Promise.all(contents.flat().filter(isLibrary).map(compiled)));
    for (const promise of [this.#contents, this.#libraries]) promise.catch(() => {}); // whoever waits is told
  }

  /** Write all files; a function for Pyodide's `fsInit`. */
  async write(FS, { sitePackages }) {
    for (const [path, content] of (await this.#contents).flat()) {
      const target = `${sitePackages}/${path}`;
      FS.mkdirTree(target.slice(0, target.lastIndexOf("/")));
      FS.writeFile(target, content, { canOwn: true });
    }
  }

  /**
   * Let imports find the compiled libraries: each is instantiated when Python asks for it, as ever.
   *
   * Where this Pyodide has no such list, or a library is not on it, Python compiles the file that `write` wrote.
   */
  async offer({ _module: emscripten, _api: { sitePackages } }) {
    const libraries = await this.#libraries;
    if (!emscripten?.preloadedWasm || !emscripten.loadWebAssemblyModule) return;
    for (const [path, module] of libraries) {
      if (!module) continue;
      const target = `${sitePackages}/${path}`;
      const get = () => emscripten.loadWebAssemblyModule(module, { nodelete: true }, target, {});
      Object.defineProperty(emscripten.preloadedWasm, target, { get, configurable: true });
    }
  }
}

const isLibrary = ([path]) => LIBRARY.test(path);

/** Null for a library that this browser cannot compile: a package may carry one for every kind of browser. */
async function compiled([path, content]) {
  return [path, await WebAssembly.compile(content).catch(() => null)];
}

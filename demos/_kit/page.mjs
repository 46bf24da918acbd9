/** The page of a demo: joins the address, the link to the deck or to its own worker, the session, and the view. */

import { directive, parse, query } from "./address.mjs";
import { handBack } from "./keys.mjs";
import { makeKit } from "./kit.mjs";
import { deckLink, inDeck, ownLink } from "./link.mjs";
import { menu } from "./menu.mjs";
import { COMMANDS } from "./protocol.mjs";
import { Reports } from "./reports.mjs";
import { Session } from "./session.mjs";
import { Shell, preferences } from "./shell.mjs";
import { stepsPerFrame } from "./speed.mjs";
import { catalogue } from "./text.mjs";

const BACKENDS = { wasm: "backendWasm" };

export class DemoPage {
  /** @type {Session | null} */
  #session = null;
  #last = null;
  #drawing = false;

  constructor(manifest, view) {
    const lang = new URLSearchParams(location.search).get("lang") ?? document.documentElement.lang;
    this.manifest = manifest;
    this.text = catalogue(lang);
    const { params, problems, page } = parse(location.search, manifest, this.text);
    Object.assign(this, { params, options: page, lang });
    this.shell = new Shell({ ui: page.ui, text: this.text, retry: () => this.#connectAgain() });
    this.shell.setTheme(page.theme ?? preferences().theme);
    problems.forEach((problem) => this.shell.alert(problem));
    if (page.ui === "full") this.shell.head.append(this.#menu());
    this.kit = makeKit({ manifest, options: page, params, text: this.text, actions: this.#actions() });
    this.view = view.mount(this.shell.view, this.kit);
    this.link = this.#makeLink();
    this.reports = new Reports(this.link.tell);
    this.#listen();
    this.link.hello();
  }

  #makeLink() {
    const receive = (data, port) => this[`on_${data.type}`](data, port);
    return inDeck() ? deckLink(this.manifest.name, receive) : ownLink(receive, this.#ownConnection());
  }

  #ownConnection() {
    const { theme, reducedMotion } = preferences();
    return { instance: "own", theme, lang: this.lang, reducedMotion, mode: this.options.mode };
  }

  #listen() {
    const { link } = this;
    if (!link.alone) handBack((key, shift) => link.tell("key", { key, shift }));
    window.addEventListener("pagehide", () => this.#session?.close());
    document.addEventListener("visibilitychange", () => this.#session?.wake());
    this.shell.onHeight((height) => link.tell("resize", { height }));
  }

  #menu() {
    const link = () => new URL(`?${this.#query()}`, location.href).href;
    return menu({ text: this.text, link, directive: () => directive(this.params, this.manifest) });
  }

  // --- what the visitor or the deck asks for ---

  #actions() {
    return { set: (params) => this.#session?.set(params), command: (command) => this.#command(command) };
  }

  #command(command) {
    if (command === "reset") this.#session?.pause(); // time to look at where it starts
    this.#session?.[command]();
  }

  #connectAgain() {
    this.#session = null;
    this.link.hello();
  }

  // --- what the deck says ---

  on_connect({ instance, theme, palette, reducedMotion, mode, playing }, port) {
    if (!port) return;
    const test = mode === "test" || this.options.mode === "test";
    const { name } = this.manifest;
    const fixed = this.options.theme ?? theme;
    this.#theme(fixed, fixed === theme ? palette : undefined);
    this.#session = new Session(port, this.#handlers(), () => stepsPerFrame(this.#last?.step ?? 0));
    this.#session.show(this.link.alone);
    this.#session.attach({ instance, demo: name, params: this.params, seed: this.params.seed ?? 0, fresh: test });
    if (!test && (playing ?? (this.options.autoplay && !reducedMotion))) this.#session.play();
    if (test && this.link.alone) this.#session.settle(this.options.step);
  }

  on_start() {
    this.#session?.show(true);
  }

  on_stop() {
    this.#session?.show(false);
  }

  on_set({ params }) {
    this.#session?.set(params);
  }

  on_command({ command }) {
    if (COMMANDS.includes(command)) this.#command(command);
  }

  on_theme({ theme, palette }) {
    this.#theme(theme, palette);
  }

  on_settle({ step }) {
    this.#session?.settle(step);
  }

  on_error(error) {
    this.shell.cover.failed(error);
  }

  #theme(theme, palette) {
    this.shell.setTheme(theme, palette);
    this.kit.page.readColours();
    this.view.redraw();
  }

  // --- what the worker says ---

  #handlers() {
    return {
      progress: (data) => this.#progress(data),
      ready: (ready) => this.#ready(ready),
      frame: (frame) => this.#frame(frame),
      settled: (data) => this.reports.settled(data, this.#drawing),
      error: (error) => this.#failed(error),
      playing: () => this.#playing(),
    };
  }

  #progress({ stage, loaded, total }) {
    this.shell.cover.progress({ stage, loaded, total });
    this.link.tell("progress", { stage, loaded, total });
  }

  #ready({ backend, ...about }) {
    this.kit.page.showBackend(this.text(BACKENDS[backend]), this.text("backendAbout", about));
    this.link.tell("ready", { backend });
  }

  #frame(frame) {
    this.#last = frame;
    if (frame.params) this.#paramsChanged(frame.params);
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#drawing = false;
    this.view.draw(this.#last);
    this.shell.cover.done();
    document.documentElement.dataset.step = String(this.#last.step);
    this.shell.speak(this.view.describe(this.#last), !this.#session.playing);
    this.reports.metrics(this.#last, this.#session.playing);
    this.reports.drawn();
  }

  #paramsChanged(now) {
    for (const { name } of this.manifest.params) if (name in now) this.params[name] = now[name];
    this.kit.page.showParams(this.params);
    if (this.link.alone) history.replaceState(null, "", `?${this.#query()}`);
    this.reports.params(this.params, this.#session.playing);
  }

  #playing() {
    this.kit.page.showPlaying(this.#session.playing);
    this.reports.params(this.params, this.#session.playing);
  }

  #failed(error) {
    const { message, where, hint, fatal } = error;
    this.link.tell("error", { message, where, hint });
    this.kit.page.showParams(this.params);
    if (fatal || !this.#last) return this.shell.cover.failed({ message, hint: where || hint });
    return this.shell.alert(where ? this.text("modelFailed", { where, message }) : message);
  }

  /** The address of what is on the screen; the page's own options stay as they were given. */
  #query() {
    const own = new Set(this.manifest.params.map(({ name }) => name));
    const kept = [...new URLSearchParams(location.search)].filter(([name]) => !own.has(name));
    return query(this.params, this.manifest, Object.fromEntries(kept));
  }
}

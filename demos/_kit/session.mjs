/** One frame's talk with its instance in the worker: attach, play, pause, step; at most one step in flight. */

import { isMessage, message } from "./protocol.mjs";

/** Milliseconds the worker may compute before it answers. */
export const BUDGET_MS = 16;

/**
 * @typedef {object} Handlers
 * @property {(frame: {step: number, metrics: object, arrays: object, reply: string}) => void} frame
 * @property {(ready: {backend: string, resumed: boolean, runtime: string, kernel: string, reason: string}) => void} ready
 * @property {(progress: {stage: string, loaded: number, total: number}) => void} progress
 * @property {(settled: {step: number, hash: string}) => void} settled
 * @property {(error: {message: string, where: string, hint: string, fatal: boolean}) => void} error
 * @property {(playing: boolean) => void} playing
 */

export class Session {
  #port;
  #handlers;
  #inFlight = false;
  #shown = true;
  #playing = false;
  #ready = false;

  /**
   * @param {MessagePort} port
   * @param {Handlers} handlers
   * @param {() => number} stepsPerFrame how many steps to ask for at once
   */
  constructor(port, handlers, stepsPerFrame) {
    this.#port = port;
    this.#handlers = handlers;
    this.stepsPerFrame = stepsPerFrame;
    port.onmessage = ({ data }) => this.#receive(data);
  }

  get playing() {
    return this.#playing;
  }

  attach(fields) {
    this.#post("attach", fields);
  }

  play() {
    this.#setPlaying(true);
    this.#pump();
  }

  pause() {
    this.#setPlaying(false);
  }

  /** Make exactly one training step. */
  step() {
    this.pause();
    if (!this.#inFlight) this.#requestStep(1);
  }

  set(params) {
    this.#post("set", { params });
  }

  /** Back to step 0. */
  reset() {
    this.#post("reset");
  }

  settle(step) {
    this.pause();
    this.#post("settle", { step });
  }

  /** Whether the demo is on the screen; a hidden one asks for no step. */
  show(shown) {
    this.#shown = shown;
    this.#pump();
  }

  /** Go on after the window was hidden. */
  wake() {
    this.#pump();
  }

  close() {
    this.#post("detach");
    this.#port.close();
  }

  #pump() {
    if (this.#playing && this.#shown && !document.hidden) this.#requestStep(this.stepsPerFrame());
  }

  #requestStep(n) {
    if (this.#inFlight || !this.#ready) return;
    this.#inFlight = true;
    this.#post("step", { n, budget_ms: BUDGET_MS });
  }

  #receive(data) {
    if (!isMessage("worker-frame", data)) return;
    this[`on_${data.type}`](data);
  }

  on_progress(data) {
    this.#handlers.progress(data);
  }

  on_ready(data) {
    this.#ready = true;
    this.#handlers.ready(data);
    this.#pump();
  }

  on_frame(data) {
    if (data.reply === "step") this.#inFlight = false;
    this.#handlers.frame(data);
    if (data.reply === "step") requestAnimationFrame(() => this.#pump());
  }

  on_state(data) {
    this.#handlers.state?.(data);
  }

  on_settled(data) {
    this.#handlers.settled(data);
  }

  on_error(data) {
    this.#inFlight = false;
    this.pause();
    this.#handlers.error(data);
  }

  #setPlaying(playing) {
    if (playing === this.#playing) return;
    this.#playing = playing;
    this.#handlers.playing(playing);
  }

  #post(type, fields) {
    this.#port.postMessage(message(type, fields));
  }
}

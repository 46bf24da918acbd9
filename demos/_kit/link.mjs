/** Where a frame gets its port from: the deck it stands in, or a worker of its own when opened alone. */

import { isMessage, message } from "./protocol.mjs";

/**
 * @typedef {object} Link
 * @property {(type: string, fields?: object) => void} tell sends to the deck; nothing when alone
 * @property {() => void} hello asks for a connection, again after a failure
 * @property {boolean} alone
 */

/**
 * In a deck: say hello and wait to be connected.
 * @param {string} demo
 * @param {(message: any, port: MessagePort | undefined) => void} receive
 * @returns {Link}
 */
export function deckLink(demo, receive) {
  const tell = (type, fields) => window.parent.postMessage(message(type, fields), window.location.origin);
  window.addEventListener("message", (event) => {
    const ours = event.source === window.parent && event.origin === window.location.origin;
    if (ours && isMessage("deck-frame", event.data)) receive(event.data, event.ports[0]);
  });
  return { tell, hello: () => tell("hello", { demo }), alone: false };
}

/**
 * Alone: start a worker and connect to it by the same messages a deck would send.
 * @param {(message: any, port: MessagePort | undefined) => void} receive
 * @param {object} connection fields of the `connect` message
 * @returns {Link}
 */
export function ownLink(receive, connection) {
  let worker = null;
  const hello = () => {
    worker?.terminate();
    worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
    const { port1, port2 } = new MessageChannel();
    worker.onerror = () => receive(message("error", { message: "The worker could not be loaded", where: "", hint: "" }));
    worker.postMessage(message("open"), [port1]);
    receive(message("connect", connection), port2);
    receive(message("start"));
  };
  return { tell: () => {}, hello, alone: true };
}

/** Whether this page stands in a deck: a page of the same origin that waits for demos. */
export function inDeck() {
  if (window.parent === window) return false;
  try {
    return Boolean(window.parent.slidegenDemos);
  } catch {
    return false; // a stranger's page frames this one
  }
}

// Remembers in the top window every slidegen message of this page and its frames, and how many workers were made.
(() => {
  let home;
  try {
    home = window.top;
    home.recorded ??= { messages: [], workers: 0 };
  } catch {
    return; // a frame of another origin
  }
  const { recorded } = home;
  const clock = () => performance.timeOrigin + performance.now();
  const plain = (value) => {
    if (ArrayBuffer.isView(value)) return Array.from(value);
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  };
  const seen = {};
  const record = (direction, data) => {
    if (data?.slidegen === undefined) return;
    const kind = `${direction}.${data.type}`;
    seen[kind] = (seen[kind] ?? 0) + 1;
    recorded.messages.push({ direction, type: data.type, at: clock(), from: location.href, data: seen[kind] <= 3 || data.type === "progress" ? plain(data) : null });
  };

  addEventListener("message", ({ data }) => record(window === home ? "frame-deck" : "deck-frame", data), true);

  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (data, ...rest) {
    record("frame-worker", data);
    return post.call(this, data, ...rest);
  };
  const property = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  Object.defineProperty(MessagePort.prototype, "onmessage", {
    ...property,
    set(listener) {
      property.set.call(this, (event) => {
        record("worker-frame", event.data);
        listener.call(this, event);
      });
    },
  });

  const PlainWorker = window.Worker;
  window.Worker = class extends PlainWorker {
    constructor(...args) {
      super(...args);
      recorded.workers += 1;
    }
    postMessage(data, ...rest) {
      record("deck-worker", data);
      return super.postMessage(data, ...rest);
    }
  };
})();

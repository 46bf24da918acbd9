/* The deck's side of its demos: prepares their frames, owns the one worker that runs Python, and answers the frames
   it made and nobody else. A classic script: from file:// the posters stay and a line says why.
   The messages are those of demos/_kit/protocol.mjs. Offers `window.slidegenDemos`. */
(function () {
  "use strict";
  var html = document.documentElement;
  var KIT = new URL("../demos/_kit/", document.currentScript.src).href;
  var FILE_LINE = "This is a picture. To run the demo, open the deck with `slidegen serve`.";
  var SETTLE_STEP = 400;
  var SETTLE_LIMIT_MS = 90000;
  // Keys a frame may hand back, as reveal.js knows them.
  var KEY_CODES = {
    ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, PageUp: 33, PageDown: 34, End: 35, Home: 36,
    " ": 32, Escape: 27, n: 78, p: 80, b: 66, ".": 190, f: 70, o: 79, s: 83, t: 84
  };

  /* One entry a demo: { section, frame (none for a background), instance, name, playing, ready, waiting } */
  var demos = [];
  var worker = null;
  var current = null; // the section that is shown

  function shot() { return new URLSearchParams(location.search).get("mode") === "shot"; }
  function paper() { return new URLSearchParams(location.search).has("print-pdf"); }
  function receiver() { return html.dataset.mode === "receiver"; } // a small copy in the speaker's window

  /* --- before reveal.js starts --- */

  function addressOf(source) {
    if (!shot()) return source;
    return source + (source.includes("?") ? "&" : "?") + "mode=test";
  }

  function nameOf(source) {
    return decodeURIComponent(source.split("?")[0].split("/").slice(-2)[0]);
  }

  function add(section, frame, source, instance) {
    var demo = { section: section, frame: frame, source: source, instance: instance, name: nameOf(source), playing: null, ready: false, waiting: [] };
    demos.push(demo);
    return demo;
  }

  function prepareFrame(frame) {
    if (frame.hasAttribute("data-demo-prepared")) return;
    frame.setAttribute("data-demo-prepared", "");
    var source = frame.getAttribute("data-demo-src");
    frame.setAttribute("data-src", addressOf(source));
    // Near slides keep their frames: coming back shows no poster. In a picture only the slide itself counts.
    if (!shot()) frame.setAttribute("data-preload", "");
    add(frame.closest("section"), frame, source, frame.dataset.instance);
  }

  /* An empty frame would lie over its poster, white; a poster would show through a running demo's round corners. */
  function addStyle() {
    var style = document.createElement("style");
    style.textContent =
      "@media screen { .sg-demo-poster:has(+ .sg-demo-frame[src][data-live]) { visibility: hidden } }";
    document.head.append(style);
  }

  function prepareBackground(section) {
    var source = section.getAttribute("data-background-demo-src");
    if (section.hasAttribute("data-background-iframe")) return;
    section.setAttribute("data-background-iframe", addressOf(source));
    if (!shot()) section.setAttribute("data-preload", "");
    add(section, null, source, section.dataset.instance);
  }

  function sayWhy(place) {
    var line = document.createElement("p");
    line.className = "sg-demo-line";
    line.textContent = FILE_LINE;
    place.append(line);
  }

  function keepPosters(root) {
    if (receiver()) return;
    root.querySelectorAll("figure.sg-demo").forEach(sayWhy);
    root.querySelectorAll("section[data-background-demo-src]").forEach(sayWhy);
  }

  function prepare(root) {
    if (paper()) return; // posters are printed; frames would only start Python
    if (location.protocol === "file:" || receiver()) return keepPosters(root);
    root.querySelectorAll("iframe[data-demo-src]").forEach(prepareFrame);
    root.querySelectorAll("section[data-background-demo-src]").forEach(prepareBackground);
    if (demos.length) whenIdle(startWorker);
  }

  function whenIdle(work) {
    if (window.requestIdleCallback) requestIdleCallback(work, { timeout: 1500 });
    else setTimeout(work, 300);
  }

  /* --- the worker --- */

  function startWorker() {
    if (worker) return worker;
    worker = new Worker(KIT + "worker.mjs", { type: "module" });
    worker.onerror = function () {
      worker = null;
      demos.forEach(function (demo) {
        tell(demo, "error", { message: "the demos' worker could not be loaded", where: "", hint: "" });
      });
    };
    worker.postMessage({ slidegen: 1, type: "open" });
    return worker;
  }

  /* --- talking to frames --- */

  function frameOf(demo) {
    if (demo.frame) return demo.frame;
    var content = demo.section.slideBackgroundContentElement;
    return content ? content.querySelector("iframe") : null;
  }

  function tell(demo, type, fields, transfer) {
    var frame = frameOf(demo);
    if (!frame || !frame.contentWindow || !frame.hasAttribute("src")) return;
    var message = Object.assign({ slidegen: 1, type: type }, fields);
    try {
      frame.contentWindow.postMessage(message, location.origin, transfer || []);
    } catch (error) { /* the frame is on its way out */ }
  }

  /* The demo whose frame sent an event; a stranger's page, or any other frame, is none. */
  function senderOf(event) {
    if (!event.source || event.origin !== location.origin) return null;
    return demos.find(function (demo) {
      var frame = frameOf(demo);
      return frame && frame.contentWindow === event.source;
    }) || null;
  }

  function onMessage(event) {
    var data = event.data;
    if (typeof data !== "object" || data === null || data.slidegen !== 1) return;
    var demo = senderOf(event);
    if (demo && Object.hasOwn(ANSWERS, data.type)) ANSWERS[data.type](demo, data);
  }

  function connect(demo) {
    var channel = new MessageChannel();
    var frame = frameOf(demo);
    if (!frame.title) frame.title = demo.name;
    demo.ready = false;
    frame.removeAttribute("data-live");
    startWorker().postMessage({ slidegen: 1, type: "open" }, [channel.port1]);
    tell(demo, "connect", {
      instance: demo.instance,
      theme: html.dataset.theme || "dark",
      palette: palette(),
      lang: html.lang || "en",
      reducedMotion: shot() || matchMedia("(prefers-reduced-motion: reduce)").matches,
      mode: shot() ? "test" : "live",
      playing: demo.playing
    }, [channel.port2]);
    tell(demo, demo.section === current ? "start" : "stop");
  }

  var ANSWERS = {
    hello: connect,
    ready: function (demo) {
      demo.ready = true;
      frameOf(demo).setAttribute("data-live", "");
      demo.waiting.forEach(function (wait) { tell(demo, "settle", { step: wait.step }); });
    },
    params: function (demo, data) { demo.playing = data.playing === true; },
    key: function (demo, data) { if (demo.section === current) press(data.key, data.shift === true); },
    resize: function (demo, data) {
      if (demo.frame && data.height > 0) demo.frame.parentElement.style.setProperty("--demo-height-phone", Math.ceil(data.height) + "px");
    },
    settled: function (demo, data) {
      finish(demo, function (wait) { wait.resolve({ instance: demo.instance, step: data.step, hash: data.hash }); });
    },
    error: function (demo, data) {
      finish(demo, function (wait) { wait.reject(new Error("demo " + demo.name + ": " + (data.where ? data.where + ": " : "") + data.message)); });
    }
  };

  function press(key, shift) {
    if (key === "?") return Reveal.toggleHelp();
    if (key === " " && shift) return Reveal.prev();
    if (Object.hasOwn(KEY_CODES, key)) Reveal.triggerKey(KEY_CODES[key]);
  }

  /* --- which slide is shown --- */

  function follow() {
    var shown = window.Reveal && Reveal.getCurrentSlide ? Reveal.getCurrentSlide() : null;
    if (shown === current) return;
    var before = current;
    current = shown;
    demos.forEach(function (demo) {
      if (demo.section === before) leave(demo);
      if (demo.section === current) tell(demo, "start");
    });
  }

  function leave(demo) {
    tell(demo, "stop");
    var frame = frameOf(demo);
    if (!frame || document.activeElement !== frame) return;
    frame.blur(); // else keys would go on into a frame that nobody sees
    window.focus();
  }

  function onTheme(event) {
    demos.forEach(function (demo) { tell(demo, "theme", { theme: event.detail.theme, palette: palette() }); });
  }

  /* The colours of a theme other than palette.css, which frames load themselves: as #rrggbb, whatever way the theme says them. */
  var COLOURS = ["paper", "panel", "line", "edge", "ink", "soft", "accent", "on-accent", "a", "b", "c", "good", "bad", "focus"];

  function palette() {
    if (!html.dataset.look) return undefined;
    var pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    var probe = document.body.appendChild(document.createElement("i"));
    var found = {};
    COLOURS.forEach(function (name) {
      probe.style.cssText = "display: none; transition: none; color: var(--" + name + ")";
      pen.fillStyle = getComputedStyle(probe).color;
      pen.fillRect(0, 0, 1, 1);
      found[name] = "#" + Array.from(pen.getImageData(0, 0, 1, 1).data.slice(0, 3), function (c) { return c.toString(16).padStart(2, "0"); }).join("");
    });
    probe.remove();
    return found;
  }

  /* --- pictures --- */

  function finish(demo, act) {
    demo.waiting.splice(0).forEach(function (wait) {
      clearTimeout(wait.timer);
      act(wait);
    });
  }

  function stepOf(demo, step) {
    var own = Number(new URLSearchParams(demo.source.split("?")[1] || "").get("step"));
    return step !== undefined ? step : own > 0 ? own : SETTLE_STEP;
  }

  function settleOne(demo, step) {
    return new Promise(function (resolve, reject) {
      var timer = setTimeout(function () {
        finish(demo, function (wait) { wait.reject(new Error("demo " + demo.name + " did not settle within " + SETTLE_LIMIT_MS / 1000 + " s")); });
      }, SETTLE_LIMIT_MS);
      var wait = { step: stepOf(demo, step), resolve: resolve, reject: reject, timer: timer };
      demo.waiting.push(wait);
      if (demo.ready) tell(demo, "settle", { step: wait.step });
    });
  }

  window.slidegenDemos = {
    prepare: prepare,
    /** Bring all demos of a slide to `step` (else their address's, else 400) -> Promise<[{instance, step, hash}]>. */
    settle: function (section, step) {
      var own = demos.filter(function (demo) { return demo.section === section; });
      return Promise.all(own.map(function (demo) { return settleOne(demo, step); }));
    },
    /** Instance ids of the demos on the slide that is shown. */
    get active() {
      return demos.filter(function (demo) { return demo.section === current; }).map(function (demo) { return demo.instance; });
    }
  };

  addEventListener("message", onMessage);
  ["ready", "slidechanged"].forEach(function (name) { document.addEventListener(name, follow); });
  document.addEventListener("slidegen:theme", onTheme);
  addStyle();
  prepare(document);
})();

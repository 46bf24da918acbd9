/* Starts reveal.js on a deck's page and offers `window.slidegen` to tests and to the picture command.
   A classic script, so that the page works when opened as a file. */
(function () {
  "use strict";
  var html = document.documentElement;
  var assets = html.dataset.root + "_slidegen/";
  var mode = html.dataset.mode;
  var query = new URLSearchParams(location.search);
  var deckTitle = document.title;
  var options = JSON.parse(document.getElementById("sg-options").textContent);
  var outside = window.slidegenOutside; // js/outside.js, only on pages that name outside frames, films or images

  var HALL = {
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 4, center: false, hash: true,
    controls: true, controlsTutorial: false, progress: true, slideNumber: "c/t", transition: "fade", backgroundTransition: "none",
    preventIframeAutoFocus: true, preloadIframes: null, viewDistance: 2, mobileViewDistance: 2, pdfSeparateFragments: false,
    // Any frame could turn slides through reveal's postMessage API; the speaker window is served below instead.
    // Its first frame asks for events in its address; if the second, a slide ahead, sent them too, the deck would follow it.
    postMessage: false, postMessageEvents: mode === "receiver" && query.has("postMessageEvents")
  };
  HALL.zoomKey = /Linux/.test(navigator.platform) ? "ctrl" : "alt"; // on Linux the desktop keeps Alt and the mouse for itself
  var STILL = {
    controls: false, progress: false, slideNumber: false, transition: "none", backgroundTransition: "none", fragments: false,
    autoAnimate: false, autoSlide: false, autoPlayMedia: false, hideInactiveCursor: false, showNotes: false, loop: false, shuffle: false
  };
  // A flowing page scrolls by itself: reveal.js only keeps track of which slide is in view.
  var FLOW = {
    disableLayout: true, touch: false, transition: "none", backgroundTransition: "none", controls: false, progress: false,
    slideNumber: false, fragments: false, autoAnimate: false, autoSlide: false, overview: false, center: false, viewDistance: 1, mobileViewDistance: 1
  };
  var SCROLL_KEYS = [32, 33, 34, 35, 36, 38, 40];

  function flowing() { return html.classList.contains("sg-flow"); }

  function script(path) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = assets + path;
      element.onload = resolve;
      element.onerror = function () { reject(new Error("cannot load " + path)); };
      document.head.append(element);
    });
  }

  function hallOptions() {
    var given = Object.assign({}, options);
    delete given.theme; delete given.slidegenTheme; // palette.css, no theme of reveal.js
    // reveal.js has a scroll view of its own below 435 px, which shrinks the slides: phone.js is instead of it.
    var calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? { autoAnimate: false } : {};
    return Object.assign({}, HALL, given, { postMessage: false, scrollActivationWidth: 0 }, calm, mode === "shot" ? STILL : {});
  }

  /* Plugins are fetched when their key is first used. */
  var plugins = {};
  function plugin(name, factory) {
    if (!plugins[name]) {
      var loaded = script("reveal/plugin/" + name + ".js");
      // reveal.js forgets to start a plugin that registers while it is starting itself
      plugins[name] = Promise.all([loaded, window.slidegen.ready]).then(function () {
        Reveal.registerPlugin(window[factory]);
        return Reveal.getPlugin(name);
      });
    }
    return plugins[name];
  }

  function keepEmphasis() { // the search plugin marks its hits with <em> and later removes every <em>
    document.querySelectorAll(".slides em").forEach(function (old) {
      var kept = document.createElement("i");
      for (var a of old.attributes) kept.setAttribute(a.name, a.value);
      kept.append(...old.childNodes);
      old.replaceWith(kept);
    });
  }

  function onSearchKey(event) {
    if (event.key !== "F" || !(event.ctrlKey || event.metaKey) || plugins.search) return;
    event.preventDefault();
    keepEmphasis();
    plugin("search", "RevealSearch").then(function (search) { search.toggle(); });
  }

  function onSearchEscape(event) {
    if (event.key !== "Escape" || !event.target.matches || !event.target.matches(".searchinput")) return;
    event.stopPropagation();
    plugins.search.then(function (search) { search.close(); });
    event.target.blur();
  }

  function onZoomClick(event) {
    if (!event[HALL.zoomKey + "Key"] || plugins.zoom) return;
    event.preventDefault();
    plugin("zoom", "RevealZoom").then(function () {
      event.target.dispatchEvent(new MouseEvent("mousedown", event));
    });
  }

  function onHelpKey(event) { // reveal.js looks for the key's place on a US keyboard
    if (event.key !== "?" || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    Reveal.toggleHelp();
  }

  function setTheme(theme) {
    html.dataset.theme = theme;
    if (html.dataset.look) return announce(theme); // the choice is for this deck's own theme: no other deck remembers it
    try { localStorage.setItem("slidegen-theme", theme); } catch (error) { /* storage is refused: the choice lasts for this page */ }
    announce(theme);
  }
  function announce(theme) { document.dispatchEvent(new CustomEvent("slidegen:theme", { detail: { theme: theme } })); }

  function bindKeys() {
    Reveal.addKeyBinding({ keyCode: 83, key: "S", description: "Speaker notes" }, function () {
      plugin("notes", "RevealNotes").then(function (notes) { notes.open(); });
    });
    Reveal.addKeyBinding({ keyCode: 84, key: "T", description: "Dark or light" }, function () {
      setTheme(html.dataset.theme === "dark" ? "light" : "dark");
    });
    Reveal.registerKeyboardShortcut("CTRL + Shift + F", "Search");
    Reveal.registerKeyboardShortcut(HALL.zoomKey + " + click", "Zoom in and out");
    document.addEventListener("keydown", onHelpKey, true);
    document.addEventListener("keydown", onSearchKey);
    document.addEventListener("keydown", onSearchEscape, true);
    document.addEventListener("mousedown", onZoomClick);
  }

  /* Only the speaker window may turn slides by message; it may also ask for the notes plugin again, after a reload. */
  function parsed(text) {
    try { return typeof text === "string" ? JSON.parse(text) || {} : {}; } catch (error) { return {}; }
  }
  function speaks(event) {
    if (mode === "receiver") return event.source === window.parent; // from file:// each frame has an origin of its own
    try { return event.source.location.origin === location.origin && event.source.opener === window; } catch (error) { return false; }
  }
  var SPEAKER_CALLS = /^(setState|slide|left|right|up|down|prev|next|togglePause|triggerKey|layout)$/;
  window.addEventListener("message", function (event) {
    var data = parsed(event.data);
    if (data.namespace !== "reveal-notes" && !data.method) return;
    if (!speaks(event)) event.stopImmediatePropagation();
    else if (data.method && SPEAKER_CALLS.test(data.method)) Reveal[data.method].apply(Reveal, data.args || []);
    else if (data.type === "heartbeat") plugin("notes", "RevealNotes");
  });

  /* Slides */
  function leaves() { return Array.from(document.querySelectorAll(".slides section")).filter(function (s) { return !s.matches(".stack") && !s.querySelector(":scope > section"); }); }

  function titleOf(section) {
    var heading = section && section.querySelector("h1, h2, h3, h4, h5, h6");
    if (!heading) return "";
    var copy = heading.cloneNode(true);
    copy.querySelectorAll("annotation").forEach(function (note) { note.remove(); }); // the TeX of a formula
    return copy.textContent.trim();
  }

  function contentBottom(section) {
    var bottom = 0;
    for (var child of section.children) {
      if (getComputedStyle(child).position === "absolute") continue;
      bottom = Math.max(bottom, child.offsetTop + child.offsetHeight);
    }
    return bottom;
  }

  function fit(section) { // pictures give way until the text below them is on the slide
    var pictures = Array.from(section.querySelectorAll("img, video")).filter(function (p) { return !p.matches(".sg-demo *, .sg-demo-backdrop") && p.offsetHeight > 80; });
    if (flowing() || !pictures.length || !section.clientHeight) return;
    pictures.forEach(function (picture) { picture.style.maxHeight = ""; });
    var limit = section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) / 2;
    for (var round = 0; round < 8; round++) {
      var over = contentBottom(section) - limit;
      if (over <= 0) return;
      var sum = pictures.reduce(function (all, picture) { return all + picture.offsetHeight; }, 0);
      pictures.forEach(function (picture) {
        picture.style.maxHeight = Math.max(80, Math.floor(picture.offsetHeight * (1 - over / sum))) + "px";
      });
    }
  }

  /* A picture that is still on its way keeps its place, as large as it will be. */
  function reserve(section) {
    section.querySelectorAll("img[data-sized]").forEach(function (image) {
      if (image.complete || flowing() || image.style.width || !image.getClientRects().length) return;
      var width = Number(image.getAttribute("width")), height = Number(image.getAttribute("height"));
      var tallest = parseFloat(getComputedStyle(image).maxHeight) || height;
      var scale = Math.min(1, image.parentElement.clientWidth / width, tallest / height);
      image.style.width = width * scale + "px";
      image.style.height = height * scale + "px";
      ["load", "error"].forEach(function (name) {
        image.addEventListener(name, function () { image.style.width = image.style.height = ""; fit(section); }, { once: true });
      });
    });
  }

  /* Pictures of later slides are lazy; on paper all of them are wanted. */
  function fetchAll() {
    document.querySelectorAll('.slides img[loading="lazy"]').forEach(function (image) { image.loading = "eager"; });
  }

  async function paper() {
    addEventListener("beforeprint", fetchAll);
    if (!query.has("print-pdf")) return;
    fetchAll();
    var late = new Promise(function (resolve) { setTimeout(resolve, 10000); });
    await Promise.race([late, Promise.all(Array.from(document.querySelectorAll(".slides img"), picture))]);
  }

  function onSlide() {
    var section = Reveal.getCurrentSlide();
    if (!section) return;
    reserve(section);
    var title = titleOf(section);
    document.title = title && title !== deckTitle ? title + " · " + deckTitle : deckTitle;
    fit(section);
  }

  function backdrops() { // a background has no place for its poster: its slide gets one
    document.querySelectorAll("section[data-background-demo-src]").forEach(function (section) {
      var poster = new Image();
      poster.className = "sg-demo-backdrop";
      poster.alt = "";
      poster.src = section.getAttribute("data-background-demo-src").split("?")[0].replace(/[^/]*$/, "poster.svg");
      section.append(poster);
    });
  }

  /* What tests and `slidegen shots` use. */
  function frames(count) {
    return new Promise(function (resolve) {
      (function next(left) { left ? requestAnimationFrame(function () { next(left - 1); }) : resolve(); })(count);
    });
  }

  function picture(image) {
    // a lazy picture that is not drawn is never loaded either: nobody waits for it
    if (!image.complete && !image.getClientRects().length && image.isConnected) return Promise.resolve();
    if (image.complete) return image.decode ? image.decode().catch(function () {}) : Promise.resolve();
    return new Promise(function (resolve) { image.onload = image.onerror = function () { resolve(); }; });
  }

  function backdrop(section) { // CSS backgrounds tell nobody when they are loaded
    var content = section.slideBackgroundContentElement;
    var found = content ? Array.from(content.style.backgroundImage.matchAll(/url\("?(.+?)"?\)/g)) : [];
    return found.map(function (match) { var image = new Image(); image.src = match[1]; return picture(image); });
  }

  function film(video) { // its first picture
    if (video.readyState > 1 || !(video.currentSrc || video.src || video.querySelector("source[src]"))) return Promise.resolve();
    return new Promise(function (resolve) {
      ["loadeddata", "error", "stalled"].forEach(function (name) { video.addEventListener(name, resolve, { once: true }); });
      setTimeout(resolve, 5000);
    });
  }

  async function settle(section) {
    await frames(1);
    var inside = [section, section.slideBackgroundElement].filter(Boolean);
    var all = function (selector) { return inside.flatMap(function (part) { return Array.from(part.querySelectorAll(selector)); }); };
    await Promise.all(all("img").map(picture).concat(backdrop(section), all("video").map(film)));
    await document.fonts.ready;
    await Promise.all((window.slidegenSettle || []).map(function (hook) { return hook(section); })); // features add theirs
    fit(section);
    if (window.slidegenDemos && window.slidegenDemos.settle) {
      await window.slidegenDemos.settle(section, query.has("step") ? Number(query.get("step")) : undefined);
    }
    await document.fonts.ready;
    await frames(2);
  }

  window.slidegen = {
    get ids() { return leaves().map(function (section) { return section.id; }); },
    ready: null,
    show: async function (id) {
      await window.slidegen.ready;
      var section = document.getElementById(id);
      if (!section || !section.matches(".slides section")) throw new Error("no slide has the id " + JSON.stringify(id));
      var at = Reveal.getIndices(section);
      Reveal.slide(at.h, at.v);
      await settle(section);
    },
    get outside() { return outside ? outside.unloaded(Reveal.getCurrentSlide()) : []; },
    overflow: function () {
      var section = Reveal.getCurrentSlide();
      var most = function (selector, size) { // what has to be scrolled is not seen either
        return Math.max(0, ...[section, ...section.querySelectorAll(selector)].map(function (one) { return one["scroll" + size] - one["client" + size]; }));
      };
      return { x: most("pre, .sg-scroll, [data-math]", "Width"), y: most(".sg-scroll", "Height") };
    }
  };

  /* A heading and one paragraph are composed as a title slide; a paragraph too long for that is marked as text.
     CSS cannot measure text. Chinese and Japanese characters are twice as wide. */
  function markText() {
    document.querySelectorAll(".slides section > :is(h1, h2):first-child + p").forEach(function (paragraph) {
      var text = paragraph.textContent;
      var wide = (text.match(/[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/g) || []).length;
      if (text.length + wide > 220) paragraph.parentElement.classList.add("sg-text");
    });
  }

  /* Below 600 px the page flows; crossing that line keeps the current slide. */
  async function setFlow(on) {
    if (on === flowing()) return;
    if (on) await script("js/phone.js");
    html.classList.toggle("sg-flow", on);
    var hall = hallOptions();
    var back = {};
    Object.keys(FLOW).forEach(function (key) { back[key] = key in hall ? hall[key] : BEFORE[key]; });
    Reveal.configure(on ? FLOW : back);
    if (on) window.slidegenPhone.enter(); else window.slidegenPhone.leave();
    Reveal.layout();
    onSlide();
  }
  var BEFORE = { disableLayout: false, touch: true, fragments: true, autoAnimate: true, autoSlide: false, overview: true };

  function wake() { // see head.js
    if (!html.classList.contains("sg-first")) return;
    html.classList.remove("sg-first");
    Reveal.layout();
  }

  function wakeOnInput() {
    ["keydown", "pointermove", "pointerdown", "touchstart", "resize", "beforeprint"].forEach(function (name) {
      addEventListener(name, wake, { once: true, capture: true });
    });
    Reveal.on("slidechanged", wake);
  }

  async function start() {
    if (!outside && mode === "shot") { // pictures from elsewhere are not loaded either
      await script("js/outside.js");
      outside = window.slidegenOutside;
    }
    if (outside) outside.prepare(mode);
    backdrops();
    markText();
    await paper();
    if (flowing()) await script("js/phone.js");
    var config = Object.assign({}, hallOptions(), flowing() ? FLOW : {});
    config.keyboardCondition = function (event) {
      if (flowing() && SCROLL_KEYS.includes(event.keyCode)) return false;
      return !(event.keyCode === 27 && html.classList.contains("zoomed")); // Escape leaves the zoom, not into the overview
    };
    // sheets are cut when reveal.js starts: what features draw has to be there
    if (query.has("print-pdf")) await Promise.all((window.slidegenSettle || []).map(function (hook) { return hook(document); }));
    await Reveal.initialize(config);
    bindKeys();
    if (outside) outside.bind(Reveal);
    if (flowing()) window.slidegenPhone.enter();
    Reveal.on("slidechanged", onSlide);
    document.querySelectorAll(".slides img").forEach(function (image) {
      if (!image.complete) image.addEventListener("load", function () { onSlide(); }, { once: true });
    });
    onSlide();
    wakeOnInput();
    if (mode !== "receiver") matchMedia("(width < 600px)").addEventListener("change", function (event) { setFlow(event.matches); });
    html.dataset.ready = "";
  }
  window.slidegen.ready = start();
})();

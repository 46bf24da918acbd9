/* Put into a deck's page before its own scripts. Offers `window.slidegenShots` to capture.py. */
(function () {
  "use strict";
  if (window !== window.top) return;
  var MEDIA = "img, svg, video, audio, canvas, iframe, object, math";
  var UNSEEN = "aside.notes, script, style, template, noscript, title, desc";
  var current = null; // what became of the slide asked for last

  /* Called again and again with the same id until it gives an answer: {error} or what is on the slide. */
  function look(id) {
    if (!current || current.id !== id) current = begin(id);
    return current.answer;
  }

  function begin(id) {
    var state = { id: id, answer: null };
    show(id).then(
      function (answer) { state.answer = answer; },
      function (error) { state.answer = { error: String((error && error.message) || error) }; });
    return state;
  }

  /* `show` lets the demos settle; what they answer is noted on the way. */
  function settled() {
    var host = window.slidegenDemos;
    var noted = { demos: [] };
    if (!host) return noted;
    var settle = host.settle;
    host.settle = async function () {
      noted.demos = await settle.apply(host, arguments);
      return noted.demos;
    };
    noted.undo = function () { host.settle = settle; };
    return noted;
  }

  async function show(id) {
    var noted = settled();
    try { await window.slidegen.show(id); } finally { if (noted.undo) noted.undo(); }
    var over = window.slidegen.overflow();
    return {
      demos: noted.demos || [], outside: Array.from(window.slidegen.outside),
      overflow: [Math.ceil(over.x), Math.ceil(over.y)], blocks: blocks(section(id))
    };
  }

  function sections() {
    return Array.from(document.querySelectorAll(".slides section")).filter(function (s) { return !s.querySelector(":scope > section"); });
  }

  function section(id) { return sections().find(function (s) { return s.id === id; }); }

  function visible(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest(UNSEEN);
  }

  function box(element) {
    var r = element.getBoundingClientRect();
    return [r.x, r.y, r.width, r.height].map(Math.round);
  }

  function tidy(text) { return text.replace(/\s+/g, " ").trim(); }

  /* The element that lays the text out as a block: a paragraph, not the emphasis in it. */
  function owner(node) {
    var element = node.parentElement;
    while (/^(inline|contents|ruby|ruby-text)$/.test(getComputedStyle(element).display) && element.parentElement) element = element.parentElement;
    return element;
  }

  function texts(root) {
    var found = new Map();
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      var node = walker.currentNode;
      if (!node.data.trim() || node.parentElement.closest(MEDIA) || !visible(node.parentElement)) continue;
      var block = owner(node);
      found.set(block, (found.get(block) || "") + node.data);
    }
    return found;
  }

  function named(element) {
    var tex = element.localName === "math" && element.querySelector("annotation");
    if (tex) return tex.textContent;
    return element.getAttribute("alt") || element.getAttribute("aria-label") || element.getAttribute("title") || "";
  }

  /* All visible blocks with text of their own and all media, in the order of the document. */
  function blocks(root) {
    var found = texts(root);
    root.querySelectorAll(MEDIA).forEach(function (element) {
      if (!element.parentElement.closest(MEDIA) && visible(element)) found.set(element, named(element));
    });
    var order = Array.from(found.keys()).sort(function (a, b) { return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1; });
    return order.map(function (element) { return [element.localName, tidy(found.get(element)), box(element)]; });
  }

  /* The slides that name an address in an attribute. */
  function owners(address) {
    return sections().filter(function (s) {
      return [s].concat(Array.from(s.querySelectorAll("*"))).some(function (element) {
        return Array.from(element.attributes).some(function (a) { return a.value && resolved(a.value) === address; });
      });
    }).map(function (s) { return s.id; });
  }

  function resolved(value) {
    try { return new URL(value.trim(), document.baseURI).href; } catch (error) { return ""; }
  }

  window.slidegenShots = { look: look, owners: owners };
})();

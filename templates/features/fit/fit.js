/* Slides and texts that fit themselves. `<!-- .slide: data-fit -->`: where the slide's content is too high it is drawn smaller, as long as text keeps 24 px and
   code, tables and captions 20 px. What is still too high then is left so, and `slidegen.overflow()` reports it. */
(function () {
  "use strict";
  var TEXT = 24, SMALL = 20;
  var html = document.documentElement;

  function high(section) {
    var frame = section.getBoundingClientRect(), scale = frame.height / section.offsetHeight || 1, last = 0;
    Array.from(section.children).forEach(function (child) {
      var position = getComputedStyle(child).position, rect = child.getBoundingClientRect();
      if (child.matches("aside.notes, .source") || position === "absolute") return;
      last = position === "sticky" ? last + rect.height : Math.max(last, rect.bottom - frame.top);
    });
    return last / scale - (section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) / 2);
  }

  function least(section) { // the smallest factor at which everything is still legible
    var walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT), factor = 0.5;
    var title = section.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6):first-child");
    while (walker.nextNode()) {
      var element = walker.currentNode.parentElement;
      if (!walker.currentNode.textContent.trim() || (title && title.contains(element)) || element.closest("aside, .source, svg, sup, sub")) continue;
      var floor = element.closest("pre, code, table, figcaption, .figcaption, .caption, small") ? SMALL : TEXT;
      factor = Math.max(factor, Math.min(1, floor / parseFloat(getComputedStyle(element).fontSize)));
    }
    return factor;
  }

  function fit(section) {
    if (!section || !section.matches("[data-fit]")) return;
    section.style.removeProperty("--sg-fit");
    if (html.classList.contains("sg-flow") || !section.offsetHeight || high(section) <= 0) return;
    var low = least(section), top = 1;
    section.style.setProperty("--sg-fit", low);
    if (high(section) > 0) return;
    for (var round = 0; round < 7; round++) {
      var middle = (low + top) / 2;
      section.style.setProperty("--sg-fit", middle);
      if (high(section) > 0) top = middle; else low = middle;
    }
    section.style.setProperty("--sg-fit", low.toFixed(4));
  }

  /* reveal.js makes `r-fit-text` as wide as the slide, padding included, and as high as its letters come out. */
  function fitText(element) {
    var section = element.closest(".slides section"), parent = element.parentElement;
    if (!section || !section.offsetHeight) return;
    var style = getComputedStyle(parent);
    var room = parent.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    var size = parseFloat(getComputedStyle(element).fontSize);
    size = Math.min(size, Math.floor(size * room / element.scrollWidth));
    element.style.fontSize = size + "px";
    if (html.classList.contains("sg-flow")) return;
    // letters reach out of a line that is lower than they are
    while ((high(section) > 0 || section.scrollHeight > section.clientHeight) && size > 2 * TEXT) element.style.fontSize = (size -= 4) + "px";
  }

  /* reveal.js stretches children of the slide only; Markdown puts a picture into a paragraph. */
  function unwrap() {
    document.querySelectorAll(".slides section > p > :is(.r-stretch, .stretch):only-child").forEach(function (element) {
      if (!element.parentElement.textContent.trim()) element.parentElement.replaceWith(element);
    });
  }

  function current() { if (Reveal.isReady && Reveal.isReady()) fit(Reveal.getCurrentSlide()); }
  function soon() { current(); document.fonts.ready.then(current); }
  function all() { document.querySelectorAll(".slides section[data-fit]").forEach(fit); }

  unwrap();
  document.addEventListener("fit", function (event) { if (event.target.matches && event.target.matches(".r-fit-text")) fitText(event.target); }, true);
  Reveal.on("ready", soon);
  Reveal.on("slidechanged", soon);
  Reveal.on("pdf-ready", all);
  document.addEventListener("load", function (event) { if (event.target.matches && event.target.matches(".slides img")) current(); }, true);
  new MutationObserver(current).observe(html, { attributes: true, attributeFilter: ["class"] });
})();

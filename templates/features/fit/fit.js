/* Makes what asks for it fit its slide of 1280 x 720 px, within what is legible from the back row:
   tables get closer rows, then smaller text, down to 20 px, and scroll where that is not enough, their header in place;
   a slide with `data-fit` is drawn smaller as a whole, as long as text keeps 24 px, code, tables and captions 20 px;
   reveal.js's `r-fit-text` and `r-stretch` are kept inside the slide's margins.
   What is still too large after that is left so, and `slidegen.overflow()` reports it. */
(function () {
  "use strict";
  var TEXT = 24, SMALL = 20;
  var html = document.documentElement;
  var TITLE = ":scope > :is(h1, h2, h3, h4, h5, h6):first-child";

  function flowing() { return html.classList.contains("sg-flow"); }

  function high(section) { // by how many pixels of the slide its content is too high
    var frame = section.getBoundingClientRect(), scale = frame.height / section.offsetHeight || 1, last = 0;
    Array.from(section.children).forEach(function (child) {
      var position = getComputedStyle(child).position, rect = child.getBoundingClientRect();
      if (child.matches("aside.notes, .source") || position === "absolute") return;
      // what sticks to the foot counts with its height, not with its place
      last = position === "sticky" ? last + rect.height : Math.max(last, rect.bottom - frame.top);
    });
    return last / scale - (section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) / 2);
  }

  function inner(box) { // the width inside its padding
    var style = getComputedStyle(box);
    return box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  }

  /* Tables */
  function wide(table) { return table.offsetWidth > inner(table.parentElement) + 1; }

  function plain(table) {
    if (table.parentElement.matches(".sg-scroll")) table.parentElement.replaceWith(table);
    table.classList.remove("sg-tight");
    table.style.fontSize = "";
  }

  function scroller(table, over) {
    var frame = document.createElement("div");
    var caption = table.querySelector("caption");
    frame.className = "sg-scroll";
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", caption ? caption.textContent.trim() : "Table");
    frame.addEventListener("keydown", function (event) { // arrows scroll while it has the keyboard; Tab leaves it
      if (/^(Arrow|Page|Home|End)/.test(event.key)) event.stopPropagation();
    });
    if (over > 0) frame.style.maxHeight = Math.max(200, table.offsetHeight - over) + "px";
    table.replaceWith(frame);
    frame.append(table);
  }

  function fitTables(section) {
    var tables = Array.from(section.querySelectorAll("table")).filter(function (t) { return !t.closest(".sg-demo, pre, aside.notes"); });
    tables.forEach(plain);
    if (flowing() || !tables.length || section.matches("[data-fit]")) return;
    var sizes = new Map(tables.map(function (table) { return [table, parseFloat(getComputedStyle(table).fontSize)]; }));
    var misfits = function () { var tall = high(section) > 0; return tables.filter(function (t) { return tall || wide(t); }); };
    misfits().forEach(function (table) { table.classList.add("sg-tight"); });
    for (var step = 1, found = misfits(); found.length && step <= 20; step++, found = misfits()) {
      found.forEach(function (table) {
        if (sizes.get(table) - step >= SMALL) table.style.fontSize = sizes.get(table) - step + "px";
      });
    }
    misfits().forEach(function (table) { if (wide(table) || high(section) > 0) scroller(table, high(section)); });
  }

  /* Whole slides */
  function least(section) { // the smallest factor at which everything is still legible
    var walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT), factor = 0.5, title = section.querySelector(TITLE);
    while (walker.nextNode()) {
      var element = walker.currentNode.parentElement;
      if (!walker.currentNode.textContent.trim() || (title && title.contains(element)) || element.closest("aside, .source, svg, sup, sub")) continue;
      var floor = element.closest("pre, code, table, figcaption, .figcaption, .caption, small") ? SMALL : TEXT;
      factor = Math.max(factor, Math.min(1, floor / parseFloat(getComputedStyle(element).fontSize)));
    }
    return factor;
  }

  function fitSlide(section) {
    section.style.removeProperty("--sg-fit");
    if (flowing() || high(section) <= 0) return;
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
    var section = element.closest(".slides section");
    if (!section || !section.offsetHeight || flowing()) return;
    var size = parseFloat(getComputedStyle(element).fontSize);
    size = Math.min(size, Math.floor(size * inner(element.parentElement) / element.scrollWidth));
    element.style.fontSize = size + "px";
    // letters reach out of a line that is lower than they are
    while ((high(section) > 0 || section.scrollHeight > section.clientHeight) && size > 2 * TEXT) element.style.fontSize = (size -= 4) + "px";
  }

  /* reveal.js stretches children of the slide only, and Markdown puts a picture into a paragraph. */
  function unwrap() {
    document.querySelectorAll(".slides section > p > :is(.r-stretch, .stretch):only-child").forEach(function (element) {
      if (!element.parentElement.textContent.trim()) element.parentElement.replaceWith(element);
    });
  }

  function shrink(stretched) { // on paper reveal.js measures without the slide's padding
    var over = high(stretched.closest("section"));
    if (over > 0) stretched.style.height = Math.max(80, stretched.offsetHeight - over) + "px";
  }

  function fit(section) {
    if (!section || !section.offsetHeight) return;
    fitTables(section);
    if (section.matches("[data-fit]")) fitSlide(section);
  }

  /* Slides that are not shown have no size: for a moment they get one. */
  function hidden(section) {
    var chain = [section.parentElement, section].filter(function (one) { return one.matches("section"); });
    var before = chain.map(function (one) { return one.getAttribute("style"); });
    chain.forEach(function (one) {
      one.style.cssText += ";display:block!important;visibility:hidden!important;position:absolute!important;width:1280px!important;height:720px!important;transform:none!important";
    });
    fit(section);
    var factor = section.style.getPropertyValue("--sg-fit");
    chain.forEach(function (one, index) {
      if (before[index] === null) one.removeAttribute("style"); else one.setAttribute("style", before[index]);
    });
    if (factor) section.style.setProperty("--sg-fit", factor);
  }

  function leaves() { return Array.from(document.querySelectorAll(".slides section:not(:has(> section))")); }
  function current() { if (Reveal.isReady && Reveal.isReady()) fit(Reveal.getCurrentSlide()); }
  function soon() { current(); document.fonts.ready.then(current); }
  function toPrint() { if (!flowing()) leaves().forEach(hidden); }

  unwrap();
  if (new URLSearchParams(location.search).has("print-pdf")) toPrint(); // before reveal.js counts the sheets that a slide needs
  document.addEventListener("fit", function (event) { if (event.target.matches && event.target.matches(".r-fit-text")) fitText(event.target); }, true);
  document.addEventListener("load", function (event) { if (event.target.matches && event.target.matches(".slides img")) current(); }, true);
  Reveal.on("ready", soon);
  Reveal.on("slidechanged", soon);
  Reveal.on("pdf-ready", function () {
    leaves().forEach(fit);
    document.querySelectorAll(".slides section > :is(img, video):is(.r-stretch, .stretch)").forEach(shrink);
  });
  addEventListener("beforeprint", function () { if (!html.classList.contains("reveal-print")) toPrint(); });
  new MutationObserver(current).observe(html, { attributes: true, attributeFilter: ["class"] });
})();

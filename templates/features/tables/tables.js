/* A table that is wider or higher than its slide gets closer rows, then smaller text, down to 20 px. One that is still
   too large can be scrolled, its header staying in place; `slidegen.overflow()` goes on reporting it. */
(function () {
  "use strict";
  var FLOOR = 20;
  var html = document.documentElement;

  function scale(section) { return section.getBoundingClientRect().height / section.offsetHeight || 1; }

  function bottom(section) { // of what flows, in pixels of the slide
    var top = section.getBoundingClientRect().top, last = 0;
    Array.from(section.children).forEach(function (child) {
      var position = getComputedStyle(child).position;
      if (child.matches("aside.notes") || position === "absolute") return;
      // what sticks to the foot counts with its height, not with its place
      last = position === "sticky" ? last + child.offsetHeight : Math.max(last, (child.getBoundingClientRect().bottom - top) / scale(section));
    });
    return last;
  }

  function high(section) { return bottom(section) - (section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) / 2); }

  function wide(table) {
    var box = table.parentElement, style = getComputedStyle(box);
    return table.offsetWidth > box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + 1;
  }

  function reset(table) {
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

  function fit(section) {
    if (!section) return;
    var tables = Array.from(section.querySelectorAll("table")).filter(function (t) { return !t.closest(".sg-demo, pre, aside.notes"); });
    tables.forEach(reset);
    if (!tables.length || html.classList.contains("sg-flow") || !section.offsetHeight) return;
    var sizes = new Map(tables.map(function (table) { return [table, parseFloat(getComputedStyle(table).fontSize)]; }));
    var misfits = function () { var tall = high(section) > 0; return tables.filter(function (t) { return tall || wide(t); }); };
    misfits().forEach(function (table) { table.classList.add("sg-tight"); });
    for (var step = 1, found = misfits(); found.length && step <= 20; step++, found = misfits()) {
      found.forEach(function (table) {
        if (sizes.get(table) - step >= FLOOR) table.style.fontSize = sizes.get(table) - step + "px";
      });
    }
    misfits().forEach(function (table) { if (wide(table) || high(section) > 0) scroller(table, high(section)); });
  }

  function current() { if (Reveal.isReady && Reveal.isReady()) fit(Reveal.getCurrentSlide()); }
  function soon() { current(); document.fonts.ready.then(current); }
  function all() { document.querySelectorAll(".slides section:not(:has(> section))").forEach(fit); }

  Reveal.on("ready", soon);
  Reveal.on("slidechanged", soon);
  Reveal.on("pdf-ready", all);
  document.addEventListener("load", function (event) { if (event.target.matches && event.target.matches(".slides img")) current(); }, true);
  new MutationObserver(current).observe(html, { attributes: true, attributeFilter: ["class"] });
})();

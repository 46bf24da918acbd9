/* Code blocks: steps through lit lines, sizes that fit the slide, the copy button. A classic script, run before the
   deck starts. The colours and the lines' elements are in the page already. */
(function () {
  "use strict";
  var html = document.documentElement;
  var mode = html.dataset.mode;
  var printing = new URLSearchParams(location.search).has("print-pdf");
  var SMALLEST = printing ? 9 : 20; // px: on a sheet one can read smaller print, and cannot scroll
  var ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><rect x="9" y="9" width="11" height="12" rx="2"/><path d="M15 5V4a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h1"/></svg>';

  function flowing() { return html.classList.contains("sg-flow"); }
  function blocks(root) { return Array.from(root.querySelectorAll("pre > code")).filter(function (code) { return !code.closest(".sg-source, aside.notes"); }); }
  function linesOf(code) { return Array.from(code.querySelectorAll(".ln")); }

  /* Steps. Each one but the first is an empty fragment in front of the code, so that keys, addresses, the speaker view and
     the overview count them as they count any other; the lines follow whatever reveal.js does to those. */
  function stepsOf(code) { return (code.dataset.lineNumbers || "").split("|"); }

  function makeSteps(code) {
    var steps = stepsOf(code);
    if (steps.length < 2 || code.previousElementSibling) return;
    var index = parseInt(code.dataset.fragmentIndex, 10);
    var holder = document.createElement("span");
    holder.className = "sg-steps";
    steps.slice(1).forEach(function (_, n) {
      var fragment = document.createElement("span");
      fragment.className = "fragment";
      if (!isNaN(index)) fragment.dataset.fragmentIndex = index + n;
      holder.append(fragment);
    });
    code.removeAttribute("data-fragment-index");
    code.classList.add("sg-stepped");
    code.before(holder);
    new MutationObserver(function () { light(code); }).observe(holder, { subtree: true, attributeFilter: ["class"] });
    light(code);
  }

  function numbers(step) { // "1-3,8" to a test of line numbers
    var ranges = step.split(",").map(function (part) { return part.trim().split("-").map(Number); });
    return function (line) { return ranges.some(function (range) { return line >= range[0] && line <= (range.length > 1 ? range[1] : range[0]); }); };
  }

  function light(code) {
    var holder = code.previousElementSibling;
    if (!holder || !holder.matches(".sg-steps")) return;
    var step = stepsOf(code)[holder.querySelectorAll(".visible").length].trim();
    var lit = numbers(step);
    code.classList.toggle("has-highlights", step !== "");
    linesOf(code).forEach(function (line, n) { line.classList.toggle("highlight-line", step !== "" && lit(n + 1)); });
    reveal(code);
  }

  function reveal(code) { // scrolls a tall block, and nothing else, to its lit lines
    var lit = code.querySelectorAll(".highlight-line");
    if (!lit.length || code.scrollHeight <= code.clientHeight + 1) return;
    var top = lit[0].offsetTop - code.offsetTop;
    var bottom = lit[lit.length - 1].offsetTop + lit[lit.length - 1].offsetHeight - code.offsetTop;
    var spare = code.clientHeight - (bottom - top);
    code.scrollTop = spare > 0 ? top - spare / 2 : top;
  }

  /* Sizes: a block gives way in small steps before it leaves the slide or breaks its lines. */
  function size(code) { return parseFloat(getComputedStyle(code).fontSize); }

  function room(section) { // px between the end of what flows on the slide and the end of the slide
    var bottom = 0;
    for (var child of section.children) {
      if (/absolute|fixed/.test(getComputedStyle(child).position) || child.matches("aside, script, style, template")) continue;
      bottom = Math.max(bottom, child.offsetTop + child.offsetHeight);
    }
    return section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) * 0.7 - bottom;
  }

  function broken(code) { // whether a line has been broken
    var height = parseFloat(getComputedStyle(code).lineHeight);
    var rows = code.textContent.replace(/\n$/, "").split("\n").length;
    return code.scrollHeight > (rows + 0.5) * height;
  }

  function fit(section) {
    if (flowing() || !section || !section.clientHeight || section.matches("[data-fit]") || html.classList.contains("overview")) return;
    var codes = blocks(section).filter(function (code) { return !code.parentElement.style.fontSize || code.dataset.fitted; });
    codes.forEach(function (code) {
      code.parentElement.style.fontSize = code.style.maxHeight = "";
      code.classList.remove("sg-tall");
      code.dataset.fitted = "";
    });
    for (var round = 0, useless = false; round < 10; round++) {
      var before = room(section), over = before < 0 && !useless;
      var large = codes.filter(function (code) { return size(code) > SMALLEST && (over || broken(code)); });
      if (!large.length) break;
      var sizes = large.map(function (code) { return code.parentElement.style.cssText; });
      large.forEach(function (code) {
        var smaller = Math.max(SMALLEST, size(code) - 2);
        code.parentElement.style.fontSize = smaller + "px";
        if (smaller < 20) code.parentElement.style.lineHeight = 1.25;
      });
      if (over && room(section) <= before && !large.some(broken)) { // something else is too high
        large.forEach(function (code, n) { code.parentElement.style.cssText = sizes[n]; });
        useless = true;
      }
    }
    codes.forEach(function (code) {
      var left = room(section);
      if (left < 0 && code.matches(".sg-stepped")) {
        code.style.maxHeight = Math.max(160, code.offsetHeight + left) + "px";
        code.classList.add("sg-tall");
      }
      light(code);
    });
  }

  /* Copying */
  function copyByHand(text) { // where the page may not use the clipboard: no https, an old browser
    var area = document.createElement("textarea");
    var focused = document.activeElement;
    area.value = text;
    area.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(area);
    area.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { /* it says so below */ }
    area.remove();
    if (focused) focused.focus();
    return done;
  }

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch (error) { return copyByHand(text); }
  }

  function addButton(code) {
    var button = document.createElement("button");
    var timer = 0;
    button.type = "button";
    button.className = "sg-copy";
    button.title = "Copy code";
    button.setAttribute("aria-label", "Copy code");
    button.innerHTML = ICON;
    var status = document.createElement("span");
    status.setAttribute("role", "status");
    button.append(status);
    button.addEventListener("keydown", function (event) { // reveal.js would turn the slide
      if (event.key === " " || event.key === "Enter") event.stopPropagation();
    });
    button.addEventListener("click", async function () {
      var done = await copy(code.textContent.replace(/\n$/, ""));
      clearTimeout(timer);
      button.classList.add("sg-said");
      button.firstChild.style.display = "none";
      status.textContent = done ? "Copied" : "Not copied";
      timer = setTimeout(function () {
        button.classList.remove("sg-said");
        button.firstChild.style.display = "";
        status.textContent = "";
      }, 2000);
    });
    code.parentElement.append(button);
  }

  /* reveal.js moves the lines of two blocks with one data-id between slides if they have the names its own plugin gives them. */
  function nameForAutoAnimate(code) {
    if (!code.matches("[data-auto-animate] [data-id], [data-auto-animate] [data-id] > code")) return;
    code.classList.add("hljs");
    linesOf(code).forEach(function (line) { line.classList.add("hljs-ln-code"); });
  }

  function prepare() {
    blocks(document.querySelector(".slides")).forEach(function (code) {
      if (mode === "shot") code.classList.toggle("sg-stepped", stepsOf(code).length > 1);
      else makeSteps(code);
      if (mode === "live" && !printing) addButton(code);
      nameForAutoAnimate(code);
    });
  }

  function onSlide() { fit(Reveal.getCurrentSlide()); }

  function onSheets() { // sheets are laid out, and may be copies with steps of their own
    html.classList.toggle("sg-print-steps", Boolean(Reveal.getConfig().pdfSeparateFragments));
    document.querySelectorAll(".slides section:not(:has(> section))").forEach(fit);
  }

  prepare();
  (window.slidegenSettle = window.slidegenSettle || []).push(function (section) { if (section.matches) fit(section); });
  document.addEventListener("ready", onSlide);
  document.addEventListener("slidechanged", onSlide);
  document.addEventListener("overviewhidden", onSlide);
  document.addEventListener("pdf-ready", onSheets);
  document.fonts.ready.then(function () { if (window.Reveal && Reveal.isReady && Reveal.isReady()) onSlide(); });
})();

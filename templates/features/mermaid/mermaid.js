/* Draws mermaid's diagrams when their slides are near, in the colours and fonts of the page, as large as the slide lets
   them be. A classic script; mermaid itself is fetched when the first diagram is due. */
(function () {
  "use strict";
  var html = document.documentElement;
  var mode = html.dataset.mode;
  var printing = new URLSearchParams(location.search).has("print-pdf");
  var LEGIBLE = 20, FONT = 24, LARGEST = 1.4; // px on the slide, px as drawn, the factor that a small diagram may grow by
  // mermaid gives these a size of their own, whatever it is told
  var CSS = ".grid .tick text { font-size: 20px } .titleText { font-size: 28px } .relationshipLabel, .branch-label, .commit-label, .tag-label { font-size: 20px }";
  var figures = Array.from(document.querySelectorAll(".slides figure[data-mermaid]"));
  var desk = document.createElement("div"); // mermaid measures here, where no style of a slide reaches
  var queue = Promise.resolve();
  var loading = null;
  var count = 0;

  function flowing() { return html.classList.contains("sg-flow"); }
  function sourceOf(figure) { return figure.querySelector("pre").textContent; }
  function slideOf(figure) { return figure.closest(".slides section"); }

  function load() {
    if (!loading) loading = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = html.dataset.root + "_slidegen/mermaid/mermaid.min.js";
      script.onload = resolve;
      script.onerror = function () { reject(new Error("cannot load mermaid.min.js")); };
      document.head.append(script);
    });
    return loading;
  }

  /* Colours: whatever CSS has, as three numbers. */
  var brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  function rgb(colour, ground) {
    brush.fillStyle = ground || "#000";
    brush.fillRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return Array.from(brush.getImageData(0, 0, 1, 1).data).slice(0, 3);
  }
  function hex(parts) { return "#" + parts.map(function (part) { return Math.round(part).toString(16).padStart(2, "0"); }).join(""); }
  function light(colour) { var p = rgb(colour); return 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]; }
  function mix(one, other, share) {
    var a = rgb(one), b = rgb(other);
    return hex(a.map(function (part, n) { return part * share + b[n] * (1 - share); }));
  }

  function colours(figure) {
    var style = getComputedStyle(figure);
    var paper = hex(rgb(style.getPropertyValue("--paper")));
    var named = { paper: paper, sans: style.getPropertyValue("--sans").trim() };
    ["panel", "ink", "soft", "line", "edge", "accent", "a", "b", "c"].forEach(function (name) {
      named[name] = hex(rgb(style.getPropertyValue("--" + name), paper));
    });
    var own = figure.closest("section.has-dark-background, section.has-light-background");
    if (own) named.paper = own.matches(".has-dark-background") ? "#101010" : "#ffffff";
    return named;
  }

  function variables(p) {
    var series = [p.a, p.b, p.c, p.accent, mix(p.a, p.c, 0.5), mix(p.b, p.a, 0.5), mix(p.accent, p.c, 0.5), p.soft];
    var tints = series.map(function (colour) { return mix(colour, p.panel, 0.34); });
    var v = {
      darkMode: light(p.paper) < 128, background: p.paper, fontFamily: p.sans, fontSize: FONT + "px",
      primaryColor: p.panel, primaryTextColor: p.ink, primaryBorderColor: p.edge, secondaryColor: tints[0], secondaryTextColor: p.ink, secondaryBorderColor: p.a,
      tertiaryColor: mix(p.ink, p.paper, 0.06), tertiaryTextColor: p.ink, tertiaryBorderColor: p.line, lineColor: p.soft, textColor: p.ink, titleColor: p.ink,
      mainBkg: p.panel, nodeBorder: p.edge, nodeTextColor: p.ink, clusterBkg: mix(p.ink, p.paper, 0.05), clusterBorder: p.edge, edgeLabelBackground: p.paper, defaultLinkColor: p.soft,
      noteBkgColor: mix(p.accent, p.panel, 0.2), noteTextColor: p.ink, noteBorderColor: p.accent, actorBkg: p.panel, actorBorder: p.edge, actorTextColor: p.ink, actorLineColor: p.edge,
      signalColor: p.ink, signalTextColor: p.ink, labelBoxBkgColor: p.panel, labelBoxBorderColor: p.edge, labelTextColor: p.ink, loopTextColor: p.ink,
      activationBkgColor: tints[0], activationBorderColor: p.a, sequenceNumberColor: p.paper, classText: p.ink, stateBkg: p.panel, stateLabelColor: p.ink, altBackground: mix(p.ink, p.paper, 0.06),
      labelColor: p.ink, transitionColor: p.soft, transitionLabelColor: p.ink, specialStateColor: p.ink, innerEndBackground: p.edge, compositeBackground: p.paper, compositeBorder: p.edge, compositeTitleBackground: p.panel,
      sectionBkgColor: mix(p.ink, p.paper, 0.05), altSectionBkgColor: p.paper, sectionBkgColor2: mix(p.ink, p.paper, 0.09), taskBkgColor: tints[0], taskBorderColor: p.a, taskTextColor: p.ink, taskTextLightColor: p.ink, taskTextDarkColor: p.ink,
      taskTextOutsideColor: p.ink, activeTaskBkgColor: mix(p.accent, p.panel, 0.4), activeTaskBorderColor: p.accent, doneTaskBkgColor: mix(p.soft, p.panel, 0.4), doneTaskBorderColor: p.soft,
      critBkgColor: mix(p.b, p.panel, 0.45), critBorderColor: p.b, gridColor: p.line, todayLineColor: p.accent, rowOdd: p.panel, rowEven: mix(p.ink, p.panel, 0.06), attributeBackgroundColorOdd: p.panel, attributeBackgroundColorEven: mix(p.ink, p.panel, 0.06),
      pieTitleTextSize: "30px", pieTitleTextColor: p.ink, pieSectionTextSize: FONT + "px", pieSectionTextColor: p.ink, pieLegendTextSize: "20px", pieLegendTextColor: p.ink, pieStrokeColor: p.paper, pieOuterStrokeColor: p.edge, pieOpacity: "1",
      commitLabelColor: p.ink, commitLabelBackground: p.panel, commitLabelFontSize: "20px", tagLabelColor: p.ink, tagLabelBackground: tints[3], tagLabelBorder: p.accent, tagLabelFontSize: "20px",
      errorBkgColor: p.panel, errorTextColor: p.ink
    };
    for (var n = 0; n < 12; n++) {
      v["pie" + (n + 1)] = mix(series[n % 8], p.panel, n < 8 ? 0.5 : 0.25);
      v["cScale" + n] = tints[n % 8]; v["cScaleLabel" + n] = p.ink; v["cScaleInv" + n] = series[n % 8]; v["cScalePeer" + n] = series[n % 8];
      if (n < 8) { v["git" + n] = series[n]; v["gitInv" + n] = p.ink; v["gitBranchLabel" + n] = light(series[n]) > 120 ? "#0f1419" : "#ffffff"; v["fillType" + n] = tints[n]; }
    }
    return v;
  }

  function configuration(figure, tight) {
    var small = { htmlLabels: false, useMaxWidth: true };
    return {
      startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true, theme: "base", themeVariables: variables(colours(figure)), fontFamily: colours(figure).sans, fontSize: FONT, htmlLabels: false, logLevel: "fatal", themeCSS: CSS,
      flowchart: Object.assign({ nodeSpacing: tight ? 22 : 44, rankSpacing: tight ? 28 : 52, padding: tight ? 8 : 16, wrappingWidth: 340, diagramPadding: 4 }, small),
      class: Object.assign({ nodeSpacing: tight ? 22 : 44, rankSpacing: tight ? 28 : 52 }, small), state: Object.assign({ nodeSpacing: tight ? 22 : 44, rankSpacing: tight ? 28 : 52 }, small),
      er: Object.assign({ fontSize: FONT, entityPadding: tight ? 8 : 16 }, small), mindmap: Object.assign({ padding: tight ? 8 : 14, maxNodeWidth: 300 }, small),
      sequence: { actorFontSize: FONT, messageFontSize: FONT, noteFontSize: 22, width: 190, height: 62, actorMargin: tight ? 24 : 60, messageMargin: tight ? 28 : 44, boxMargin: 8, diagramMarginY: 4, labelBoxWidth: 84, labelBoxHeight: 32, actorFontFamily: "inherit", messageFontFamily: "inherit", noteFontFamily: "inherit" },
      gantt: { fontSize: 21, sectionFontSize: 22, barHeight: 38, barGap: 8, topPadding: 60, leftPadding: 190, gridLineStartPadding: 40, useWidth: 1104, axisFormat: "%b %d" },
      timeline: { width: 190 }, pie: { textPosition: 0.6 }, gitGraph: { mainBranchName: "main" }
    };
  }

  /* What a screen reader says: the diagram's own title, or its kind and the words in it. */
  function labelOf(source, svg) {
    var named = source.match(/^\s*accTitle\s*:\s*(.+)$/m) || source.match(/^---[\s\S]*?^title:\s*(.+?)\s*$[\s\S]*?^---/m) || source.match(/^\s*(?:pie\s+(?:showData\s+)?)?title\s+(.+)$/m);
    if (named) return named[1].trim();
    var first = source.replace(/^---[\s\S]*?^---\s*/m, "").split("\n").find(function (line) { return line.trim() && !/^\s*%%/.test(line); }) || "";
    var words = Array.from(svg.querySelectorAll("text"), function (text) { return text.textContent.trim(); }).filter(Boolean);
    var label = first.trim() + (words.length ? ": " + words.join(", ") : "");
    return label.length > 240 ? label.slice(0, 239) + "…" : label;
  }

  /* mermaid names commits at random; the same diagram shall look the same each time. */
  async function withoutChance(work) {
    var chance = Math.random, state = 1;
    Math.random = function () { return (state = (state * 16807) % 2147483647) / 2147483647; };
    try { return await work(); } finally { Math.random = chance; }
  }

  async function draw(figure, tight) {
    var source = sourceOf(figure);
    figure.dataset.state = figure.dataset.state || "wait";
    try {
      await load();
      await document.fonts.load(FONT + "px " + colours(figure).sans).catch(function () {});
      document.body.append(desk);
      mermaid.initialize(configuration(figure, tight));
      var made = await withoutChance(function () { return mermaid.render("sg-mermaid-" + ++count, source, desk); });
      place(figure, made.svg, source);
    } catch (error) { fail(figure, error); }
    desk.replaceChildren();
    desk.remove();
  }

  function place(figure, text, source) {
    var holder = document.createElement("div");
    holder.innerHTML = text;
    var svg = holder.querySelector("svg");
    svg.dataset.diagram = "";
    svg.setAttribute("role", "img");
    svg.removeAttribute("aria-labelledby");
    svg.setAttribute("aria-label", labelOf(source, svg));
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.style.maxWidth = "";
    svg.style.setProperty("--drawn-on", colours(figure).paper);
    svg.querySelectorAll(".mindmap-node .label[transform^='translate(0,'] text").forEach(function (words) { words.style.textAnchor = "middle"; }); // else they begin in the middle
    clear(figure);
    figure.append(svg);
    figure.dataset.state = "drawn";
  }

  function clear(figure) { figure.querySelectorAll(":scope > svg, :scope > .sg-diagram-error").forEach(function (old) { old.remove(); }); }

  function fail(figure, error) {
    var said = String((error && error.message) || error);
    var note = document.createElement("p");
    note.className = "sg-diagram-error";
    note.textContent = "mermaid: " + said;
    clear(figure);
    figure.append(note);
    figure.dataset.state = "error";
    console.error("mermaid cannot draw a diagram of the slide " + slideOf(figure).id + ": " + said.split("\n")[0]);
  }

  /* Sizes: as wide and high as the slide has room for, for all the diagrams on it together. */
  function room(section) {
    var bottom = 0;
    for (var child of section.children) {
      if (/absolute|fixed/.test(getComputedStyle(child).position) || child.matches("aside, script, style, template")) continue;
      bottom = Math.max(bottom, child.offsetTop + child.offsetHeight);
    }
    return section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) * 0.7 - bottom;
  }

  function resize(figure, factor) {
    var svg = figure.querySelector("svg"), box = svg.viewBox.baseVal;
    // a phone shows words of 14 px and up, and lets a wide diagram be pushed aside
    var scale = flowing() ? Math.max(14 / FONT, Math.min(0.8, figure.clientWidth / box.width)) : Math.min(factor, figure.clientWidth / box.width);
    svg.style.width = box.width * scale + "px";
    svg.style.height = box.height * scale + "px";
    return scale;
  }

  function textSize(figure) { // px on the slide of the smallest words
    var svg = figure.querySelector("svg"), scale = parseFloat(svg.style.width) / svg.viewBox.baseVal.width;
    return Math.min.apply(null, Array.from(svg.querySelectorAll("text"), function (text) { return text.textContent.trim() ? scale * parseFloat(getComputedStyle(text).fontSize) : 99; }).concat(99));
  }

  function fit(section) {
    var drawn = section ? figures.filter(function (figure) { return figure.dataset.state === "drawn" && slideOf(figure) === section && figure.clientWidth; }) : [];
    var factor = LARGEST;
    drawn.forEach(function (figure) { resize(figure, factor); });
    if (flowing()) return drawn;
    while (drawn.length && room(section) < 0 && factor > 0.2) {
      factor *= 0.95;
      drawn.forEach(function (figure) { resize(figure, factor); });
    }
    return drawn;
  }

  /* Draws what is not drawn yet, then fits it; what comes out too small is drawn again with less space between. */
  async function drawAll(wanted) {
    for (var figure of wanted) if (!/drawn|error/.test(figure.dataset.state)) await draw(figure, false);
  }

  async function show(section) {
    var here = figures.filter(function (figure) { return slideOf(figure) === section; });
    await drawAll(here);
    for (var figure of fit(section)) {
      if (flowing() || figure.dataset.tight || textSize(figure) > LEGIBLE - 0.5) continue;
      figure.dataset.tight = "1";
      await draw(figure, true);
      fit(section);
      if (textSize(figure) < LEGIBLE - 0.5) console.warn("the words of a diagram are " + Math.round(textSize(figure)) + " px high on the slide " + section.id + ": make two of it");
    }
  }

  function soon(section) { return (queue = queue.then(function () { return show(section); })); }

  function rest() { // the others, one at a time, when nothing else is to be done
    var next = figures.find(function (figure) { return !figure.dataset.state; });
    if (!next || flowing() || mode !== "live" || printing) return;
    (window.requestIdleCallback || setTimeout)(function () { queue = queue.then(function () { return drawAll([next]); }); queue.then(rest); });
  }

  function onSlide() { if (!flowing()) soon(Reveal.getCurrentSlide()).then(rest); else figures.forEach(function (figure) { near.observe(figure); }); }

  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting || !flowing()) return;
      near.unobserve(entry.target);
      soon(slideOf(entry.target));
    });
  }, { rootMargin: "100% 0px" });

  figures.forEach(function (figure) { figure.style.minHeight = "0"; });
  desk.className = "sg-diagram-desk";
  (window.slidegenSettle = window.slidegenSettle || []).push(function (part) {
    if (part !== document) return soon(part);
    return (queue = queue.then(function () { return drawAll(figures); }));
  });
  document.addEventListener("slidegen:theme", function () {
    figures.forEach(function (figure) { if (figure.dataset.state) figure.dataset.state = "stale"; });
    if (flowing()) queue = queue.then(function () { return drawAll(figures.filter(function (f) { return f.dataset.state; })); }).then(function () { figures.forEach(function (f) { fit(slideOf(f)); }); });
    else onSlide();
  });
  document.addEventListener("ready", onSlide);
  document.addEventListener("slidechanged", onSlide);
  document.addEventListener("pdf-ready", function () { figures.forEach(function (figure) { fit(slideOf(figure)); }); });
  new ResizeObserver(function () { if (flowing()) figures.forEach(function (figure) { if (figure.dataset.state === "drawn") resize(figure, LARGEST); }); }).observe(html);
})();

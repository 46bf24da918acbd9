/* Formulas wider than their slide shrink to it, and copied ones are TeX. */
(function () {
  "use strict";
  var SMALLEST = 0.55, ON_PHONE = 0.85; // below that a formula scrolls, which a hall cannot do and a thumb can

  function fit(box) {
    box.style.removeProperty("--math-size");
    var room = box.clientWidth, wide = box.scrollWidth;
    if (!room || wide <= room + 1) return;
    var size = Math.max(document.documentElement.classList.contains("sg-flow") ? ON_PHONE : SMALLEST, room / wide) * parseFloat(getComputedStyle(box).fontSize);
    box.style.setProperty("--math-size", Math.floor(size * 10) / 10 + "px");
  }

  function fitAll() { document.querySelectorAll("[data-math]").forEach(fit); }

  /* The dollars that a formula is written with, around the TeX that its MathML carries. */
  function source(math) {
    var note = math.querySelector("annotation");
    var tex = note ? note.textContent : math.textContent;
    if (math.getAttribute("display") !== "block") return "$" + tex + "$";
    return /^\\begin\{(?:equation|align|gather|multline|flalign|eqnarray)/.test(tex) ? tex : "$$" + tex + "$$";
  }

  function whole(node, range, side) { // a selection that ends within a formula takes all of it
    var math = (node.nodeType === 1 ? node : node.parentElement).closest("math");
    if (math) range[side](math);
  }

  document.addEventListener("copy", function (event) {
    var selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || event.defaultPrevented) return;
    var range = selection.getRangeAt(0).cloneRange();
    whole(range.startContainer, range, "setStartBefore");
    whole(range.endContainer, range, "setEndAfter");
    var part = range.cloneContents();
    if (!part.querySelector("math")) return;
    var box = document.createElement("div");
    box.append(part);
    event.clipboardData.setData("text/html", box.innerHTML);
    box.querySelectorAll("math").forEach(function (math) { math.replaceWith(source(math)); });
    box.style.cssText = "position:fixed;left:-9999px;top:0;white-space:pre-wrap";
    document.body.append(box); // only what is laid out has lines
    event.clipboardData.setData("text/plain", box.innerText);
    box.remove();
    event.preventDefault();
  });

  window.addEventListener("load", fitAll);
  window.addEventListener("resize", fitAll);
  window.addEventListener("beforeprint", fitAll);
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(fitAll);
  if (window.Reveal && window.Reveal.on) ["ready", "slidechanged", "resize", "pdf-ready"].forEach(function (name) { window.Reveal.on(name, fitAll); });
})();

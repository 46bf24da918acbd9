/* Runs in the head, before any style is drawn: theme, picture mode, and whether the page flows like a document. */
(function (html) {
  "use strict";
  var query = new URLSearchParams(location.search);
  function options() {
    try { return JSON.parse(document.getElementById("sg-options").textContent); } catch (error) { return {}; }
  }
  function remembered() {
    try { return localStorage.getItem("slidegen-theme"); } catch (error) { return null; }
  }
  var mode = query.get("mode") === "shot" ? "shot" : query.has("receiver") ? "receiver" : "live";
  var theme = query.get("theme");
  var nature = options().slidegenTheme;
  var system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  if (theme !== "dark" && theme !== "light") theme = mode === "shot" || html.dataset.look ? null : remembered();
  if (theme !== "dark" && theme !== "light") theme = nature === "auto" && mode !== "shot" ? system : nature === "light" ? "light" : "dark";
  if (query.has("print-pdf") && !query.has("theme")) theme = "light";
  html.dataset.theme = theme;
  // While printing, this class keeps reveal.css's styles for paper off: deck.css has better ones.
  addEventListener("beforeprint", function () { html.classList.add("print-pdf"); });
  addEventListener("afterprint", function () { html.classList.remove("print-pdf"); });
  html.dataset.mode = mode;
  if (location.protocol === "file:") html.dataset.file = "";
  // the speaker window's frames are narrow, but they are slides
  if (query.has("print-pdf") || mode === "receiver" || innerWidth >= 600) html.classList.remove("sg-flow");
  // The other slides' fonts and pictures wait until the first slide is drawn and somebody is there: deck.js takes this away.
  if (mode === "live" && !query.has("print-pdf")) html.classList.add("sg-first");
})(document.documentElement);

(function () {
  "use strict";
  document.querySelectorAll("fieldset[hidden]").forEach(function (set) { set.hidden = false; });
  var nothing = document.querySelector(".nothing");

  function filter() {
    document.body.dataset.show = document.querySelector("input[name=show]:checked").value;
    var shown = Array.from(document.querySelectorAll(".slide")).some(function (slide) { return slide.offsetParent !== null; });
    nothing.hidden = shown;
  }

  document.querySelectorAll("input[name=show]").forEach(function (input) { input.addEventListener("change", filter); });
  document.querySelectorAll(".pair").forEach(function (pair) {
    pair.addEventListener("input", function (event) {
      if (event.target.type === "range") pair.style.setProperty("--at", event.target.value + "%");
      else pair.dataset.view = event.target.value;
    });
  });
  filter();
})();

/* A footnote's links lead to and fro on their slide; as plain links they would change the address, which belongs to reveal.js. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.footnote-ref, a.footnote-back");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var id = link.getAttribute("href").slice(1);
    var section = link.closest("section");
    var target = section && section.querySelector("[id='" + id + "']"); // two equal slides have notes of equal ids
    event.preventDefault();
    event.stopPropagation();
    if (!target) return;
    target.focus({ preventScroll: true });
    if (document.documentElement.classList.contains("sg-flow")) target.scrollIntoView({ block: "nearest" });
  }, true);
})();

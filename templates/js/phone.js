/* The flowing page below 600 px. deck.css lays the slides out; this keeps reveal.js informed of the slide in view
   (so that frames and demos start and stop), scrolls to the slide that a link or a key asks for, and lays the
   slides' backgrounds over the windows left for them. */
(function () {
  "use strict";
  var reading = 0.4; // the slide at this share of the window's height is the current one
  var following = false;
  var pending = 0;
  var watcher = null;
  var asked = null; // where a link or a key has scrolled to: until the reader scrolls, that slide stays the current one

  function leaves() { return Array.from(document.querySelectorAll(".slides section")).filter(function (s) { return !s.querySelector(":scope > section"); }); }

  function open() { // reveal.js shuts slides that are not current; here all are read
    document.querySelectorAll(".slides section").forEach(function (section) {
      ["inert", "hidden", "aria-hidden"].forEach(function (name) { section.removeAttribute(name); });
    });
  }

  function inView() {
    var line = innerHeight * reading;
    var all = leaves();
    if (scrollY + innerHeight >= document.documentElement.scrollHeight - 2) return all[all.length - 1];
    return all.find(function (section) { return section.getBoundingClientRect().bottom > line; }) || all[all.length - 1];
  }

  function follow() {
    pending = 0;
    if (asked !== null && Math.abs(scrollY - asked) < 4) return;
    asked = null;
    var section = inView();
    if (!section || section === Reveal.getCurrentSlide()) return;
    var at = Reveal.getIndices(section);
    following = true;
    Reveal.slide(at.h, at.v);
    following = false;
  }

  function onScroll() { if (!pending) pending = requestAnimationFrame(follow); }

  function onSlide() {
    open();
    if (!following) scrollToSlide();
  }

  function scrollToSlide() {
    var section = Reveal.getCurrentSlide();
    if (section) section.scrollIntoView({ block: "start", behavior: "instant" });
    asked = scrollY;
  }

  function placeBackgrounds() {
    var slides = document.querySelector(".slides");
    var top = slides.getBoundingClientRect().top;
    leaves().forEach(function (section) {
      var back = section.slideBackgroundElement;
      if (!back || !back.hasAttribute("data-background-hash")) return;
      var box = section.getBoundingClientRect();
      var tall = parseFloat(getComputedStyle(section).paddingBottom) - 28;
      var whole = !section.matches("[data-background-iframe], [data-background-video], [data-background-image], [data-background-demo-src]");
      back.style.top = (whole ? box.top - top : box.bottom - top - tall - 1) + "px";
      back.style.height = (whole ? box.height : tall) + "px";
      back.style.zIndex = whole ? "-1" : "";
    });
  }

  window.slidegenPhone = {
    enter: function () {
      history.scrollRestoration = "manual"; // a reload goes to the slide of the address; the old height may be gone
      open();
      Reveal.on("slidechanged", onSlide);
      addEventListener("scroll", onScroll, { passive: true });
      watcher = new ResizeObserver(placeBackgrounds);
      watcher.observe(document.querySelector(".slides"));
      placeBackgrounds();
      scrollToSlide();
    },
    leave: function () {
      history.scrollRestoration = "auto";
      Reveal.off("slidechanged", onSlide);
      removeEventListener("scroll", onScroll);
      if (watcher) watcher.disconnect();
      document.querySelectorAll(".slide-background").forEach(function (back) { back.style.top = back.style.height = back.style.zIndex = ""; });
      scrollTo(0, 0);
      Reveal.sync();
    }
  };
})();

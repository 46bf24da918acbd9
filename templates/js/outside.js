/* Frames, films and pictures from elsewhere. Frames are fetched when their slide is shown; where one cannot be shown (http: inside
   https:, no network, picture mode) a card with its address stands in its place. Offers `window.slidegenOutside` to deck.js. */
(function () {
  "use strict";
  var HTTP_IN_HTTPS = "This page is served over https, so a browser will not show an http page inside it.";
  var NOT_REACHED = "This page cannot be reached from here.";
  // Everything a page needs but leave to lead the deck elsewhere: after one click into it a frame may otherwise set top.location.
  var SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation";
  var unloaded = new WeakMap(); // section -> addresses a card stands for
  var isFile = location.protocol === "file:";
  var backButton = null;
  var openLink = null;

  function absolute(address) {
    address = address.trim();
    if (isFile && address.startsWith("//")) return "https:" + address;
    try { return new URL(address, document.baseURI).href; } catch (error) { return address; }
  }

  function host(url) {
    try { return new URL(url).host || url; } catch (error) { return url; }
  }

  function isOutside(address) {
    if (!address) return false;
    var url = absolute(address);
    if (!/^https?:/.test(url)) return false;
    try { return isFile || new URL(url).origin !== location.origin; } catch (error) { return true; } // such as `http://[`
  }

  /* A sandbox counts from the next fetch on, and reveal.js makes a background's frame and fetches it in one go, telling nobody:
     so every frame gets it the moment it is given an outside address. An author's own sandbox stays. */
  function confineFrames() {
    HTMLIFrameElement.prototype.setAttribute = function (name, value) {
      var address = name === "src" || name === "data-src" ? String(value) : "";
      if (isOutside(address) && !this.hasAttribute("sandbox")) this.setAttribute("sandbox", SANDBOX);
      Element.prototype.setAttribute.call(this, name, value);
    };
  }

  function reason(address, mode) {
    if (mode === "shot") return "";
    if (location.protocol === "https:" && absolute(address).startsWith("http:")) return HTTP_IN_HTTPS;
    return null;
  }

  function span(name, text) {
    var element = document.createElement("span");
    element.className = name;
    element.textContent = text;
    return element;
  }

  function card(kind, address, why) {
    var url = absolute(address);
    var box = document.createElement("div");
    var link = document.createElement("a");
    link.className = "address";
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = url;
    box.className = "sg-card kind-" + kind;
    box.append(span("host", host(url)), link);
    if (why) box.append(span("why", why));
    return box;
  }

  function note(section, address) { unloaded.set(section, (unloaded.get(section) || []).concat(absolute(address))); }

  function backgroundOf(section) {
    var plain = section.getAttribute("data-background") || "";
    var image = section.getAttribute("data-background-image") || (/^(https?:|\/\/)/.test(plain) ? plain : "");
    var found = [["frame", "data-background-iframe", section.getAttribute("data-background-iframe")],
      ["film", "data-background-video", section.getAttribute("data-background-video")], ["image", "data-background-image", image]];
    return found.find(function (item) { return item[2] && isOutside(item[2].split(",")[0]); });
  }

  function prepareBackground(section, mode) {
    var found = backgroundOf(section);
    if (!found) return;
    var address = found[2].split(",")[0];
    if (found[0] === "image" && mode !== "shot") return;
    var why = reason(address, mode);
    var box = card(found[0] === "frame" ? "frame" : "film", address, why);
    box.classList.add("sg-card-fill");
    section.append(box);
    section.setAttribute("data-sg-outside", found[0]);
    if (why === null) {
      section.classList.add("sg-live");
      if (found[0] === "frame") section.setAttribute("data-background-iframe", absolute(address));
      return;
    }
    note(section, address);
    [found[1], "data-background"].forEach(function (name) { if (name !== "data-background" || found[0] === "image") section.removeAttribute(name); });
  }

  function sources(element) {
    var own = [element.getAttribute("data-src"), element.getAttribute("src")];
    var nested = Array.from(element.querySelectorAll("source")).flatMap(function (s) { return [s.getAttribute("data-src"), s.getAttribute("src")]; });
    return own.concat(nested).filter(Boolean);
  }

  function size(box, element) {
    if (element.getAttribute("width")) box.style.width = /%$/.test(element.getAttribute("width")) ? element.getAttribute("width") : element.getAttribute("width") + "px";
    if (parseFloat(element.getAttribute("height"))) box.style.height = parseFloat(element.getAttribute("height")) + "px";
    else if (element.tagName !== "IMG") box.style.height = "400px";
  }

  function prepareInside(section, element, mode) {
    var address = sources(element).find(isOutside);
    if (!address) return;
    var why = element.tagName === "IMG" && mode !== "shot" ? null : reason(address, mode);
    if (why === null) {
      if (element.tagName !== "IFRAME") return;
      element.setAttribute("data-src", absolute(address)); // reveal.js fetches it when the slide is shown
      element.removeAttribute("src");
      return;
    }
    var box = card({ IFRAME: "frame", IMG: "image" }[element.tagName] || "film", address, why);
    size(box, element);
    element.replaceWith(box);
    note(section, address);
  }

  function prepare(mode) {
    confineFrames();
    document.querySelectorAll(".slides section").forEach(function (section) {
      if (section.querySelector(":scope > section")) return;
      section.querySelectorAll("iframe, video, audio, img").forEach(function (element) { prepareInside(section, element, mode); });
      prepareBackground(section, mode);
    });
  }

  /* No network in the hall: the frame would show the browser's own error page, so ask first and leave the card if there is no answer. */
  function probe(section) {
    var address = section.getAttribute("data-background-iframe");
    if (!address || !section.hasAttribute("data-sg-outside")) return;
    fetch(address, { method: "HEAD", mode: "no-cors", credentials: "omit" }).then(
      function () { reached(section, true); }, function () { reached(section, false); });
  }

  function reached(section, yes) {
    section.classList.toggle("sg-live", yes);
    var content = section.slideBackgroundContentElement;
    if (content) content.style.visibility = yes ? "" : "hidden";
    var box = section.querySelector(":scope > .sg-card-fill");
    var why = box.querySelector(".why");
    if (!yes && !why) box.append(span("why", NOT_REACHED));
    if (yes && why) why.remove();
  }

  function frameOf(section) {
    if (!section) return null;
    var inside = Array.from(section.querySelectorAll("iframe")).map(function (f) { return f.getAttribute("data-src") || f.getAttribute("src"); });
    return [section.getAttribute("data-background-iframe")].concat(inside).find(isOutside) || null;
  }

  /* Keys pressed in somebody else's page never reach us: a button, also reached with Tab, takes the keyboard back. */
  function bar() {
    var element = document.createElement("nav");
    element.className = "sg-bar";
    element.setAttribute("aria-label", "Outside page");
    backButton = document.createElement("button");
    backButton.type = "button";
    backButton.textContent = "Back to the slides";
    backButton.hidden = true;
    backButton.addEventListener("click", function () { document.activeElement.blur(); window.focus(); backButton.hidden = true; });
    openLink = document.createElement("a");
    openLink.target = "_blank";
    openLink.rel = "noopener";
    element.append(backButton, openLink);
    document.body.append(element);
  }

  function update(section) {
    var address = frameOf(section);
    openLink.hidden = !address;
    if (address) {
      openLink.href = absolute(address);
      openLink.textContent = "Open " + host(absolute(address)) + " ↗";
    }
    look();
  }

  function look() { // which frame has the keyboard is told by no event of ours
    var frame = document.activeElement;
    backButton.hidden = !(frame && frame.tagName === "IFRAME" && isOutside(frame.getAttribute("src")));
  }

  window.slidegenOutside = {
    prepare: prepare,
    unloaded: function (section) { return (section && unloaded.get(section)) || []; },
    bind: function (Reveal) {
      bar();
      var visit = function () { var section = Reveal.getCurrentSlide(); update(section); if (section) probe(section); };
      Reveal.on("slidechanged", visit);
      addEventListener("blur", function () { setTimeout(look, 0); });
      addEventListener("focus", function () { setTimeout(look, 0); });
      setInterval(look, 500);
      visit();
    }
  };
})();

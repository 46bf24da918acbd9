/* Added by `slidegen serve` to the pages it serves: reloads the page when a newer version of it is served.
   A browser opens only a few connections to one server, so of all tabs and frames one listens and tells the others. */
(function () {
  "use strict";
  var own = document.currentScript.dataset;
  var events = new URL("events", document.currentScript.src).href;
  var channel = new BroadcastChannel("slidegen-reload");

  var html = document.documentElement;
  if (!html.dataset.theme) { // a page about an error: in the colours that were chosen with T on a slide
    try { html.dataset.theme = localStorage.getItem("slidegen-theme") || "dark"; } catch (error) { /* storage is refused */ }
  }

  function compare(versions) {
    if (own.page in versions && versions[own.page] !== own.version) location.reload(); // keeps the slide: it is in the hash
  }

  function listen() {
    new EventSource(events).onmessage = function (event) {
      var versions = JSON.parse(event.data);
      channel.postMessage(versions);
      compare(versions);
    };
    return new Promise(function () { /* the lock is held until the page goes */ });
  }

  channel.onmessage = function (event) { compare(event.data); };
  if (navigator.locks) navigator.locks.request("slidegen-reload", listen);
  else listen(); // not a secure context: another machine's browser
})();

// A script as they were before modules.
var source = new window.EventSourcePolyfill(new URLSearchParams(location.search).get("stream"), {
  headers: { Authorization: "Bearer secret" },
});
source.onmessage = function (event) {
  document.title = event.data;
  source.close();
};

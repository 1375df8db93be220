// What a tab of the suite hears. It keeps what it has heard where it outlives a navigation and a crash.
import { SharedEventSource } from "/package/esm/shared.js";
import { EventSourcePolyfill } from "/package/index.js";

window.SharedEventSource = SharedEventSource;
window.EventSourcePolyfill = EventSourcePolyfill;

/** All that went over channels and into names of locks, before a page does anything. */
window.said = [];
{
  const { postMessage } = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function (message) {
    window.said.push(JSON.stringify([this.name, message]));
    return postMessage.call(this, message);
  };
  if (navigator.locks) {
    const { request } = LockManager.prototype;
    LockManager.prototype.request = function (name, ...words) {
      window.said.push(JSON.stringify([name]));
      return request.call(this, name, ...words);
    };
  }
}

/** A page's visibility as the browser tells it; no driver has a command for it that works in all. */
let visibility = "visible";
Object.defineProperty(document, "visibilityState", { configurable: true, get: () => visibility });
window.look = (state) => {
  visibility = state;
  document.dispatchEvent(new Event("visibilitychange"));
};

window.start = (url, init, types = ["message"]) => {
  const source = new SharedEventSource(url, init);
  const log = [];
  const heard = [];
  const sharing = [];
  source.addEventListener("sharing", () => sharing.push([source.holder, source.sharers]));
  source.onopen = (event) => log.push({ type: "open", status: event.status, served: event.headers.get("x-served"), url: event.url, readyState: source.readyState });
  source.onerror = ({ reason, attempt, delay, willReconnect, status, message }) =>
    log.push({ type: "error", reason, attempt, delay, willReconnect, status, message, readyState: source.readyState });
  for (const type of types) {
    source.addEventListener(type, (event) => {
      heard.push(parseInt(event.data, 10));
      if (event.lastEventId !== "" && event.lastEventId !== source.lastEventId) log.push({ type: "wrong ID", event: event.lastEventId, source: source.lastEventId });
    });
  }
  Object.assign(window, { source, log, heard, sharing });
  return source;
};

window.imported = true;
const query = new URLSearchParams(location.search);
if (query.has("url")) window.start(query.get("url"), JSON.parse(query.get("init") ?? "{}"));

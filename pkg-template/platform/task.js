// @ts-check
/**
 * A task of its own: what runs in it begins when all microtasks of the one before have run.
 *
 * Not `scheduler.yield()`: in Chromium its continuations go before animation frames, a third as many of
 * them came, and it rejects for the signal of whoever made the source. Not a timer: it is throttled,
 * clamped, and faked by tests.
 */
import { platform, scope } from "./scope.js";

/** @type {((resolve: () => void) => void) | undefined} */
let post;

/** @returns {Promise<void>} */
export function nextTask() {
  post = post || (hasSlowChannels() ? toggle : platform("MessageChannel") ? channels() : (resolve) => void setTimeout(resolve));
  return new Promise(post);
}

/**
 * WebKit sends a port's message by way of its network process: it comes after all that a response has
 * brought meanwhile, which a stream that is read as fast as it comes makes long. No worker has the event below.
 */
function hasSlowChannels() {
  return scope.WebKitPoint && "ontoggle" in scope.document;
}

/**
 * A task of the DOM's own: queue a details toggle event task (HTML §4.11.1).
 * @param {() => void} resolve
 */
function toggle(resolve) {
  const details = scope.document.createElementNS("http://www.w3.org/1999/xhtml", "details");
  details.ontoggle = () => resolve();
  details.open = true;
}

/** A port of Node's brings a thousand messages before anything else is due, those that are posted meanwhile as well. */
function channels() {
  const { versions } = scope.process || /** @type {any} */ ({});
  const inTurns = versions && versions.node ? [channel(), channel()] : [channel()];
  return (/** @type {() => void} */ resolve) => inTurns.reverse()[0](resolve);
}

function channel() {
  /** @type {{ port1: any, port2: any }} */
  const { port1, port2 } = new (platform("MessageChannel"))();
  /** @type {(() => void)[]} */
  const waiting = [];
  port1.onmessage = () => {
    const resolve = waiting.shift();
    // In Node an open port keeps the process alive, and so it must while somebody waits.
    if (waiting.length === 0 && port1.unref) port1.unref();
    if (resolve) resolve();
  };
  if (port1.unref) port1.unref();
  // WebKit loses what is under way when the page enters the back/forward cache. One too many is only a task.
  if (scope.addEventListener) scope.addEventListener("pageshow", () => waiting.forEach(() => port2.postMessage(0)));
  return (/** @type {() => void} */ resolve) => {
    if (port1.ref) port1.ref();
    waiting.push(resolve);
    port2.postMessage(0);
  };
}

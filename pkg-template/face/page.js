// @ts-check
/**
 * What happens to the page, told to every open source: one set of listeners, however many sources,
 * and none when there is none. Nothing of it needs a window or a document to be there.
 */
import { scope } from "../platform/scope.js";

/** @typedef {{ page(online: boolean, presence: number): void }} Driver */

/**
 * Where the source is, and whether a hidden page pauses it.
 * @typedef {{ url: URL, pauseWhenHidden: boolean }} Conditions
 */

/** @type {Map<Driver, Conditions>} */
const sources = new Map();

/** Between `pagehide` and `pageshow`: the page may be in the back/forward cache. */
let away = false;

/**
 * @param {Driver} driver
 * @param {Conditions} conditions
 */
export function joinPage(driver, conditions) {
  // Every time: document.open() takes listeners away.
  forListeners("addEventListener");
  sources.set(driver, conditions);
}

/** @param {Driver} driver */
export function leavePage(driver) {
  sources.delete(driver);
  leaveIfIdle();
}

/** Not while the page is away: who closes in `pagehide` makes another source when the page is back. */
function leaveIfIdle() {
  if (sources.size === 0 && !away) {
    forListeners("removeEventListener");
  }
}

/**
 * Tells one source how things are.
 * @param {Driver} driver
 * @param {Conditions} conditions
 * @returns {boolean} whether the page lets it connect
 */
export function tellPage(driver, { url, pauseWhenHidden }) {
  const { navigator, document } = scope;
  const online = !navigator || navigator.onLine !== false || isLocal(url);
  const hidden = document && document.visibilityState === "hidden";
  // `Presence` in src/connection/page.rs.
  const presence = away || (hidden && pauseWhenHidden) ? 0 : hidden ? 1 : 2;
  driver.page(online, presence);
  return presence > 0;
}

/**
 * Whether a URL is of this machine, which is reached without a network.
 * @param {URL} url
 */
export function isLocal({ hostname }) {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function tellAll() {
  for (const [driver, conditions] of [...sources]) tellPage(driver, conditions);
}

/** @param {Event} event */
function comeOrGo(event) {
  away = event.type === "pagehide";
  tellAll();
  leaveIfIdle();
}

/** @param {"addEventListener" | "removeEventListener"} change */
function forListeners(change) {
  const { document } = scope;
  for (const [target, type, listener] of [
    [scope, "online", tellAll],
    [scope, "offline", tellAll],
    [scope, "pagehide", comeOrGo],
    [scope, "pageshow", comeOrGo],
    [document, "visibilitychange", tellAll],
    [document, "resume", tellAll],
  ]) {
    if (target && target[change]) target[change](type, listener);
  }
}

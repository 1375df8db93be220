// @ts-check
/**
 * One file for all that are not ES modules, in the place and of the form of event-source-polyfill's:
 * CommonJS exports, an AMD module, or a classic script that sets the globals that the original sets.
 *
 * In the original's place (src/) it has no import(): development servers that serve scripts take one who has
 * it for a module. Our own classic scripts have it, since no policy for Trusted Types forbids it.
 */
import { inlinedOrJavascript } from "../driver/inlined-or-javascript.js";
import { VERSION } from "../driver/version.js";
import { defineEventSource } from "../face/event-source.js";
import { scope } from "../platform/scope.js";
import { xhrFetch } from "../platform/xhr-fetch.js";

const isCommonJS = typeof module === "object" && typeof exports === "object";

// Only while the script is run for the first time; and not what content of the page has put there by its name. Not
// instanceof: a frame may run an element that its parent has made, and a worker's stand-in for a document has none.
const current = scope.document && scope.document.currentScript;
const script = Object.prototype.toString.call(current) === "[object HTMLScriptElement]" && current;
const nonce = script && script.nonce;

/** Of the JavaScript form, beside this file. */
function address() {
  const FILE = `${FOLDER}event-source-polyfill.javascript.js`;
  // Workers have no currentScript, but whoever makes an error is in its stack.
  const own = script ? script.src : (/[\w-]+:\/\/[^\s)]*?(?=:\d+:\d+)/.exec(`${new Error().stack}`) || [""])[0];
  return own ? new URL(FILE, own).href : FILE;
}

/** @param {number} tries see index.js */
async function run(tries) {
  if (isCommonJS) {
    requireJavascriptForm();
  } else if (IMPORTS) {
    await import(/* @vite-ignore */ /* webpackIgnore: true */ tries ? `${address()}#${tries}` : address());
  } else {
    await runTrusted();
  }
}

/** For Trusted Types, which take a name once. @type {any} */
let policy;

/**
 * Where the copy that has the policy leaves the others what runs the script: it takes no address, and neither does
 * the policy, since any script of the page could get one by it past what the page allows. So only copies of one
 * version can share it.
 */
const runner = () => Symbol.for(`event-source-polyfill.run ${VERSION}`);

/** By what Trusted Types guard. @returns {unknown} */
function runTrusted() {
  const { trustedTypes } = scope;
  if (trustedTypes && !policy) {
    try {
      policy = trustedTypes.createPolicy("event-source-polyfill", { createScriptURL: () => address() });
      scope[runner()] = runTrusted;
    } catch {
      if (scope[runner()]) return scope[runner()]();
      // It may do without: a default policy, or none that is enforced.
    }
  }
  const url = policy ? policy.createScriptURL("") : address();
  return scope.importScripts ? scope.importScripts(url) : runElement(url);
}

/**
 * By an element: of the script's own rights under a policy, and from another origin too.
 * @param {any} url
 */
function runElement(url) {
  const { document } = scope;
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = url;
    element.nonce = nonce || "";
    element.onload = resolve;
    element.onerror = () => reject(new TypeError(`The JavaScript form could not be loaded: ${url}`));
    document.head.appendChild(element);
  });
}

const EventSourcePolyfill = defineEventSource(inlinedOrJavascript(run), scope.XMLHttpRequest && xhrFetch);
const { EventSource: NativeEventSource } = scope;
const members = { EventSourcePolyfill, NativeEventSource, EventSource: NativeEventSource || EventSourcePolyfill };

if (isCommonJS) {
  // No `__esModule`: the default import is the object, as event-source-polyfill's is. One by one: so those
  // who only read this text find the names.
  exports.EventSourcePolyfill = EventSourcePolyfill;
  exports.NativeEventSource = NativeEventSource;
  exports.EventSource = members.EventSource;
  exports.default = EventSourcePolyfill;
} else if (typeof define === "function" && define.amd) {
  define([], () => ({ ...members, default: EventSourcePolyfill }));
} else {
  Object.assign(scope, members);
}

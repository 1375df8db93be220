// @ts-check
/**
 * The JavaScript form of the driver is a script of its own (event-source-polyfill.javascript.js), which
 * leaves the class behind a symbol: script elements, importScripts() and import() of any module system
 * can all run it.
 */
import { scope } from "../platform/scope.js";
import { VERSION } from "./version.js";

/** Of this version: to another one's face the driver is a stranger, and a page may have both. */
const key = () => Symbol.for(`event-source-polyfill.javascript ${VERSION}`);

/** @returns {import("./supply.js").EventSourceDriverClass | undefined} undefined: it has not run */
export const javascriptForm = () => scope[key()];

/** @param {unknown} EventSourceDriver */
export function provideJavascriptForm(EventSourceDriver) {
  scope[key()] = EventSourceDriver;
}

/**
 * @param {(tries: number) => Promise<unknown>} run the script, or try again after so many failures
 * @returns {(tries: number) => Promise<import("./supply.js").EventSourceDriverClass>}
 */
export const loadJavascriptForm = (run) => async (tries) => {
  if (!javascriptForm()) {
    if (typeof scope.ServiceWorkerGlobalScope === "function" && scope instanceof scope.ServiceWorkerGlobalScope) {
      // No dynamic import there, now or later.
      throw Object.assign(
        new TypeError(
          "This service worker has no WebAssembly: import event-source-polyfill-wasm/js, or allow 'wasm-unsafe-eval' " +
            "in script-src (of an extension: content_security_policy.extension_pages in its manifest)",
        ),
        { hopeless: true },
      );
    }
    await run(tries);
  }
  const form = javascriptForm();
  // What a deploy has left there, or not brought yet.
  if (!form) throw new TypeError("event-source-polyfill.javascript.js is not of this version");
  return form;
};

// @ts-check
/**
 * What is younger than the floor, or may be missing in a browser of it: taken away from a page before its
 * own scripts. `takeAway` goes to the browser as text and can refer to nothing outside itself.
 */

export const younger = [
  // Of the platform.
  "reportError",
  "queueMicrotask",
  "structuredClone",
  "scheduler",
  "WebAssembly",
  "WebAssembly.validate",
  "URL.canParse",
  "URL.parse",
  "AbortSignal.any",
  "AbortSignal.timeout",
  "AbortSignal.prototype.throwIfAborted",
  "AbortSignal.prototype.reason",
  "Blob.prototype.stream",
  "Navigator.prototype.onLine",
  "ReadableStream.prototype[Symbol.asyncIterator]",
  "ReadableStream.from",
  "Response.json",
  "Crypto.prototype.randomUUID",
  // Of the language.
  "globalThis",
  "FinalizationRegistry",
  "WeakRef",
  "AggregateError",
  "Symbol.dispose",
  "Symbol.asyncDispose",
  "Object.fromEntries",
  "Object.hasOwn",
  "Object.groupBy",
  "Promise.allSettled",
  "Promise.any",
  "Promise.try",
  "Promise.withResolvers",
  "Array.fromAsync",
  "Array.prototype.at",
  "Array.prototype.flat",
  "Array.prototype.flatMap",
  "Array.prototype.findLast",
  "Array.prototype.findLastIndex",
  "Array.prototype.toSorted",
  "Array.prototype.toSpliced",
  "Array.prototype.toReversed",
  "Array.prototype.with",
  "String.prototype.at",
  "String.prototype.matchAll",
  "String.prototype.replaceAll",
  "String.prototype.isWellFormed",
  "String.prototype.toWellFormed",
];

/** @param {string[]} names */
export function takeAway(names) {
  /** @type {any} */
  const page = window;
  for (const name of names) {
    const parts = name.replace(/\[Symbol\.(\w+)\]$/, ".@@$1").split(".");
    const last = String(parts.pop());
    const owner = parts.reduce((value, part) => value && value[part], page);
    if (!owner) continue;
    if (parts[0] !== "Symbol") {
      delete owner[last.startsWith("@@") ? page.Symbol[last.slice(2)] : last];
      continue;
    }
    // The language keeps those for ever: another object stands before them.
    page.Symbol = new Proxy(function () {}, {
      apply: (_, __, words) => owner(...words),
      get: (_, asked) => (asked === last ? undefined : owner[asked]),
      has: (_, asked) => asked !== last && asked in owner,
    });
  }
}

/**
 * Those that are there all the same.
 *
 * @param {string[]} names
 */
export function remaining(names) {
  /** @type {any} */
  const page = window;
  return names.filter((name) => {
    const parts = name.replace(/\[Symbol\.(\w+)\]$/, ".@@$1").split(".");
    const last = String(parts.pop());
    const owner = parts.reduce((value, part) => value && value[part], page);
    if (!owner) return false;
    return (last.startsWith("@@") ? page.Symbol[last.slice(2)] : last) in owner;
  });
}

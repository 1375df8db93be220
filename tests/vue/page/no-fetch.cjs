// @ts-check
/**
 * Runs in Node without its fetch and with what jsdom has instead, as far as a request is asked for; told
 * `bodiless` with a fetch that stands in for the platform's and streams no body.
 */

/** @type {any} */
const scope = globalThis;
delete scope.fetch;
if (process.argv[2] === "bodiless") {
  scope.fetch = async () => new scope.Response();
  scope.Response = class {};
}
/** @type {string[]} */
const opened = [];
scope.XMLHttpRequest = class {
  /** @param {string} _ @param {string} url */
  open(_, url) {
    opened.push(url);
    if (opened.length === 2) end();
  }
  setRequestHeader() {}
  send() {}
  abort() {}
};

const { EventSourcePolyfill } = require("event-source-polyfill-wasm");
const { useEventSource } = require("event-source-polyfill-wasm/vue");

// Not before Vue is there, which would make an element.
scope.document = { baseURI: "http://host.example/", addEventListener() {}, removeEventListener() {} };

new EventSourcePolyfill("/of-the-class");
useEventSource("/of-the-composable");
function end() {
  console.log(JSON.stringify(opened));
  process.exit();
}
// What never comes.
setTimeout(end, 10_000);

// Receives one message, with a token, by each class in turn; the process is to end by itself after them.
const { equal } = require("assert");

/** @param {Record<string, any>} classes */
module.exports = async function receive(classes) {
  const { STREAM, DATA } = process.env;
  let received = 0;
  process.once("exit", (code) => {
    if (code === 0) equal(received, Object.keys(classes).length, "every class has received");
  });
  for (const [pattern, EventSourcePolyfill] of Object.entries(classes)) {
    equal(typeof EventSourcePolyfill, "function", pattern);
    const source = new EventSourcePolyfill(STREAM, { headers: { Authorization: "Bearer secret" } });
    const event = await new Promise((resolve) => (source.onmessage = resolve));
    source.close();
    equal(event.data, DATA, pattern);
    received += 1;
  }
};

/** Receives one message, with a token; the process is to end by itself after it. */
export function receive(EventSourcePolyfill) {
  const { STREAM, DATA } = process.env;
  let received;
  const source = new EventSourcePolyfill(STREAM, { headers: { Authorization: "Bearer secret" } });
  source.onmessage = (event) => {
    received = event.data;
    source.close();
  };
  process.once("exit", () => {
    if (received === DATA) return;
    console.error(`received ${received}`);
    process.exitCode = 1;
  });
}

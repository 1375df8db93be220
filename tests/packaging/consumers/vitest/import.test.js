import { expect, test } from "vitest";
import { EventSource, EventSourcePolyfill, NativeEventSource } from "event-source-polyfill-wasm";

test("the package can be imported in a simulated browser", () => {
  expect(typeof window).toBe("object");
  expect(EventSourcePolyfill.prototype).toBeInstanceOf(EventTarget);
  expect(EventSource).toBe(NativeEventSource ?? EventSourcePolyfill);
});

test("a message arrives", async () => {
  const source = new EventSourcePolyfill(process.env.STREAM, { headers: { Authorization: "Bearer secret" } });
  const event = await new Promise((resolve, reject) => {
    source.onmessage = resolve;
    source.onerror = ({ message }) => reject(new Error(message));
  });
  source.close();
  expect(event.data).toBe(process.env.DATA);
});

// @ts-check
/** Every client behind one shape, so that the page, the listener and the server are the same for all. */

import { EventSourcePolyfill as Ours } from "event-source-polyfill-wasm";
import { EventSourcePolyfill as Original } from "event-source-polyfill";
import { EventSource as Eventsource } from "eventsource";
import { fetchEventSource } from "@microsoft/fetch-event-source";

/**
 * @typedef {"onmessage" | "one" | "ten"} Kind
 * @typedef {{ kind: Kind, types: string[], hear: () => (event: any) => void }} Listening hear: makes a listener
 * @typedef {(url: string, listening: Listening) => Promise<unknown>} Client resolves when the event `end` is
 *   heard and the connection closed
 */

/**
 * @param {any} EventSource of the standard's interface
 * @returns {Client}
 */
function source(EventSource) {
  return (url, { kind, types, hear }) =>
    new Promise((resolve, reject) => {
      const source = new EventSource(url);
      if (kind === "onmessage" && types.every((type) => type === "message")) {
        source.onmessage = hear();
      } else {
        for (let i = 0; i < (kind === "ten" ? 10 : 1); i += 1) {
          const listener = hear();
          for (const type of types) source.addEventListener(type, listener);
        }
      }
      source.addEventListener("end", () => {
        source.close();
        resolve(undefined);
      });
      source.onerror = (/** @type {any} */ event) => {
        source.close();
        reject(new Error(`connection lost: ${event.message ?? event.error?.message ?? "no reason given"}`));
      };
    });
}

/** @type {Client} one callback for all types: what its users write in it */
function callback(url, { kind, types, hear }) {
  const controller = new AbortController();
  const listeners = Array.from({ length: kind === "ten" ? 10 : 1 }, hear);
  const wanted = new Set(types);
  return new Promise((resolve, reject) => {
    fetchEventSource(url, {
      signal: controller.signal,
      openWhenHidden: true,
      onmessage(event) {
        if (event.event === "end") {
          controller.abort();
          resolve(undefined);
        } else if (wanted.has(event.event || "message")) {
          for (const listener of listeners) listener(event);
        }
      },
      onclose() {
        reject(new Error("connection lost"));
      },
      onerror(error) {
        reject(error);
        throw error;
      },
    }).catch(reject);
  });
}

/** @type {Client} merely reading: nobody who hands bytes to a page can be faster */
async function floor(url) {
  const response = await fetch(url, { cache: "no-store", headers: { Accept: "text/event-stream" } });
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  let bytes = 0;
  let reads = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes, reads };
    bytes += value.length;
    reads += 1;
  }
}

/** @type {Record<string, any>} */
export const constructors = {
  ours: Ours,
  "event-source-polyfill": Original,
  eventsource: Eventsource,
  native: globalThis.EventSource,
};

/** @type {Record<string, Client>} */
export const clients = {
  ...Object.fromEntries(Object.entries(constructors).map(([name, EventSource]) => [name, source(EventSource)])),
  "fetch-event-source": callback,
  floor,
};

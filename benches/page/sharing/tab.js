// A tab that hears a stream in one of the ways that there are, and counts.
import { EventSourcePolyfill } from "/package/index.js";
import { SharedEventSource } from "/package/esm/shared.js";

/** @type {Record<string, (url: string, hear: (event: { data: string }) => void, open: () => void) => void>} */
const clients = {
  shared: (url, hear, open) => listen(new SharedEventSource(url), hear, open),
  "ours, alone": (url, hear, open) => listen(new EventSourcePolyfill(url), hear, open),
  "native, alone": (url, hear, open) => listen(new EventSource(url), hear, open),
  "SharedWorker, native": (url, hear, open) => {
    const { port } = new SharedWorker(`worker.js?url=${encodeURIComponent(url)}`, { type: "module" });
    port.onmessage = ({ data }) => (data === undefined ? open() : hear(data));
  },
  // What use-shared-sse does, without React: the holder of a lock tells each event.
  "lock and channel, native": (url, hear, open) => {
    const channel = new BroadcastChannel(url);
    channel.onmessage = ({ data }) => hear(data);
    navigator.locks.request(url, { ifAvailable: true }, (lock) => {
      if (!lock) return open();
      listen(
        new EventSource(url),
        (event) => {
          const told = { data: event.data, lastEventId: event.lastEventId };
          channel.postMessage(told);
          hear(told);
        },
        open,
      );
      return new Promise(() => {});
    });
  },
};

/**
 * @param {EventSource} source
 * @param {(event: { data: string }) => void} hear
 * @param {() => void} open
 */
function listen(source, hear, open) {
  source.onmessage = hear;
  source.onopen = open;
}

Object.assign(window, {
  heard: 0,
  /** @param {string} client @param {string} url */
  start: (client, url) =>
    new Promise((resolve) => {
      clients[client](
        url,
        () => {
          window.heard += 1;
          if (window.heard === window.wanted) window.reached(performance.now());
        },
        () => resolve(undefined),
      );
    }),
  /** @param {number} count @returns when it has heard so many more */
  more: (count) => {
    window.wanted = window.heard + count;
    window.done = new Promise((resolve) => (window.reached = resolve));
  },
  /** Holds a lock, and has a stream; or waits for it, and asks the server once it is there. @param {string} url */
  lock: async (url) => {
    const granted = navigator.locks.request("bare", async () => {
      const response = await fetch(url);
      window.granted = true;
      for (const reader = response.body.getReader(); !(await reader.read()).done; );
    });
    granted.catch(() => {});
  },
  imported: true,
});

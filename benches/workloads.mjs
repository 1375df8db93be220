// @ts-check
/** What is streamed, and how much of it: the bytes are made by tests/server/src/workload/bytes.rs. */

/**
 * @typedef {object} Workload
 * @property {number} count events; for `line` MiB. So many that the slowest takes some seconds at most
 * @property {string} title
 * @property {boolean} [paced] the server sets the pace: not time but work is to be compared
 * @property {("onmessage" | "one" | "ten")[]} [kinds] listener kinds, `onmessage` alone unless said
 * @property {boolean} [cold] also as the first that a page does: most pages never run warm
 */

/** @type {Record<string, Workload>} */
export const workloads = {
  small: { count: 300_000, title: "small, 26 bytes", kinds: ["onmessage", "one", "ten"], cold: true },
  json: { count: 120_000, title: "JSON with id and event name, 200 bytes", kinds: ["one", "ten"], cold: true },
  cjk: { count: 80_000, title: "Chinese text, 180 bytes", cold: true },
  large: { count: 5_000, title: "JSON, 2 KiB", cold: true },
  tokens: { count: 500, title: "LLM tokens, one event per chunk, 1 ms and more apart", paced: true },
  types: { count: 50_000, title: "20 event types", kinds: ["one"] },
  lines: { count: 20_000, title: "8 lines of data" },
  comments: { count: 100_000, title: "comments only" },
  line: { count: 64, title: "one line of 64 MiB" },
  bytes: { count: 2_000, title: "one byte per chunk" },
};

/** Those of the Node benchmark. @type {Record<string, Workload>} */
export const nodeWorkloads = {
  small: { count: 200_000, title: "small, 26 bytes" },
  json: { count: 50_000, title: "JSON with id and event name, 200 bytes" },
  cjk: { count: 50_000, title: "Chinese text, 180 bytes" },
  tokens: { count: 50_000, title: "LLM tokens, one event per chunk" },
  lines: { count: 30_000, title: "8 lines of data" },
  comments: { count: 200_000, title: "comments only" },
  mixed: { count: 100_000, title: "mixed fields" },
  line: { count: 16, title: "one line of 16 MiB" },
};

/** Every client, in the order of the tables. */
export const clients = ["floor", "ours", "event-source-polyfill", "eventsource", "fetch-event-source", "native"];

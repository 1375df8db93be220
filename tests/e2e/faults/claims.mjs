// @ts-check
/** Each fault by itself: what the page is told of it, and that the stream goes on. */

/**
 * @typedef {object} Claim
 * @property {string} title
 * @property {(url: string) => import("../server.mjs").Response[]} responses the first sends the event 1,
 *   if any, and waits at the gate "received"; the last one sends the event 2
 * @property {{ reason: string, status?: number, received?: boolean, delay?: [least: number, most: number], unfinished?: boolean }} error
 *   received: whether the event 1 came before it, as it does unless said; unfinished: whether the body is
 *   of chunks and lacks the last one, which to WebKitGTK is an end like any other
 * @property {string} [init] what the source is told, besides how to reconnect
 * @property {string} [authorize]
 * @property {boolean} [repeats] whether the same error may come again
 * @property {number} [restart] instead of opening the gate, the server restarts with this pause
 * @property {RegExp} [provokes] console lines of the browser's
 */

/** ms; the server's word may be longer. */
const MIN_DELAY = 1;
const MAX_DELAY = 20;
export const RECONNECT = `reconnect: { minDelay: ${MIN_DELAY}, maxDelay: ${MAX_DELAY}, statuses: [401, 429, 503] }`;

/** With the jitter. */
export const OWN_DELAY = /** @type {[number, number]} */ ([MIN_DELAY, MAX_DELAY * 1.25]);

/** One event, and a part of the next one. */
const begun = [{ send: "id: 1\ndata: a\n\nid: 2\ndata: b" }, { gate: "received" }];
/** @type {import("../server.mjs").Response} */
const next = { steps: [{ send: "id: 2\ndata: b\n\n" }, { stall: true }] };
/** @type {import("../server.mjs").Response} */
const both = { steps: [{ send: "id: 1\ndata: a\n\nid: 2\ndata: b\n\n" }, { stall: true }] };

/** @type {[string, string][]} */
const unheld = [
  ["content-type", "text/event-stream"],
  ["x-accel-buffering", "no"],
];

/** @type {Claim[]} */
export const claims = [
  {
    title: "the connection breaks",
    responses: () => [{ steps: [...begun, { cut: true }] }, next],
    error: { reason: "network", status: 200, unfinished: true },
  },
  {
    title: "the connection is reset",
    responses: () => [{ steps: [...begun, { reset: true }] }, next],
    error: { reason: "network", status: 200 },
  },
  {
    title: "the body ends",
    responses: () => [{ steps: begun }, next],
    error: { reason: "end", status: 200 },
  },
  {
    title: "the body is shorter than its length",
    responses: () => [
      {
        headers: [
          ["content-type", "text/event-stream"],
          ["content-length", "1000"],
        ],
        steps: [...begun, { pause: 1 }],
      },
      next,
    ],
    error: { reason: "network", status: 200 },
  },
  {
    title: "a compressed body is read as it comes, and breaks",
    responses: () => [{ gzip: true, steps: [...begun, { cut: true }] }, next],
    error: { reason: "network", status: 200, unfinished: true },
  },
  {
    title: "a compressed body ends",
    responses: () => [{ gzip: true, steps: begun }, { ...next, gzip: true }],
    error: { reason: "end", status: 200 },
  },
  {
    title: "the stream falls silent",
    responses: () => [{ steps: [...begun, { stall: true }] }, next],
    init: "heartbeatTimeout: 1000",
    error: { reason: "heartbeat", status: 200 },
  },
  {
    title: "no headers come",
    responses: () => [{ hold: "never" }, both],
    init: "heartbeatTimeout: 1000",
    error: { reason: "heartbeat", received: false },
  },
  {
    title: "the connection breaks before the headers",
    // Browsers try again themselves where the connection was one they had before; Firefox ten times.
    responses: () => [...Array(12).fill({ refuse: true }), both],
    repeats: true,
    error: { reason: "network", received: false },
  },
  {
    title: "the redirects go round in circles",
    // Browsers follow twenty.
    responses: (url) => [...Array(30).fill({ status: 302, headers: [["location", url]] }), both],
    error: { reason: "network", received: false },
    provokes: /ERR_TOO_MANY_REDIRECTS|more than 20 redirections/,
  },
  {
    title: "401 until there is a new token",
    authorize: "Bearer new",
    responses: () => [both],
    init: 'headers: ({ status }) => ({ Authorization: `Bearer ${status === 401 ? "new" : "old"}` })',
    error: { reason: "status", status: 401, received: false },
  },
  {
    title: "429 with Retry-After in seconds",
    responses: () => [{ status: 429, headers: [["retry-after", "1"]] }, both],
    error: { reason: "status", status: 429, received: false, delay: [1_000, 1_000 + MAX_DELAY] },
  },
  {
    title: "503 with Retry-After as a date",
    // To the second, rounded down.
    responses: () => [
      { status: 503, headers: [["retry-after", new Date(Date.now() + 2_500).toUTCString()]] },
      both,
    ],
    error: { reason: "status", status: 503, received: false, delay: [MAX_DELAY * 2, 2_500 + MAX_DELAY] },
  },
  {
    title: "the server restarts",
    responses: () => [{ steps: [...begun, { stall: true }] }, next],
    restart: 100,
    repeats: true,
    error: { reason: "network", status: 200, unfinished: true },
    provokes: /ERR_CONNECTION_REFUSED|NetworkError/,
  },
];

/** @type {Record<import("./proxy.mjs").Way, Claim>} what each way of passing a stream on does by itself */
export const proxied = {
  buffered: {
    title: "a buffering proxy passes events on, and breaks with the server",
    responses: () => [{ steps: [...begun, { cut: true }] }, next],
    error: { reason: "network", status: 200, unfinished: true },
  },
  holding: {
    title: "a proxy that waits for a full buffer lets go of what the server says it must not hold",
    responses: () => [
      { headers: unheld, steps: [...begun, { cut: true }] },
      { ...next, headers: unheld },
    ],
    // A body of HTTP/1.0 that breaks looks like one that ends.
    error: { reason: "end", status: 200 },
  },
  unbuffered: {
    title: "a proxy passes events on, and the end",
    responses: () => [{ steps: begun }, next],
    error: { reason: "end", status: 200 },
  },
  compressed: {
    title: "a compressing proxy passes events on, and breaks with the server",
    responses: () => [{ steps: [...begun, { cut: true }] }, next],
    error: { reason: "network", status: 200, unfinished: true },
  },
  impatient: {
    title: "an impatient proxy cuts an idle stream",
    responses: () => [{ steps: [...begun, { stall: true }] }, next],
    error: { reason: "network", status: 200, unfinished: true },
  },
};

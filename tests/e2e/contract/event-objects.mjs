// @ts-check
/** What each kind of event says. */

import { allowed, ended, forbidden, stream } from "./script.mjs";

/** @param {string[]} names @returns {Record<string, undefined>} */
const undefinedOnes = (...names) => Object.assign({}, ...names.map((name) => ({ [name]: undefined })));

/**
 * @param {any} event
 * @param {any} source
 */
const common = (event, source) => ({
  type: event.type,
  target: event.target === source,
  status: event.status,
  statusText: event.statusText,
  contentType: event.headers?.get("Content-Type"),
  absent: event.headers?.get("X-Absent"),
  data: event.data,
  lastEventId: event.lastEventId,
  error: event.error?.name,
});

/**
 * The fields that both packages give an event.
 *
 * @param {string} title
 * @param {import("../server.mjs").Response} response
 * @param {string} type
 * @param {object} expected
 * @param {{ fromElsewhere?: boolean }} [options]
 * @returns {import("./setting.mjs").Claim}
 */
const fields = (title, response, type, expected, { fromElsewhere = false } = {}) => ({
  title,
  responses: [response],
  facts: async ({ open, url, elsewhere, event }) => {
    const source = open({}, fromElsewhere ? elsewhere : url);
    return common(await event(source, type), source);
  },
  expected: {
    type,
    target: true,
    ...undefinedOnes("status", "statusText", "contentType", "absent", "data", "lastEventId", "error"),
    ...expected,
  },
});

/**
 * What an error event says besides; the original's says nothing of it.
 *
 * @param {string} title
 * @param {import("../server.mjs").Response} response
 * @param {object} expected
 * @param {{ fromElsewhere?: boolean, init?: object }} [options]
 * @returns {import("./setting.mjs").Claim}
 */
const explains = (title, response, expected, { fromElsewhere = false, init } = {}) => ({
  title,
  responses: [response],
  facts: async ({ open, url, elsewhere, event }) => {
    const error = await event(open(init, fromElsewhere ? elsewhere : url), "error");
    const { reason, willReconnect, attempt, delay } = error;
    return { reason, willReconnect, attempt, delay, message: typeof error.message };
  },
  expected: { attempt: 1, message: "string", ...expected },
  original: [
    "error event",
    { ...undefinedOnes("reason", "willReconnect", "attempt", "delay"), message: "undefined" },
  ],
});

/** @type {import("../server.mjs").Response} */
const UNAUTHORIZED = { status: 401, headers: [["content-type", "text/plain"]] };
/** @type {import("../server.mjs").Response} */
const HTML = { headers: [["content-type", "text/html"]], steps: [{ send: "data: a\n\n" }] };

/** @type {import("./setting.mjs").Claim[]} */
export const eventObjects = [
  fields("open has the response's status, text and headers", stream(":\n"), "open", {
    status: 200,
    statusText: "OK",
    contentType: "text/event-stream",
    absent: null,
  }),
  fields("a message has its data and the last event ID", stream("id: 1\ndata: a\n\n"), "message", { data: "a", lastEventId: "1" }),
  fields("an error for a status has the response's", UNAUTHORIZED, "error", {
    status: 401,
    statusText: "Unauthorized",
    contentType: "text/plain",
    absent: null,
  }),
  fields("an error for a content type has the response's", HTML, "error", {
    status: 200,
    statusText: "OK",
    contentType: "text/html",
    absent: null,
  }),
  fields("an error for the network has what fetch threw", forbidden, "error", { error: "TypeError" }, { fromElsewhere: true }),
  {
    title: "an error for the end of the body has no error",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, event }) => (await event(open(), "error")).error,
    expected: undefined,
  },
  {
    title: "an error for a body that broke off has what the body threw",
    responses: [{ steps: [{ send: "data: a\n\n" }, { gate: "seen" }, { reset: true }] }],
    facts: async ({ open, event, openGate }) => {
      const source = open();
      await event(source, "message");
      const error = event(source, "error");
      await openGate("seen");
      return [(await error).error instanceof Error, source.readyState];
    },
    expected: [true, 0],
  },
  {
    title: "errors amid a stream have its response, as the open event did",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, event }) => {
      const { status, statusText, headers } = await event(open(), "error");
      return [status, statusText, headers?.get("content-type")];
    },
    expected: [200, "OK", "text/event-stream"],
    original: ["error event", [undefined, undefined, undefined]],
  },
  explains("an error for a status explains itself", UNAUTHORIZED, { reason: "status", willReconnect: false, delay: undefined }),
  explains("an error for a content type explains itself", HTML, { reason: "content-type", willReconnect: false, delay: undefined }),
  explains(
    "an error for the network explains itself",
    forbidden,
    { reason: "network", willReconnect: true, delay: 1000 },
    { fromElsewhere: true },
  ),
  explains("an error for the end of the body explains itself", ended(""), { reason: "end", willReconnect: true, delay: 1000 }),
  {
    title: "an error for silence explains itself",
    responses: [{ hold: "never" }],
    facts: async ({ open, event, advance }) => {
      const source = open();
      const error = event(source, "error");
      await advance(45_000);
      const { reason, willReconnect, attempt, delay, message } = await error;
      return { reason, willReconnect, attempt, delay, same: message === (await error).error.message };
    },
    expected: { reason: "heartbeat", willReconnect: true, attempt: 1, delay: 1000, same: true },
    original: ["error event", { reason: undefined, willReconnect: undefined, attempt: undefined, delay: undefined, same: false }],
  },
  {
    title: "events are instances of Event, messages of MessageEvent",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, log }) =>
      log(open(), (event) => [event.type, event instanceof Event, event instanceof MessageEvent]).reach(3),
    expected: [["open", true, false], ["message", true, true], ["error", true, false]],
    original: ["Event", [["open", false, false], ["message", false, false], ["error", false, false]]],
  },
  {
    title: "events neither bubble nor can be cancelled, and know their current target and their time",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, log }) =>
      log(open(), (event, source) => [event.bubbles, event.cancelable, event.currentTarget === source, typeof event.timeStamp]).reach(3),
    expected: Array(3).fill([false, false, true, "number"]),
    original: ["Event", Array(3).fill([undefined, undefined, false, "undefined"])],
  },
  {
    title: "a message has the origin of the response",
    facts: async ({ open, event }) => (await event(open(), "message")).origin === location.origin,
    expected: true,
    original: ["origin", false],
  },
  {
    title: "a message from another origin has that one",
    responses: [allowed(stream("data: a\n\n"))],
    facts: async ({ open, elsewhere, event }) => {
      const { origin } = await event(open({}, elsewhere), "message");
      return origin?.replace(location.port, "(port)");
    },
    expected: "http://localhost:(port)",
    original: ["origin", undefined],
  },
  {
    title: "a page dispatches events of its own",
    facts: ({ open, thrown }) => {
      const source = open();
      /** @type {string[]} */
      const heard = [];
      source.addEventListener("custom", (/** @type {any} */ event) => heard.push(event.type));
      /** @type {unknown[]} */
      const result = [];
      const error = thrown(() => result.push(source.dispatchEvent(new Event("custom"))));
      return [error, result, heard];
    },
    expected: [null, [true], ["custom"]],
    original: ["EventTarget", ["TypeError", [], []]],
  },
  {
    title: "what is dispatched is an Event, no plain object",
    facts: ({ open, thrown }) => {
      const source = open();
      /** @type {string[]} */
      const heard = [];
      source.addEventListener("custom", (/** @type {any} */ event) => heard.push(event.type));
      return [thrown(() => source.dispatchEvent({ type: "custom" })), heard];
    },
    expected: ["TypeError", []],
    original: ["EventTarget", [null, ["custom"]]],
  },
  {
    title: "the data cannot be assigned",
    facts: async ({ open, event, thrown }) => {
      const message = await event(open(), "message");
      return [thrown(() => (message.data = "else")), message.data, Object.keys(message).includes("data")];
    },
    expected: ["TypeError", "a", false],
    original: ["Event", [null, "else", true]],
  },
];

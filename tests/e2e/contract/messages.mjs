// @ts-check
/** From the bytes of the stream to messages. */

import { ended, stream } from "./script.mjs";

/** @typedef {import("../server.mjs").Step} Step */
/** @typedef {[type: string, data: string, lastEventId: string]} Message */

/**
 * @param {string} title
 * @param {string | Step[]} body
 * @param {Message[]} expected
 * @param {{ original?: [import("../departures.mjs").Departure, Message[]] }} [options]
 * @returns {import("./setting.mjs").Claim}
 */
const messagesOf = (title, body, expected, { original } = {}) => ({
  title,
  responses: [{ steps: typeof body === "string" ? [{ send: body }] : body }],
  facts: async ({ open, log, event }) => {
    const source = open();
    const { entries } = log(source, ({ type, data, lastEventId }) => [type, data, lastEventId], ["message", "tick", "a b", "é"]);
    // The end of the body: nothing can come any more.
    await event(source, "error");
    return entries;
  },
  expected,
  original,
});

/**
 * The last event ID that a reconnection sends.
 *
 * @param {string} title
 * @param {string} text
 * @param {string | null} expected
 * @param {[import("../departures.mjs").Departure, string | null]} [original]
 * @returns {import("./setting.mjs").Claim}
 */
const lastEventId = (title, text, expected, original) => ({
  title,
  responses: [ended(text), stream(":\n")],
  facts: async ({ open, event, nextRequest, requests }) => {
    const source = open();
    await event(source, "error");
    await nextRequest();
    const [, second] = await requests(2);
    return new URLSearchParams(second.query ?? "").get("lastEventId");
  },
  expected,
  original,
});

/** @type {import("./setting.mjs").Claim[]} */
export const messages = [
  messagesOf("data, event and id make a message", "event: tick\nid: 1\ndata: a\n\ndata: b\n\n", [["tick", "a", "1"], ["message", "b", "1"]]),
  messagesOf("a named event does not reach message", "event: tick\ndata: a\n\n", [["tick", "a", ""]]),
  messagesOf("names are taken as they are", "event: a b\ndata: 1\n\nevent:é\ndata: 2\n\nevent\ndata: 3\n\n", [
    ["a b", "1", ""],
    ["é", "2", ""],
    ["message", "3", ""],
  ]),
  messagesOf("data of several lines is joined by line feeds", "data: a\ndata:\ndata\ndata:  b\n\n", [["message", "a\n\n\n b", ""]]),
  messagesOf("data may be empty", "data\n\ndata:\n\n", [["message", "", ""], ["message", "", ""]]),
  messagesOf("lines end with LF, CR or CRLF", "data: a\r\rdata: b\r\n\r\ndata: c\n\ndata: d\r\n\ndata: e\n\r", [
    ["message", "a", ""],
    ["message", "b", ""],
    ["message", "c", ""],
    ["message", "d", ""],
    ["message", "e", ""],
  ]),
  messagesOf(
    "CR and LF in two chunks are one line end",
    [{ send: "data: a\r" }, { pause: 20 }, { send: "\ndata: b\r" }, { pause: 20 }, { send: "\n\r\n" }],
    [["message", "a\nb", ""]],
  ),
  messagesOf("comments and unknown fields are ignored", ": c\ndata: a\n:data: b\nDATA: c\n data: d\ndata : e\n\n", [["message", "a", ""]]),
  messagesOf("an event without data is none, and its type is forgotten", "event: tick\n\ndata: a\n\n", [["message", "a", ""]]),
  messagesOf("an event that the end of the body cuts off is none", "data: a\n\nid: 2\ndata: b\n", [["message", "a", ""]]),
  messagesOf("a byte order mark at the beginning is ignored, elsewhere it is not", "\uFEFFdata: a\n\n\uFEFFdata: b\n\n", [["message", "a", ""]]),
  messagesOf("one byte at a time", [{ drip: "id: ☃\ndata: 你好 🌊\r\n\r\n" }], [["message", "你好 🌊", "☃"]]),
  messagesOf("ill-formed UTF-8 becomes U+FFFD", [{ hex: "646174613a20ff61c328f09f8c0a0a" }], [["message", "\uFFFDa\uFFFD(\uFFFD", ""]]),
  messagesOf("NUL in data is data", "data: a\0b\n\n", [["message", "a\0b", ""]]),
  messagesOf("the last event ID stays until another one comes", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", [
    ["message", "a", "1"],
    ["message", "b", "1"],
    ["message", "c", ""],
  ]),
  messagesOf("an id with NUL is ignored", "id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", [["message", "a", "1"], ["message", "b", "1"]], {
    original: ["id", [["message", "a", "1"], ["message", "b", "2\0"]]],
  }),
  lastEventId("a reconnection goes on from the last message's id", "id: 1\ndata: a\n\nid: 2\ndata: b\n\n", "2"),
  lastEventId("an id that the end of the body cuts off is not sent", "id: 1\ndata: a\n\nid: 2\ndata: b\n", "1"),
  lastEventId("an empty id resets the last event ID", "id: 1\ndata: a\n\nid\ndata: b\n\n", null),
  lastEventId("an id without data counts as well", "id: 1\ndata: a\n\nid: 2\n\n", "2", ["id", "1"]),
  {
    title: "the last event ID outlives a reconnection",
    responses: [ended("id: 1\ndata: a\n\n"), ended("data: b\n\n"), stream(":\n")],
    facts: async ({ open, log, nextRequest, requests }) => {
      const seen = log(open(), ({ type, lastEventId }) => [type, lastEventId], ["message", "error"]);
      await seen.reach(2);
      await nextRequest();
      await seen.reach(4);
      await nextRequest();
      return [seen.entries.filter(([type]) => type === "message"), (await requests(3)).map(({ query }) => query)];
    },
    expected: [[["message", "1"], ["message", "1"]], [null, "lastEventId=1", "lastEventId=1"]],
  },
];

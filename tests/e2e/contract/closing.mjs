// @ts-check
/** close(), wherever it is called. Nothing comes after it, and the server sees the client leave. */

import { allowed, ended, forbidden, stream } from "./script.mjs";

const TWO = stream("data: a\n\ndata: b\n\n");
/** Longer than any backoff. */
const LONG = 60_000;

/**
 * Closes in the first listener of an event; another listener and the event handler come behind.
 *
 * @param {string} title
 * @param {string} type
 * @param {import("../server.mjs").Response} response
 * @param {unknown[]} expected what was heard
 * @param {{ fromElsewhere?: boolean }} [options]
 * @returns {import("./setting.mjs").Claim}
 */
const closingIn = (title, type, response, expected, { fromElsewhere = false } = {}) => ({
  title,
  responses: [response],
  facts: async ({ open, url, elsewhere, until, advance, calls, settle, closed }) => {
    const source = open({}, fromElsewhere ? elsewhere : url);
    /** @type {unknown[]} */
    const heard = [];
    source.addEventListener(type, () => source.close());
    for (const name of ["open", "message", "error"]) {
      source.addEventListener(name, () => heard.push([name, source.readyState]));
      source[`on${name}`] = () => heard.push([`on${name}`, source.readyState]);
    }
    await until(() => source.readyState === 2);
    await advance(LONG);
    await closed(1);
    await settle();
    return { heard, requests: calls.length };
  },
  expected: { heard: expected, requests: 1 },
});

/** @type {import("./setting.mjs").Claim[]} */
export const closing = [
  {
    title: "close() gives undefined, sets CLOSED at once, and may be called again",
    facts: async ({ open, event }) => {
      const source = open();
      await event(source, "message");
      return [source.close(), source.readyState, source.close(), source.readyState];
    },
    expected: [undefined, 2, undefined, 2],
  },
  {
    title: "close() in the task of the construction",
    facts: async ({ open, log, settle, advance, calls }) => {
      const source = open();
      const { entries } = log(source);
      source.close();
      await settle();
      await advance(LONG);
      return [entries, source.readyState, calls.map(({ init }) => init.signal.aborted)];
    },
    expected: [[], 2, [true]],
  },
  {
    title: "close() before the response",
    responses: [{ hold: "never" }],
    facts: async ({ open, log, requests, closed, settle, advance, calls }) => {
      const source = open();
      const { entries } = log(source);
      await requests(1);
      source.close();
      await closed(1);
      await settle();
      await advance(LONG);
      return [entries, source.readyState, calls.length];
    },
    expected: [[], 2, 1],
  },
  closingIn("close() in open", "open", TWO, [["open", 2], ["onopen", 2]]),
  closingIn("close() between two events of one chunk", "message", TWO, [
    ["open", 1],
    ["onopen", 1],
    ["message", 2],
    ["onmessage", 2],
  ]),
  closingIn(
    "close() in the error of a failed request cancels the next one",
    "error",
    forbidden,
    [["error", 2], ["onerror", 2]],
    { fromElsewhere: true },
  ),
  closingIn("close() in the error of an ended stream cancels the next request", "error", ended("data: a\n\n"), [
    ["open", 1],
    ["onopen", 1],
    ["message", 1],
    ["onmessage", 1],
    ["error", 2],
    ["onerror", 2],
  ]),
  closingIn("close() in the error of a status", "error", { status: 500 }, [["error", 2], ["onerror", 2]]),
  {
    title: "close() in the error of a body that broke off leaves no rejection to nobody",
    // Of a length that is said: chunks that break off are to WebKitGTK now and then an end like any other.
    responses: [allowed({ headers: [["content-type", "text/event-stream"], ["content-length", "1000"]], steps: [{ send: "data: a\n\n" }, { gate: "seen" }, { cut: true }] })],
    facts: async ({ open, elsewhere, event, openGate, faults, settle }) => {
      const source = open({}, elsewhere);
      source.onerror = () => source.close();
      await event(source, "message");
      const error = event(source, "error");
      await openGate("seen");
      await error;
      // An engine tells of a rejection in a task of its own.
      for (let i = 0; i < 20; i += 1) await settle();
      return [source.readyState, faults.map((fault) => fault.split(":")[0])];
    },
    expected: [2, []],
    original: ["unhandled rejection", [2, ["unhandled"]]],
    noisy: true,
  },
  {
    title: "close() amid the backoff",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, log, advance, calls }) => {
      const source = open();
      const { entries, reach } = log(source);
      await reach(3);
      await advance(500);
      const before = source.readyState;
      source.close();
      await advance(LONG);
      return [entries, before, source.readyState, calls.length];
    },
    expected: [["open", "message", "error"], 0, 2, 1],
  },
  {
    title: "close() ends the heartbeat",
    facts: async ({ open, log, advance }) => {
      const source = open({ heartbeatTimeout: 1_000 });
      const { entries, reach } = log(source);
      await reach(2);
      source.close();
      await advance(LONG);
      return [entries, source.readyState];
    },
    expected: [["open", "message"], 2],
  },
  {
    title: "readyState at every callback",
    responses: [ended("data: a\n\n"), { hold: "looked at", ...stream("data: b\n\n") }],
    facts: async ({ open, log, nextRequest, openGate }) => {
      const source = open();
      const { entries, reach } = log(source, (event, source) => [event.type, source.readyState]);
      const first = source.readyState;
      await reach(3);
      await nextRequest();
      const connecting = source.readyState;
      await openGate("looked at");
      await reach(5);
      source.close();
      return [first, entries, connecting, source.readyState];
    },
    expected: [0, [["open", 1], ["message", 1], ["error", 0], ["open", 1], ["message", 1]], 0, 2],
  },
];

// @ts-check
/** heartbeatTimeout: the option, the field of the stream, and what counts as activity. */

import { stream } from "./script.mjs";

/** @typedef {import("./setting.mjs").Setting} Setting */

/** The longest that can be asked for. */
const LONGEST = 18_000_000;

/** @type {import("../server.mjs").Response[]} */
const SILENT = [{ hold: "never" }];

/**
 * After how many ms of silence a source with this option gives up; null for never. It must be the
 * time that the error names.
 *
 * @param {Setting} setting
 * @param {any} heartbeatTimeout
 */
async function patience({ open, advance, calls }, heartbeatTimeout) {
  /** @type {string[]} */
  const messages = [];
  const listen = (/** @type {any} */ source) => {
    source.onerror = (/** @type {any} */ event) => {
      messages.push(event.error.message);
      source.close();
    };
    return source;
  };
  const first = listen(open({ heartbeatTimeout }));
  await advance(LONGEST);
  first.close();
  if (messages.length === 0) return null;
  const ms = Number(/No activity within (\d+) milliseconds\. No response received\. Reconnecting\./.exec(messages[0])?.[1]);

  listen(open({ heartbeatTimeout }));
  await advance(ms - 1);
  const early = messages.length - 1;
  await advance(1);
  return early === 0 && messages.length === 2 && calls.length === 2 ? ms : messages;
}

/**
 * @param {any[]} values
 * @returns {(setting: Setting) => Promise<unknown[]>}
 */
const patienceWith = (values) => async (setting) => {
  const found = [];
  for (const value of values) {
    found.push([String(value), await patience(setting, value)]);
    setting.calls.length = 0;
  }
  return found;
};

/**
 * The time in the heartbeat's error after a stream that sends these fields, and falls silent.
 *
 * @param {string} title
 * @param {string} text
 * @param {object} rest
 * @param {any} [init]
 * @returns {import("./setting.mjs").Claim}
 */
const field = (title, text, rest, init) => ({
  title,
  responses: [stream(`${text}data: a\n\n`)],
  facts: async ({ open, event, log, advance }) => {
    const source = open(init);
    const { entries } = log(source, ({ error }) => /within (\d+) milliseconds/.exec(error.message)?.[1], ["error"]);
    source.onerror = () => source.close();
    await event(source, "message");
    await advance(LONGEST);
    return entries[0] ?? null;
  },
  expected: null,
  ...rest,
});

/** @type {import("./setting.mjs").Claim[]} */
export const heartbeat = [
  {
    title: "heartbeatTimeout is 45 seconds, unless a number says otherwise",
    responses: SILENT,
    facts: patienceWith([undefined, null, NaN, "abc", "", true, {}, 2000, "5000x", 1500.9, " 3000"]),
    expected: [
      ...["undefined", "null", "NaN", "abc", "", "true", "[object Object]"].map((value) => [value, 45_000]),
      ["2000", 2000],
      ["5000x", 5000],
      ["1500.9", 1500],
      [" 3000", 3000],
    ],
  },
  {
    title: "heartbeatTimeout is clamped to one second and five hours",
    responses: SILENT,
    facts: patienceWith([1, 999, -5, 1e21, LONGEST - 1, LONGEST, 1e12, 2 ** 32]),
    expected: [
      ["1", 1000],
      ["999", 1000],
      ["-5", 1000],
      // parseInt reads the digit before the "e".
      ["1e+21", 1000],
      [String(LONGEST - 1), LONGEST - 1],
      [String(LONGEST), LONGEST],
      ["1000000000000", LONGEST],
      ["4294967296", LONGEST],
    ],
  },
  {
    title: "heartbeatTimeout 0, false and Infinity switch it off",
    responses: SILENT,
    facts: patienceWith([0, false, Infinity]),
    expected: [["0", null], ["false", null], ["Infinity", null]],
    original: ["heartbeat off", [["0", 1000], ["false", 45_000], ["Infinity", 45_000]]],
  },
  field("a heartbeatTimeout field of the stream counts from then on", "heartbeatTimeout: 7000\n", { expected: "7000" }),
  field("a heartbeatTimeout field is clamped", "heartbeatTimeout: 1\n", { expected: "1000" }),
  field("a heartbeatTimeout field without a number changes nothing", "heartbeatTimeout: abc\nheartbeatTimeout\n", { expected: "45000" }),
  field("the last heartbeatTimeout field counts", "heartbeatTimeout: 7000\nheartbeatTimeout: 8000\n", { expected: "8000" }),
  field("a heartbeatTimeout field with more than digits is ignored", "heartbeatTimeout: 7000x\n", {
    expected: "45000",
    original: ["digits", "7000"],
  }),
  field(
    "a heartbeat that is switched off stays off",
    "heartbeatTimeout: 7000\n",
    { expected: null, original: ["heartbeat off", "7000"] },
    { heartbeatTimeout: 0 },
  ),
  {
    title: "a comment is activity",
    responses: [{ steps: [{ send: "data: a\n\n" }, { gate: "comment" }, { send: ":\n\ndata: b\n\n" }, { stall: true }] }],
    facts: async ({ open, log, advance, openGate }) => {
      const seen = log(open({ heartbeatTimeout: 2_000 }));
      await seen.reach(2);
      await advance(1_500);
      await openGate("comment");
      await seen.reach(3);
      await advance(1_500);
      const before = [...seen.entries];
      await advance(1_000);
      return [before, seen.entries.slice(3)];
    },
    expected: [["open", "message", "message"], ["error"]],
  },
  {
    title: "the heartbeat's error counts what was received and leads to a reconnection",
    responses: [stream("data: é☃🌊\n\n")],
    facts: async ({ open, event, advance, calls, nextRequest }) => {
      const source = open({ heartbeatTimeout: 1_000 });
      await event(source, "message");
      let at = 0;
      source.onerror = () => (at = performance.now());
      const error = event(source, "error");
      await advance(1_001);
      const { message } = (await error).error;
      const { readyState } = source;
      const { aborted } = calls[0].init.signal;
      await nextRequest();
      return [message, readyState, aborted, performance.now() - at];
    },
    // UTF-16 units.
    expected: ["No activity within 1000 milliseconds. 12 chars received. Reconnecting.", 0, true, 1000],
  },
];

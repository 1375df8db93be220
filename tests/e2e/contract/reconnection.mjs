// @ts-check
/** When the next request leaves. */

import { allowed, ended, forbidden, stream } from "./script.mjs";

/** @typedef {import("./setting.mjs").Setting} Setting */

/**
 * The delays before so many further requests.
 *
 * @param {Setting} setting
 * @param {number} count
 * @param {string} address
 */
async function delays({ open, log, nextRequest }, count, address) {
  const seen = log(open({}, address), () => 0, ["error"]);
  const found = [];
  for (let number = 1; number <= count; number += 1) {
    await seen.reach(number);
    found.push(await nextRequest());
  }
  return found;
}

/**
 * The delay after a stream that ends.
 *
 * @param {string} title
 * @param {string} text
 * @param {number} expected
 * @param {[import("../departures.mjs").Departure, number]} [original]
 * @returns {import("./setting.mjs").Claim}
 */
const delayAfter = (title, text, expected, original) => ({
  title,
  responses: [ended(`${text}data: a\n\n`)],
  facts: async (setting) => (await delays(setting, 1, setting.url))[0],
  expected,
  original,
});

/** @type {import("./setting.mjs").Claim[]} */
export const reconnection = [
  {
    title: "the delay doubles from failure to failure, up to sixteen times the reconnection time",
    responses: [forbidden],
    facts: (setting) => delays(setting, 7, setting.elsewhere),
    expected: [1000, 2000, 4000, 8000, 16_000, 16_000, 16_000],
  },
  {
    title: "chance adds up to a fifth and never takes away",
    responses: [forbidden],
    facts: (setting) => {
      setting.stage.random = 1 - Number.EPSILON;
      return delays(setting, 6, setting.elsewhere);
    },
    expected: [1199, 2399, 4799, 9599, 19_199, 19_199],
    original: ["delays", [1000, 2000, 4000, 8000, 16_000, 16_000]],
  },
  {
    title: "a delay has passed when its timer says so, also where only the timers are faked",
    responses: [forbidden],
    facts: async ({ open, elsewhere, log, advance }) => {
      const [monotonic, wall] = [performance.now, Date.now];
      const [passed, today] = [monotonic(), wall()];
      performance.now = () => passed;
      Date.now = () => today;
      try {
        const seen = log(open({}, elsewhere), () => 0, ["error"]);
        await seen.reach(1);
        await advance(1_000);
        await seen.reach(2);
        await advance(2_000);
        return (await seen.reach(3)).length;
      } finally {
        performance.now = monotonic;
        Date.now = wall;
      }
    },
    expected: 3,
  },
  {
    title: "the error event says when the next request leaves",
    responses: [forbidden],
    facts: async ({ open, elsewhere, log, nextRequest, stage }) => {
      stage.random = 0.5;
      const seen = log(open({}, elsewhere), ({ delay, attempt }) => [attempt, delay], ["error"]);
      const agrees = [];
      for (let number = 1; number <= 3; number += 1) {
        await seen.reach(number);
        const [attempt, delay] = seen.entries[number - 1];
        agrees.push([attempt, delay === (await nextRequest())]);
      }
      return agrees;
    },
    expected: [[1, true], [2, true], [3, true]],
    original: ["error event", Array(3).fill([undefined, false])],
  },
  {
    title: "a stream that delivered something begins the delays anew",
    responses: [forbidden, forbidden, allowed(ended("data: a\n\n")), forbidden],
    facts: (setting) => delays(setting, 4, setting.elsewhere),
    expected: [1000, 2000, 1000, 2000],
  },
  {
    title: "streams that deliver nothing and end at once do not begin them anew",
    responses: [ended("")],
    facts: (setting) => delays(setting, 5, setting.url),
    expected: [1000, 2000, 4000, 8000, 16_000],
    original: ["delays", Array(5).fill(1000)],
  },
  {
    title: "a stream that delivered nothing but lived as long as the delay begins them anew",
    responses: [forbidden, forbidden, allowed({ steps: [{ send: ":\n" }, { gate: "lived" }] })],
    facts: async ({ open, elsewhere, log, nextRequest, advance, openGate }) => {
      const source = open({}, elsewhere);
      const errors = log(source, () => 0, ["error"]);
      const opened = log(source, () => 0, ["open"]);
      await errors.reach(1);
      await nextRequest();
      await errors.reach(2);
      await nextRequest();
      await opened.reach(1);
      await advance(2_000);
      await openGate("lived");
      await errors.reach(3);
      return nextRequest();
    },
    expected: 1000,
  },
  {
    title: "silence before the response leads to a new request as well",
    responses: [{ hold: "never" }],
    facts: async ({ open, log, nextRequest, advance, calls }) => {
      const errors = log(open({ heartbeatTimeout: 3_000 }), () => 0, ["error"]);
      const found = [];
      for (let number = 1; number <= 3; number += 1) {
        await advance(3_000);
        await errors.reach(number);
        found.push(await nextRequest());
      }
      return [found, calls.map(({ init }) => init.signal.aborted)];
    },
    expected: [[1000, 2000, 4000], [true, true, true, false]],
  },
  delayAfter("retry sets the reconnection time", "retry: 3000\n", 3000),
  delayAfter("retry without a space", "retry:3000\n", 3000),
  delayAfter("the last retry counts", "retry: 3000\nretry: 4000\n", 4000),
  delayAfter("retry is at least one second", "retry: 0\n", 1000),
  delayAfter("retry is at most five hours", "retry: 99999999999999999999\n", 18_000_000),
  delayAfter("retry without a number changes nothing", "retry: 3000\nretry: abc\nretry\nretry:\n", 3000),
  delayAfter("retry with a leading zero is a decimal number", "retry: 03000\n", 3000),
  delayAfter("retry with more than digits is ignored", "retry: 3000x\n", 1000, ["digits", 3000]),
  delayAfter("retry with a fraction is ignored", "retry: 3000.5\n", 1000, ["digits", 3000]),
  delayAfter("retry with a sign is ignored", "retry: +3000\n", 1000, ["digits", 3000]),
  {
    title: "retry grows, up to sixteen times itself",
    responses: [allowed(ended("retry: 2000\ndata: a\n\n")), forbidden],
    facts: (setting) => delays(setting, 6, setting.elsewhere),
    expected: [2000, 4000, 8000, 16_000, 32_000, 32_000],
  },
  {
    title: "retry counts without an event, and until another one comes",
    responses: [ended("retry: 3000\n"), ended("data: a\n\n"), stream(":\n")],
    facts: (setting) => delays(setting, 2, setting.url),
    expected: [3000, 3000],
  },
  {
    title: "timers are those that are there when one is set",
    facts: async ({ open, event }) => {
      const { setTimeout } = globalThis;
      let asked = false;
      /** @type {any} */ (globalThis).setTimeout = (/** @type {[any, number]} */ ...words) => {
        asked = true;
        return setTimeout(...words);
      };
      try {
        await event(open(), "message");
      } finally {
        globalThis.setTimeout = setTimeout;
      }
      return asked;
    },
    expected: true,
    original: ["timers", false],
  },
];

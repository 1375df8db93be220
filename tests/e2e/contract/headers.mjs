// @ts-check
/** The headers option and attribute, and the request headers that come of them. */

import { ended, stream } from "./script.mjs";

/**
 * The page's request headers of a call, as a server would see them.
 *
 * @param {import("./witness.mjs").Call | undefined} call
 */
const sent = (call) => [...new Headers(call?.init.headers)];

const ACCEPT = ["accept", "text/event-stream"];

/** @type {import("./setting.mjs").Claim[]} */
export const headers = [
  {
    title: "headers keep their names' letter case and stand beside Accept",
    facts: ({ open, calls }) => {
      open({ headers: { Authorization: "Bearer b", "x-lower": "1" } });
      return Object.entries(calls[0].init.headers).sort();
    },
    expected: [["Accept", "text/event-stream"], ["Authorization", "Bearer b"], ["x-lower", "1"]],
  },
  {
    title: "without headers there is Accept alone",
    facts: ({ open, calls }) => [{}, { headers: undefined }, { headers: null }, { headers: {} }].map((init) => {
      const source = open(init);
      return [sent(calls[calls.length - 1]), source.headers];
    }),
    expected: Array(4).fill([[ACCEPT], {}]),
  },
  {
    title: "the caller's Accept is the one",
    facts: ({ open, calls }) => {
      open({ headers: { Accept: "text/event-stream, x/y" } });
      return sent(calls[0]);
    },
    expected: [["accept", "text/event-stream, x/y"]],
  },
  {
    title: "the caller's Accept is the one in any letter case",
    facts: ({ open, calls }) => {
      open({ headers: { accept: "x/y" } });
      return sent(calls[0]);
    },
    expected: [["accept", "x/y"]],
    original: ["Accept", [["accept", "text/event-stream, x/y"]]],
  },
  {
    title: "own enumerable properties are headers, others are not",
    facts: ({ open, calls }) => {
      const given = Object.create({ "X-Inherited": "1" }, { "X-Hidden": { value: "1" } });
      given["X-Own"] = "1";
      open({ headers: given });
      return sent(calls[0]);
    },
    expected: [ACCEPT, ["x-own", "1"]],
  },
  {
    title: "values become strings",
    facts: ({ open, calls }) => {
      const value = () => 1;
      open({ headers: { A: 1, B: null, C: undefined, D: ["x", "y"], E: value, F: "" } });
      return sent(calls[0]).map(([name, text]) => [name, text === String(value) ? "(source)" : text]);
    },
    expected: [["a", "1"], ACCEPT, ["b", "null"], ["c", "undefined"], ["d", "x,y"], ["e", "(source)"], ["f", ""]],
  },
  {
    title: "a Headers instance is sent",
    facts: ({ open, calls }) => {
      open({ headers: new Headers({ "X-A": "1" }) });
      return sent(calls[0]);
    },
    expected: [ACCEPT, ["x-a", "1"]],
    original: ["HeadersInit", [ACCEPT]],
  },
  {
    title: "pairs are sent, repeated names combined",
    facts: ({ open, calls }) => {
      open({ headers: [["X-A", "1"], ["X-A", "2"]] });
      return sent(calls[0]);
    },
    expected: [ACCEPT, ["x-a", "1, 2"]],
    original: ["HeadersInit", [["0", "X-A,1"], ["1", "X-A,2"], ACCEPT]],
  },
  {
    title: "an iterable of pairs is sent",
    facts: ({ open, calls }) => {
      open({ headers: new Map([["X-A", "1"]]) });
      return sent(calls[0]);
    },
    expected: [ACCEPT, ["x-a", "1"]],
    original: ["HeadersInit", [ACCEPT]],
  },
  {
    title: "a function that gives headers is called at every attempt",
    responses: [ended("data: a\n\n"), stream("data: b\n\n")],
    facts: async ({ open, calls, event, nextRequest }) => {
      let number = 0;
      await event(open({ headers: () => ({ "X-Attempt": String((number += 1)) }) }), "error");
      await nextRequest();
      return calls.map(sent);
    },
    expected: [[ACCEPT, ["x-attempt", "1"]], [ACCEPT, ["x-attempt", "2"]]],
    original: ["HeadersInit", [[ACCEPT], [ACCEPT]]],
  },
  {
    title: "a function may promise headers",
    facts: async ({ open, calls, until }) => {
      open({ headers: async () => ({ "X-A": "1" }) });
      await until(() => calls.length === 1);
      return sent(calls[0]);
    },
    expected: [ACCEPT, ["x-a", "1"]],
    original: ["HeadersInit", [ACCEPT]],
  },
  {
    title: "the headers attribute is the object that was given",
    facts: ({ open }) => {
      const given = { "X-A": "1" };
      return open({ headers: given }).headers === given;
    },
    expected: true,
  },
  {
    title: "headers are read afresh at every attempt, changed or assigned",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, calls, log, nextRequest }) => {
      /** @type {Record<string, string>} */
      const given = { "X-A": "1" };
      const source = open({ headers: given });
      const errors = log(source, () => 0, ["error"]);
      await errors.reach(1);
      given["X-A"] = "2";
      await nextRequest();
      await errors.reach(2);
      source.headers = { "X-B": "3" };
      await nextRequest();
      return [calls.map(sent), source.headers];
    },
    expected: [[[ACCEPT, ["x-a", "1"]], [ACCEPT, ["x-a", "2"]], [ACCEPT, ["x-b", "3"]]], { "X-B": "3" }],
  },
  {
    title: "headers that cannot be throw a TypeError",
    facts: ({ open, thrown }) =>
      [{ "X A": "1" }, { "X-A": "1\n2" }, { "X-A": "☃" }].map((given) => thrown(() => open({ headers: given }))),
    expected: Array(3).fill("TypeError"),
    original: ["headers that cannot be", Array(3).fill(null)],
  },
  {
    title: "headers assigned that cannot be close the source with an error event",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, calls, log, nextRequest }) => {
      const source = open();
      const errors = log(source, ({ error, reason }) => [source.readyState, error?.name, reason], ["error"]);
      await errors.reach(1);
      source.headers = { "X A": "1" };
      const before = calls.length;
      // The original's request leaves, and fails in fetch.
      await nextRequest().catch(() => {});
      await errors.reach(2);
      return [calls.length - before, errors.entries[1]];
    },
    expected: [0, [2, "TypeError", "headers"]],
    original: ["headers that cannot be", [1, [0, "TypeError", undefined]]],
  },
];

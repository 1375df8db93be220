// @ts-check
/* Tokens that expire: headers made for each attempt. */
import { advance } from "../contract/clock.mjs";
import { anHour, asked, claim, closed, ended, header, log, next, open, settle, stream } from "./setting.js";

/** @type {any} */
const { equal, play, requests } = globalThis;

const refused = (/** @type {number} */ status) => ({ status, headers: [["content-type", "text/plain"]], steps: [{ send: "no" }] });

for (const [kind, wrap] of /** @type {[string, (headers: any) => any][]} */ ([
  ["at once", (headers) => headers],
  ["by a promise", async (headers) => headers],
])) {
  claim(`a function that answers ${kind} makes the headers of each attempt, told of the one before`, async () => {
    const url = await play([ended("id: 7\ndata: x\n\n"), refused(503), stream("data: y\n\n")]);
    /** @type {any[]} */
    const told = [];
    const source = open(url, {
      reconnect: { statuses: [503] },
      headers: (/** @type {any} */ attempt) => {
        told.push([attempt.number, attempt.lastEventId, attempt.status]);
        return wrap({ Authorization: `Bearer ${told.length}` });
      },
    });
    for (let i = 0; i < 2; i += 1) {
      const { delay } = await next(source, "error");
      await advance(delay);
    }
    await next(source, "message");
    equal(told, [[1, "", undefined], [2, "7", 200], [3, "7", 503]]);
    equal((await requests(url)).map((/** @type {any} */ one) => header(one, "authorization")), ["Bearer 1", "Bearer 2", "Bearer 3"]);
  });
}

claim("a 401 that the policy tries again leads to one attempt with fresh headers and the same last event ID", async () => {
  const url = await play([ended("id: 7\ndata: x\n\n"), refused(401), stream("id: 8\ndata: y\n\n")]);
  let token = "stale";
  const source = open(url, {
    reconnect: { statuses: [401] },
    headers: async (/** @type {any} */ { status }) => {
      if (status === 401) token = "fresh";
      return { Authorization: token };
    },
  });
  const events = log(source, ({ type, status, reason, willReconnect, data }) => [type, status ?? data, reason, willReconnect]);
  await advance((await next(source, "error")).delay);
  const { delay, attempt } = await next(source, "error");
  equal(attempt, 2);
  await advance(delay);
  await next(source, "message");
  equal(events.slice(3), [["error", 401, "status", true], ["open", 200, undefined, undefined], ["message", "y", undefined, undefined]]);
  const all = await requests(url);
  equal(all.map((/** @type {any} */ one) => [header(one, "authorization"), one.query]), [
    ["stale", null], ["stale", "lastEventId=7"], ["fresh", "lastEventId=7"],
  ]);
  equal([source.lastEventId, source.readyState], ["8", 1]);
});

claim("a 401 without such a policy is no stream and no loop: CLOSED after one request", async () => {
  const url = await play([{ status: 401, steps: [{ send: "data: not for you\n\n" }] }]);
  const source = open(url);
  const events = log(source);
  await next(source, "error");
  await anHour(url);
  equal([events, source.readyState, (await requests(url)).length], [["status"], 2, 1]);
});

claim("a function that throws or rejects is an error event, and CLOSED; nothing is sent", async () => {
  for (const fail of [() => { throw new RangeError("no token"); }, async () => { throw new RangeError("no token"); }]) {
    const url = await play([stream("data: x\n\n")]);
    const source = open(url, { headers: fail });
    const events = log(source);
    const event = await next(source, "error");
    equal([event.reason, event.message, event.error instanceof RangeError, event.willReconnect, event.delay, event.attempt], ["headers", "no token", true, false, undefined, 1]);
    equal(source.readyState, 2);
    await anHour(url);
    equal([events, (await requests(url)).length], [["headers"], 0]);
  }
});

claim("close() while headers are pending is silence, and their answer sends nothing", async () => {
  for (const answer of ["resolve", "reject"]) {
    const url = await play([stream("data: x\n\n")]);
    const pending = Promise.withResolvers();
    const source = open(url, { headers: () => pending.promise });
    const events = log(source);
    await settle();
    source.close();
    pending[/** @type {"resolve" | "reject"} */ (answer)](answer === "resolve" ? {} : new Error("late"));
    await settle();
    await anHour(url);
    equal([events, source.readyState, asked.length, (await requests(url)).length], [[], 2, 0, 0]);
  }
});

claim("the headers attribute may become a function, and the reverse", async () => {
  const url = await play([ended("data: x\n\n"), ended("data: x\n\n"), stream("data: x\n\n")]);
  const source = open(url, { headers: { "x-token": "1" } });
  const first = await next(source, "error");
  source.headers = async () => ({ "x-token": "2" });
  await advance(first.delay);
  const second = await next(source, "error");
  source.headers = [["x-token", "3"]];
  await advance(second.delay);
  await next(source, "message");
  equal((await requests(url)).map((/** @type {any} */ one) => header(one, "x-token")), ["1", "2", "3"]);
});

claim("many calls of reconnect() in one task, while headers are pending, send one request", async () => {
  const url = await play([ended("data: x\n\n"), stream("data: y\n\n")]);
  let refreshes = 0;
  const source = open(url, { headers: async () => ({ "x-token": String((refreshes += 1)) }) });
  await next(source, "error");
  for (let i = 0; i < 5; i += 1) source.reconnect();
  await next(source, "message");
  // Less than the heartbeat.
  await advance(40_000);
  equal([asked.length, refreshes], [2, 6]);
  equal(header((await requests(url))[1], "x-token"), "6");
});

claim("many calls of reconnect() in one task leave one stream", async () => {
  const url = await play([stream("data: x\n\n")]);
  const source = open(url);
  const events = log(source);
  await next(source, "message");
  for (let i = 0; i < 4; i += 1) source.reconnect();
  equal(source.readyState, 0);
  await next(source, "message");
  // The server may not have seen those that were given up at once.
  const { length } = await requests(url);
  equal([await closed(url, length - 1), source.readyState], [length - 1, 1]);
  equal(events, ["open", "x", "open", "x"]);
});

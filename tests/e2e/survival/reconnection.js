// @ts-check
/* The policy of reconnection: how long, how often, and who may cut it short. */
import { advance, advanceUntil } from "../contract/clock.mjs";
import { anHour, asked, claim, closed, ended, log, next, open, openGate, settle, stream, unreachable } from "./setting.js";

/** @type {any} */
const { equal, throws, play, requests, EventSourcePolyfill } = globalThis;

/**
 * The delays of so many errors, and how long it truly was until the next attempt.
 *
 * @param {any} reconnect
 * @param {number} count
 */
async function delays(reconnect, count) {
  let attempts = 0;
  const fetch = () => {
    attempts += 1;
    return unreachable();
  };
  const source = open("/nowhere", { reconnect, fetch });
  const said = [];
  const passed = [];
  for (let i = 1; i <= count; i += 1) {
    said.push((await next(source, "error")).delay);
    passed.push(await advanceUntil(() => attempts > i));
  }
  source.close();
  equal(passed, said, "an attempt comes when the error says");
  return said;
}

claim("the delay begins, grows and is capped as the policy says", async () => {
  const policy = { minDelay: 10, factor: 3, maxDelay: 100, jitter: 0 };
  equal(await delays(policy, 5), [10, 30, 90, 100, 100]);
  equal(await delays({ factor: 1 }, 3), [1000, 1000, 1000]);
  equal(await delays({ minDelay: 50 }, 3), [50, 100, 200]);
  equal(await delays({}, 6), [1000, 2000, 4000, 8000, 16000, 16000]);
});

claim("jitter adds its part of the delay and takes nothing away", async () => {
  Math.random = () => 0.5;
  equal(await delays({ minDelay: 100, jitter: 0.5 }, 3), [125, 250, 500]);
  equal(await delays({ minDelay: 100, jitter: 0 }, 3), [100, 200, 400]);
  equal(await delays(true, 2), [1100, 2200]);
  Math.random = () => 0.999999;
  equal(await delays({ minDelay: 100, jitter: 2 }, 2), [299, 599]);
});

claim("maxAttempts in a row that come to nothing close the source, and the message says so", async () => {
  const source = open("/nowhere", { reconnect: { maxAttempts: 2 }, fetch: unreachable });
  const events = log(source, ({ attempt, delay, willReconnect, message }) => [attempt, delay, willReconnect, message, source.readyState]);
  for (let i = 0; i < 2; i += 1) await advance((await next(source, "error")).delay);
  await settle();
  await anHour();
  equal(events, [
    [1, 1000, true, "no server", 0],
    [2, 2000, true, "no server", 0],
    [3, undefined, false, "no server. Giving up: maxAttempts came to nothing.", 2],
  ]);
  const none = open("/nowhere", { reconnect: { maxAttempts: 0 }, fetch: unreachable });
  equal([(await next(none, "error")).willReconnect, none.readyState], [false, 2]);
});

claim("an event delivered counts maxAttempts anew", async () => {
  const url = await play([ended(""), ended("data: x\n\n"), ended("")]);
  const source = open(url, { reconnect: { maxAttempts: 1 } });
  const events = log(source, ({ type, data, willReconnect }) => data ?? willReconnect ?? type);
  for (let i = 0; i < 2; i += 1) await advance((await next(source, "error")).delay);
  await next(source, "error");
  equal(events, ["open", true, "open", "x", true, "open", false]);
  equal((await requests(url)).length, 3);
});

claim("Retry-After in seconds is kept to, and neither online nor a page that is shown cuts it short", async () => {
  const url = await play([{ status: 503, headers: [["retry-after", "30"]] }, stream("data: x\n\n")]);
  const source = open(url, { reconnect: { statuses: [503], jitter: 0 } });
  equal((await next(source, "error")).delay, 30_000);
  for (const type of ["online", "pageshow"]) globalThis.dispatchEvent(new Event(type));
  globalThis.document?.dispatchEvent(new Event("visibilitychange"));
  await advance(29_999);
  equal(asked.length, 1);
  await advance(1);
  equal(asked.length, 2);
  await next(source, "message");
});

claim("Retry-After as a date is kept to; one that is past or no date changes nothing", async () => {
  for (const [value, delay] of /** @type {[(now: number) => string, (now: number, value: string) => number][]} */ ([
    [(now) => new Date(now + 90_000).toUTCString(), (now, value) => Date.parse(value) - now],
    [(now) => new Date(now - 90_000).toUTCString(), () => 1000],
    [() => "soon", () => 1000],
    [() => "-5", () => 1000],
    [() => "0", () => 1000],
  ])) {
    const now = Date.now();
    const text = value(now);
    const url = await play([{ status: 429, headers: [["retry-after", text]] }]);
    const source = open(url, { reconnect: { statuses: [429] } });
    equal((await next(source, "error")).delay, delay(now, text), text);
    source.close();
  }
});

claim("reconnect() overrules Retry-After", async () => {
  const url = await play([{ status: 503, headers: [["retry-after", "30"]] }, stream("data: x\n\n")]);
  const source = open(url, { reconnect: { statuses: [503] } });
  await next(source, "error");
  source.reconnect();
  equal(asked.length, 2);
  await next(source, "message");
});

claim("statuses are any iterable, and others close", async () => {
  const url = await play([{ status: 500 }, { status: 502 }, { status: 404 }]);
  const source = open(url, { reconnect: { statuses: new Set([500, 502]) } });
  const events = log(source, ({ status, willReconnect }) => [status, willReconnect]);
  for (let i = 0; i < 2; i += 1) await advance((await next(source, "error")).delay);
  await next(source, "error");
  equal([events, source.readyState], [[[500, true], [502, true], [404, false]], 2]);
});

claim("reconnect: false is one stream, then CLOSED, and reconnect() does nothing", async () => {
  for (const [last, reason] of /** @type {[any, string][]} */ ([[[], "end"], [[{ gate: "seen" }, { reset: true }], "network"]])) {
    const url = await play([{ steps: [{ send: "id: 7\ndata: x\n\n" }, ...last] }]);
    const source = open(url, { reconnect: false });
    const events = log(source);
    await next(source, "message");
    source.reconnect();
    await openGate(url, "seen");
    const event = await next(source, "error");
    equal([event.reason, event.willReconnect, event.delay, source.readyState], [reason, false, undefined, 2]);
    source.reconnect();
    await anHour(url);
    equal([events, source.lastEventId, (await requests(url)).length], [["open", "x", reason], "7", 1]);
  }
});

claim("reconnect() skips the wait, once", async () => {
  const url = await play([ended("id: 7\ndata: x\n\n"), stream("data: y\n\n")]);
  const source = open(url);
  await next(source, "error");
  source.reconnect();
  equal([asked.length, new URL(asked[1]).search], [2, "?lastEventId=7"]);
  await next(source, "message");
  await advance(30_000);
  equal([asked.length, source.readyState], [2, 1], "the wait is over");
});

claim("reconnect() replaces a live stream without an error, and what the old one sends is not heard", async () => {
  const url = await play([
    { steps: [{ send: "id: 1\ndata: old\n\ndata: half" }, { gate: "late" }, { send: "\n\n" }, { stall: true }] },
    stream("data: new\n\n"),
  ]);
  const source = open(url);
  const events = log(source);
  await next(source, "message");
  source.reconnect();
  equal(source.readyState, 0);
  await closed(url, 1);
  await next(source, "message");
  equal(events, ["open", "old", "open", "new"]);
  equal([await closed(url, 1), (await requests(url))[1].query], [1, "lastEventId=1"]);
});

claim("reconnect() in the error listener is one attempt", async () => {
  const url = await play([ended("data: x\n\n"), stream("data: y\n\n")]);
  const source = open(url);
  source.addEventListener("error", () => source.reconnect(), { once: true });
  await next(source, "error");
  await next(source, "message");
  await advance(30_000);
  equal(asked.length, 2);
});

claim("a server that accepts and ends at once is not asked hundreds of times a second", async () => {
  for (const steps of [[], [{ send: ": hello\n\n" }], [{ send: "retry: 0\n\n" }], [{ send: "retry: 1000\n\n" }], [{ send: "id: 1\n\n" }]]) {
    asked.length = 0;
    const url = await play([{ steps }]);
    const source = open(url);
    const said = [];
    for (let i = 0; i < 5; i += 1) {
      const { delay } = await next(source, "error");
      said.push(delay);
      await advance(delay - 1);
      equal(asked.length, i + 1, JSON.stringify(steps));
      await advance(1);
    }
    equal(said, [1000, 2000, 4000, 8000, 16000], JSON.stringify(steps));
    source.close();
  }
});

claim("a policy that cannot be is a TypeError", () => {
  for (const reconnect of ["always", { minDelay: 0 }, { minDelay: "soon" }, { factor: 0.5 }, { jitter: -1 }, { maxDelay: -1 }, { maxAttempts: -1 }, { maxAttempts: NaN }, { statuses: ["x"] }]) {
    throws(() => new EventSourcePolyfill("/nowhere", { reconnect, fetch: unreachable }), TypeError);
  }
});

// @ts-check
/* Reading by `for await`: order, ends, and a server that is held back. */
import { advance } from "../contract/clock.mjs";
import { anHour, asked, claim, closed, ended, log, next, open, settle, stream } from "./setting.js";

/** @type {any} */
const { equal, play, requests } = globalThis;

const EVENT_STREAM = { headers: { "content-type": "text/event-stream" } };

claim("a loop gets every message of any type, in order, across reconnections, and ends at CLOSED", async () => {
  const url = await play([ended("data: a\n\nevent: named\nid: 1\ndata: b\n\nevent: ping\ndata: c\n\n"), ended("data: d\n\n"), { status: 204 }]);
  const source = open(url);
  /** @type {any[]} */
  const seen = [];
  const read = async () => {
    for await (const { type, data, lastEventId } of source) seen.push([type, data, lastEventId]);
  };
  const reading = read();
  for (let i = 0; i < 2; i += 1) await advance((await next(source, "error")).delay);
  await reading;
  equal(seen, [["message", "a", ""], ["named", "b", "1"], ["ping", "c", "1"], ["message", "d", "1"]]);
  equal([source.readyState, asked.length], [2, 3]);
});

claim("a loop over a closed source is over, and one that waits ends with close()", async () => {
  const url = await play([stream(":\n")]);
  const source = open(url);
  const waiting = source[Symbol.asyncIterator]().next();
  await next(source, "open");
  source.close();
  equal(await waiting, { done: true });
  equal(await source[Symbol.asyncIterator]().next(), { done: true });
});

claim("what was given before the end can still be asked for", async () => {
  const url = await play([ended("data: a\n\ndata: b\n\n")]);
  const source = open(url, { reconnect: false });
  const events = source[Symbol.asyncIterator]();
  // Behind: the end is not read until all was asked for.
  await next(source, "message");
  equal((await events.next()).value.data, "a");
  equal((await events.next()).value.data, "b");
  equal((await events.next()).done, true);
  equal(source.readyState, 2);
});

for (const [word, body] of /** @type {[string, (source: any) => Promise<unknown>][]} */ ([
  ["break", async (source) => { for await (const _ of source) break; }],
  ["return", async (source) => { for await (const event of source) return event; }],
  ["throw", async (source) => { for await (const _ of source) throw new RangeError("enough"); }],
])) {
  claim(`leaving the loop by ${word} closes the source, and the server sees it`, async () => {
    const url = await play([stream("data: a\n\ndata: b\n\n")]);
    const source = open(url);
    await body(source).catch((error) => equal([word, error.message], ["throw", "enough"]));
    equal([source.readyState, await closed(url, 1)], [2, 1]);
    await anHour(url);
    equal(asked.length, 1);
  });
}

claim("listeners hear what a loop gets, and each of two loops gets all", async () => {
  const url = await play([ended("data: a\n\ndata: b\n\n")]);
  const source = open(url, { reconnect: false });
  const events = log(source);
  const gather = async () => {
    const seen = [];
    for await (const { data } of source) seen.push(data);
    return seen;
  };
  equal(await Promise.all([gather(), gather()]), [["a", "b"], ["a", "b"]]);
  equal(events, ["open", "a", "b", "end"]);
});

claim("while nobody asks, nothing is read: a stream is pulled once and then by demand", async () => {
  const encoder = new TextEncoder();
  let pulls = 0;
  const body = () =>
    new ReadableStream(
      {
        pull(controller) {
          pulls += 1;
          // What asks without end is answered with one.
          if (pulls > 100) controller.close();
          else controller.enqueue(encoder.encode(`data: ${pulls}\n\n`));
        },
      },
      { highWaterMark: 0 },
    );
  const source = open("/handmade", { fetch: async () => new Response(body(), EVENT_STREAM), heartbeatTimeout: 2000 });
  const heard = log(source);
  const events = source[Symbol.asyncIterator]();
  await next(source, "message");
  for (let asked = 1; asked <= 5; asked += 1) {
    // Long after the heartbeat: silence is the reader's own.
    await anHour();
    equal(pulls, asked, "pulled");
    equal((await events.next()).value.data, String(asked));
    await settle();
  }
  equal(heard.includes("heartbeat"), false);
});

claim("a reader that catches up is subject to the heartbeat again", async () => {
  /** @type {ReadableStreamDefaultController<Uint8Array> | undefined} */
  let controller;
  const body = new ReadableStream({ start: (given) => void (controller = given) });
  const source = open("/handmade", { fetch: async () => new Response(body, EVENT_STREAM), heartbeatTimeout: 2000 });
  const heard = log(source);
  const events = source[Symbol.asyncIterator]();
  await next(source, "open");
  controller?.enqueue(new TextEncoder().encode("data: x\n\n"));
  await settle();
  await anHour();
  equal(heard, ["open", "x"]);
  await events.next();
  await settle();
  await advance(1999);
  equal(heard, ["open", "x"]);
  await advance(1);
  equal(heard, ["open", "x", "heartbeat"]);
});

claim("close() while the reader is behind ends the request", async () => {
  const url = await play([stream("data: a\n\n")]);
  const source = open(url);
  const events = source[Symbol.asyncIterator]();
  await next(source, "message");
  await settle();
  source.close();
  equal(await closed(url, 1), 1);
  equal([(await events.next()).value?.data, (await events.next()).done], ["a", true]);
});

// Firefox and WebKit take the body of a fetch whole, whoever reads it; and once is enough.
if (globalThis.document && navigator.userAgent.includes("Chrome")) {
  claim("a reader that is behind holds the server back, where one that only listens lets all through", async () => {
    const flood = new URL(location.href).searchParams.get("flood");
    const name = crypto.randomUUID();
    const progress = async (/** @type {string} */ name) => (await fetch(`${flood}/sent/${name}`)).json();
    const slow = open(`${flood}/flood/${name}-slow`, { reconnect: false });
    const events = slow[Symbol.asyncIterator]();
    await next(slow, "message");
    // The measure of time: another one gets everything meanwhile.
    const fast = open(`${flood}/flood/${name}-fast`, { reconnect: false });
    equal((await next(fast, "error")).reason, "end");
    const { sent, of } = await progress(`${name}-fast`);
    equal(sent, of);
    const held = (await progress(`${name}-slow`)).sent;
    equal(held < of, true, `${held} of ${of}`);
    let count = 0;
    for await (const _ of events) {
      count += 1;
      if (count > held + 1) break;
    }
    equal([count, slow.readyState], [held + 2, 2]);
  });
}

claim("Symbol.dispose closes, and so does using", async () => {
  if (!("dispose" in Symbol)) return;
  const { Symbol: { dispose } } = /** @type {any} */ (globalThis);
  const url = await play([stream("data: x\n\n")]);
  const source = open(url);
  await next(source, "message");
  source[dispose]();
  equal([source.readyState, await closed(url, 1)], [2, 1]);
  /** @type {(source: any) => void} */
  let using;
  try {
    using = /** @type {any} */ (new Function("source", "{ using mine = source; }"));
  } catch {
    // The symbol is older than the statement.
    return;
  }
  const other = open(url);
  await next(other, "message");
  using(other);
  equal([other.readyState, await closed(url, 2)], [2, 2]);
});

claim("an event as large as maxEventSize is read; a larger one, or a line that never ends, closes", async () => {
  for (const [text, outcome] of /** @type {[string, any[]][]} */ ([
    [`data: ${"x".repeat(50)}\n\ndata: y\n\n`, ["open", "x".repeat(50), "y", "end"]],
    [`data: a\n\ndata: ${"x".repeat(200)}\n\ndata: b\n\n`, ["open", "a", "limit"]],
    [`data:${"x".repeat(200)}`, ["open", "limit"]],
    // Of what is ignored nothing is kept.
    [`:${"x".repeat(200)}\n${"x".repeat(200)}\ndata: y\n\n`, ["open", "y", "end"]],
  ])) {
    const url = await play([ended(text)]);
    const source = open(url, { maxEventSize: 100, reconnect: false });
    const events = log(source);
    await next(source, "error");
    equal([events, source.readyState], [outcome, 2]);
  }
});

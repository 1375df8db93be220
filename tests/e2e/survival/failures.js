// @ts-check
/* Saying what happened: each reason with all its fields, and the refused response's own words. */
import { advance, tick } from "../contract/clock.mjs";
import { anHour, claim, closed, ended, handmade, leaks, log, next, open, openGate, stream, unreachable } from "./setting.js";

/** @type {any} */
const { equal, play } = globalThis;

/** @param {any} event */
const fields = ({ type, reason, message, status, statusText, headers, url, error, willReconnect, attempt, delay }) => ({
  type, reason, message, status, statusText, headers: headers && (headers.get("x-mine") ?? true), url: url && new URL(url).pathname,
  error: error && `${error}`, willReconnect, attempt, delay,
});

const plain = [["content-type", "text/plain"], ["x-mine", "1"]];

/**
 * @typedef {object} Case
 * @property {any[]} [responses]
 * @property {any} [init]
 * @property {() => Promise<unknown>} [provoke]
 * @property {any} expected
 */

/** @type {Record<string, Case>} */
const reasons = {
  status: {
    responses: [{ status: 500, headers: plain, steps: [{ send: "why" }] }],
    expected: {
      message: "EventSource's response has a status 500 Internal Server Error that is not 200. Aborting the connection.",
      status: 500, statusText: "Internal Server Error", headers: "1", willReconnect: false,
    },
  },
  "content-type": {
    responses: [{ headers: plain, steps: [{ send: "data: x\n\n" }] }],
    expected: {
      message: "EventSource's response has a Content-Type specifying an unsupported type: text/plain. Aborting the connection.",
      status: 200, statusText: "OK", headers: "1", willReconnect: false,
    },
  },
  network: {
    init: { fetch: unreachable },
    expected: { message: "no server", error: "TypeError: no server", willReconnect: true, delay: 1000 },
  },
  end: {
    responses: [ended("data: x\n\n")],
    expected: { message: "The event stream ended. Reconnecting.", status: 200, statusText: "OK", headers: true, willReconnect: true, delay: 1000 },
  },
  heartbeat: {
    init: { heartbeatTimeout: 2000, fetch: handmade().fetch },
    provoke: () => advance(2000),
    expected: {
      message: "No activity within 2000 milliseconds. 0 chars received. Reconnecting.",
      error: "Error: No activity within 2000 milliseconds. 0 chars received. Reconnecting.",
      status: 200, statusText: "", headers: true, willReconnect: true, delay: 1000,
    },
  },
  limit: {
    responses: [stream(`data: ${"x".repeat(100)}`)],
    init: { maxEventSize: 50 },
    expected: {
      message: "An event is larger than maxEventSize. Aborting the connection.",
      error: "Error: An event is larger than maxEventSize. Aborting the connection.",
      status: 200, statusText: "OK", headers: true, willReconnect: false,
    },
  },
  headers: {
    init: { headers: () => ({ "a b": "1" }) },
    expected: { willReconnect: false },
  },
};

for (const [reason, { responses = [stream("")], init, provoke, expected }] of Object.entries(reasons)) {
  claim(`what an error for "${reason}" says, once`, async () => {
    const url = await play(responses);
    const source = open(url, init);
    const types = log(source, ({ type }) => type);
    if (provoke) {
      await next(source, "open");
      await provoke();
    }
    const seen = fields(await next(source, "error"));
    equal(source.readyState, expected.willReconnect ? 0 : 2);
    source.close();
    await anHour();
    // The platform's own words on a header that cannot be.
    const words = reason === "headers" ? { message: seen.message, error: `TypeError: ${seen.message}` } : {};
    const path = expected.status && reason !== "heartbeat" ? url : expected.status ? "" : undefined;
    equal(Object.entries(seen).sort(), Object.entries({ ...Object.fromEntries(Object.keys(seen).map((key) => [key, undefined])), type: "error", reason, attempt: 1, url: path, ...expected, ...words }).sort());
    equal(types.filter((type) => type === "error").length, 1);
  });
}

claim("text() is the body of a refused response, asked for while the error is told", async () => {
  for (const [status, type, body] of /** @type {[number, string, string][]} */ ([
    [500, "text/plain", "the database is gone: 你好"],
    [401, "application/problem+json", '{"title":"expired"}'],
    [200, "text/html", "<h1>Sign in</h1>"],
    [404, "text/plain", ""],
  ])) {
    const url = await play([{ status, headers: [["content-type", type]], steps: [{ send: body }] }]);
    const text = await new Promise((resolve) => {
      open(url).addEventListener("error", (/** @type {any} */ event) => resolve(Promise.all([event.text(), event.text()])));
    });
    equal(text, [body, body], String(status));
  }
});

claim("text() of a body that comes slowly waits for it, also where the source reconnects or closes meanwhile", async () => {
  for (const act of [() => {}, (/** @type {any} */ source) => source.close()]) {
    const url = await play([{ status: 503, steps: [{ send: "one " }, { gate: "rest" }, { send: "two" }] }, stream("data: x\n\n")]);
    const source = open(url, { reconnect: { statuses: [503] } });
    const { text } = await new Promise((resolve) => {
      source.addEventListener("error", (/** @type {any} */ event) => resolve({ text: event.text() }), { once: true });
    });
    act(source);
    await openGate(url, "rest");
    equal(await text, "one two");
  }
});

claim("text() that nobody asked for while the error was told rejects with an AbortError", async () => {
  const late = (/** @type {any} */ event) => event.text().then((/** @type {string} */ text) => `it is ${JSON.stringify(text)}`, (/** @type {any} */ error) => error.name);
  const responses = [{ status: 401, steps: [{ send: "why" }] }, { headers: plain, steps: [{ send: "why" }] }, { status: 503, steps: [{ send: "why" }, { stall: true }] }];
  for (const response of responses) {
    const url = await play([response, stream("")]);
    const event = await next(open(url, { reconnect: { statuses: [503] } }), "error");
    await tick();
    equal(await late(event), "AbortError", `${response.status}`);
  }
  const event = await next(open("/handmade", { fetch: async () => new Response("why", { status: 500 }) }), "error");
  await tick();
  equal(await late(event), "AbortError", "of a fetch that heeds no signal");
});

claim("text() reads 64 KiB of a larger body and cancels the rest", async () => {
  const chunk = new TextEncoder().encode("0123456789".repeat(1000));
  let pulls = 0;
  /** @type {any} */
  let cancel;
  const cancelled = new Promise((resolve) => void (cancel = resolve));
  const body = new ReadableStream({ pull: (controller) => void (pulls += 1, controller.enqueue(chunk)), cancel }, { highWaterMark: 0 });
  const source = open("/handmade", { fetch: async () => new Response(body, { status: 500 }) });
  const text = await new Promise((resolve) => {
    source.addEventListener("error", (/** @type {any} */ event) => resolve(event.text()));
  });
  await cancelled;
  equal([text.length, text.endsWith("012345"), pulls], [65_536, true, 7]);
});

claim("the server sees that a larger body is not read to its end", async () => {
  const url = await play([{ status: 500, steps: [{ send: "x".repeat(100_000) }, { stall: true }] }]);
  const text = await new Promise((resolve) => {
    open(url).addEventListener("error", (/** @type {any} */ event) => resolve(event.text()));
  });
  equal([text.length, await closed(url, 1)], [65_536, 1]);
});

// Nothing but the server can tell.
if (!leaks) {
  claim("a refused body that nobody asks for is cancelled", async () => {
    for (const response of [{ status: 500 }, { status: 200, headers: plain }]) {
      const url = await play([{ ...response, steps: [{ send: "why" }, { stall: true }] }]);
      await next(open(url), "error");
      equal(await closed(url, 1), 1);
    }
  });
}

claim("text() of an error without a refused response is empty", async () => {
  const url = await play([ended("data: x\n\n")]);
  equal(await (await next(open(url), "error")).text(), "");
  equal(await (await next(open("/nowhere", { fetch: unreachable }), "error")).text(), "");
});

claim("an error for a lost network says nothing of the response before it", async () => {
  const url = await play([{ status: 503, headers: plain }]);
  let attempt = 0;
  const { fetch } = globalThis;
  const source = open(url, {
    reconnect: { statuses: [503] },
    fetch: (/** @type {any} */ url, /** @type {any} */ init) => ((attempt += 1) === 1 ? fetch(url, init) : unreachable()),
  });
  const first = await next(source, "error");
  await advance(first.delay);
  const second = await next(source, "error");
  equal([first.status, second.status, second.headers, second.url, second.reason, second.attempt], [503, undefined, undefined, undefined, "network", 2]);
});

claim("a request to another origin that comes to nothing: the message names CORS, which no script can tell from a network that is down", async () => {
  // The server's streams allow no origin unless they say so.
  const elsewhere = new URL(await play([stream("data: x\n\n")]), location.href);
  elsewhere.hostname = elsewhere.hostname === "localhost" ? "127.0.0.1" : "localhost";
  const source = open(elsewhere.href);
  const { reason, message, error, willReconnect } = await next(source, "error");
  equal([reason, willReconnect, /CORS/.test(message), message, error.cause instanceof TypeError], ["network", true, true, error.message, true]);
  source.close();
});

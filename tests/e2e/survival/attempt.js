// @ts-check
/* One attempt: what the page gave is read once for it, and what can never be sent is not tried again. */
import { advance } from "../contract/clock.mjs";
import { anHour, asked, claim, ended, header, log, next, open, settle, stream } from "./setting.js";

/** @type {any} */
const { equal, play, requests, EventSourcePolyfill } = globalThis;

/** Headers that count how often each part of them was read. */
function counted() {
  const counts = { authorization: 0, token: 0 };
  const headers = {
    get Authorization() {
      counts.authorization += 1;
      return `Bearer ${counts.authorization}`;
    },
    "x-token": {
      toString() {
        counts.token += 1;
        return `token ${counts.token}`;
      },
    },
  };
  return { counts, headers };
}

let copies = 0;

/** The warm class, and one that has compiled nothing yet: it sends its first request by itself. @type {[string, () => Promise<any>][]} */
const classes = [
  ["", async () => EventSourcePolyfill],
  [", by the first source of all", async () => (await import(`/index.js?copy=${(copies += 1)}`)).EventSourcePolyfill],
];

for (const [where, find] of classes) {
  for (const [kind, make] of /** @type {[string, () => any][]} */ ([
    ["the entries of a Map", () => new Map([["Authorization", "Bearer 1"], ["x-token", "token 1"]]).entries()],
    ["a generator", () => (function* () { yield ["Authorization", "Bearer 1"]; yield ["x-token", "token 1"]; })()],
    ["a promise of what can be read once", () => async () => new Map([["Authorization", "Bearer 1"], ["x-token", "token 1"]]).entries()],
  ])) {
    claim(`headers that can be read once are sent: ${kind}${where}`, async () => {
      const Interface = await find();
      const url = await play([stream("data: x\n\n")]);
      await next(open(url, { headers: make() }, Interface), "message");
      const [request] = await requests(url);
      equal([header(request, "authorization"), header(request, "x-token")], ["Bearer 1", "token 1"]);
    });
  }

  claim(`getters and toString() of headers run once for each attempt, and what the constructor read is what is sent${where}`, async () => {
    const Interface = await find();
    const url = await play([ended("data: x\n\n"), stream("data: y\n\n")]);
    const { counts, headers } = counted();
    const source = open(url, { headers }, Interface);
    equal(counts, { authorization: 1, token: 1 });
    const { delay } = await next(source, "error");
    equal(counts, { authorization: 1, token: 1 });
    await advance(delay);
    await next(source, "message");
    equal(counts, { authorization: 2, token: 2 });
    equal(
      (await requests(url)).map((/** @type {any} */ request) => [header(request, "authorization"), header(request, "x-token")]),
      [["Bearer 1", "token 1"], ["Bearer 2", "token 2"]],
    );
  });

  claim(`functions of headers and body are called once for each attempt${where}`, async () => {
    const Interface = await find();
    const url = await play([ended("data: x\n\n"), stream("data: y\n\n")]);
    /** @type {any[]} */
    const calls = [];
    const source = open(url, {
      method: "POST",
      headers: ({ number }) => (calls.push(["headers", number]), { "x-token": String(number) }),
      body: () => (calls.push(["body"]), "x"),
    }, Interface);
    await advance((await next(source, "error")).delay);
    await next(source, "message");
    equal(calls, [["headers", 1], ["body"], ["headers", 2], ["body"]]);
  });

  for (const [kind, init] of /** @type {[string, any][]} */ ([
    ["at once", {}],
    ["with an ID to go on from", { lastEventId: "7" }],
    ["with headers by a promise", { headers: async () => ({}) }],
    ["with a fetch of the page's", { fetch: () => { throw new Error("it was called"); } }],
  ])) {
    claim(`a URL with a password fails for good, and nothing tells the password: ${kind}${where}`, async () => {
      const Interface = await find();
      const url = new URL(await play([stream("data: x\n\n")]), location.href);
      for (const secret of ["user:secret", "secret"]) {
        const [user, password = ""] = secret.split(":");
        Object.assign(url, { username: user, password });
        const source = open(url.href, init, Interface);
        const failed = await next(source, "error");
        equal([failed.reason, failed.willReconnect, failed.delay, failed.attempt, source.readyState], ["request", false, undefined, 1, 2]);
        const { stack, cause } = failed.error;
        equal(failed.error instanceof TypeError, true);
        for (const text of [failed.message, failed.error.message, String(stack), String(cause), String(failed.url)]) {
          if (text.includes("secret")) throw new Error(`it is told: ${text}`);
        }
        await anHour();
      }
      equal([asked.length, (await requests(url.pathname)).length], [0, 0]);
    });
  }

  claim(`a fetch that has no use for its arguments is not asked again; one that fails is${where}`, async () => {
    const Interface = await find();
    for (const [throws, reason, again] of /** @type {[() => any, string, boolean][]} */ ([
      [() => { throw new TypeError("no such method"); }, "request", false],
      [() => { throw new RangeError("not now"); }, "network", true],
      [async () => { throw new TypeError("no server"); }, "network", true],
      [() => Promise.reject(new RangeError("not now")), "network", true],
    ])) {
      let calls = 0;
      const source = open("/nowhere", {
        fetch: () => {
          calls += 1;
          return throws();
        },
      }, Interface);
      const { reason: said, willReconnect, error: thrown, message } = await next(source, "error");
      equal([said, willReconnect, thrown.message, message, source.readyState], [reason, again, message, thrown.message, again ? 0 : 2]);
      await advance(60_000);
      equal(calls > 1, again, reason);
      source.close();
    }
  });
}

claim("a URL with a password that does not parse is not told either", () => {
  let thrown = /** @type {any} */ (undefined);
  try {
    new EventSourcePolyfill("http://user:secret@[/");
  } catch (error) {
    thrown = error;
  }
  equal([thrown.name, `${thrown.message}${thrown.stack}`.includes("secret")], ["SyntaxError", false]);
});

claim("headers that the page sets before the next attempt are read then, once", async () => {
  const url = await play([ended("data: x\n\n"), stream("data: y\n\n")]);
  const source = open(url, { headers: { "x-token": "old" } });
  const events = log(source);
  const { delay } = await next(source, "error");
  const { counts, headers } = counted();
  source.headers = headers;
  await settle();
  equal(counts, { authorization: 0, token: 0 });
  await advance(delay);
  await next(source, "message");
  equal([counts, events], [{ authorization: 1, token: 1 }, ["open", "x", "end", "open", "y"]]);
  equal(header((await requests(url))[1], "authorization"), "Bearer 1");
});

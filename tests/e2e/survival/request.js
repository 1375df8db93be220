// @ts-check
/* Requests of the page's own kind: methods, bodies, and where the last event ID goes. */
import { advance } from "../contract/clock.mjs";
import { anHour, asked, claim, ended, header, log, next, open, stream } from "./setting.js";

/** @type {any} */
const { asSent, equal, throws, play, requests, EventSourcePolyfill } = globalThis;

claim("a POST streams its answer, and every attempt sends the body again", async () => {
  const url = await play([
    { steps: [{ send: "id: 1\ndata: a\n\n" }, { send: "data: b\n\n" }] },
    stream("data: c\n\n"),
  ]);
  const source = open(url, { method: "POST", body: '{"ask":1}', headers: { "Content-Type": "application/json" } });
  const events = log(source);
  await advance((await next(source, "error")).delay);
  await next(source, "message");
  equal(events, ["open", "a", "b", "end", "open", "c"]);
  equal((await requests(url)).map((/** @type {any} */ one) => [one.method, one.body, header(one, "content-type"), one.query]), [
    ["POST", '{"ask":1}', "application/json", null],
    ["POST", '{"ask":1}', "application/json", "lastEventId=1"],
  ]);
});

claim("a body may be anything that fetch takes", async () => {
  const form = new FormData();
  form.set("field", "value");
  for (const [body, type, sent] of /** @type {[any, RegExp, RegExp][]} */ ([
    [form, /^multipart\/form-data; boundary=/, /name="field"\r\n\r\nvalue\r\n/],
    [new URLSearchParams({ a: "1 2" }), /^application\/x-www-form-urlencoded/, /^a=1\+2$/],
    [new Blob(["b"], { type: "text/x-b" }), /^text\/x-b$/, /^b$/],
    [new TextEncoder().encode("bytes"), /^$/, /^bytes$/],
  ])) {
    const url = await play([stream("data: x\n\n")]);
    const source = open(url, { method: "PUT", body });
    await next(source, "open");
    source.close();
    const [request] = await requests(url);
    equal([request.method, type.test(header(request, "content-type") ?? ""), sent.test(request.body)], ["PUT", true, true], JSON.stringify(request));
  }
});

claim("a function makes a body for each attempt, at once or by a promise", async () => {
  const url = await play([ended("data: x\n\n"), ended("data: x\n\n"), stream("data: y\n\n")]);
  let count = 0;
  const body = () => {
    count += 1;
    return count === 2 ? Promise.resolve(`body ${count}`) : `body ${count}`;
  };
  const source = open(url, { method: "POST", body });
  for (let i = 0; i < 2; i += 1) await advance((await next(source, "error")).delay);
  await next(source, "message");
  equal((await requests(url)).map((/** @type {any} */ one) => one.body), ["body 1", "body 2", "body 3"]);
});

claim("a function that cannot make a body is an error event, and CLOSED", async () => {
  for (const body of [() => { throw new RangeError("no body"); }, async () => { throw new RangeError("no body"); }]) {
    const url = await play([stream("data: x\n\n")]);
    const source = open(url, { method: "POST", body });
    const { reason, message } = await next(source, "error");
    await anHour(url);
    equal([reason, message, source.readyState, (await requests(url)).length], ["headers", "no body", 2, 0]);
  }
});

claim("a stream is sent once: its source does not reconnect", async () => {
  /** @type {any[]} */
  const inits = [];
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    inits.push([init.duplex, await new Response(init.body).text()]);
    return new Response("data: x\n\n", { headers: { "content-type": "text/event-stream" } });
  };
  const body = new Blob(["streamed"]).stream();
  const source = open("/handmade", { fetch, method: "POST", body });
  const { reason, willReconnect } = await next(source, "error");
  await anHour();
  equal([reason, willReconnect, source.readyState, inits], ["end", false, 2, [["half", "streamed"]]]);
});

claim("a stream as the body is sent, or is an error: never text of its name", async () => {
  // Over HTTP/1.1 no engine sends one.
  const [reason, message] = navigator.userAgent.includes("Firefox")
    ? ["headers", "This engine sends no stream as a body"]
    : ["network", navigator.userAgent.includes("Chrome") ? "Failed to fetch" : "ReadableStream uploading is not supported"];
  const streamed = () => new Blob(["streamed"]).stream();
  for (const [body, readyState] of /** @type {[any, number][]} */ ([[streamed(), 2], [streamed, reason === "headers" ? 2 : 0], [async () => streamed(), reason === "headers" ? 2 : 0]])) {
    const url = await play([stream("data: x\n\n")]);
    const source = open(url, { method: "POST", body });
    const event = await next(source, "error");
    equal([event.reason, event.message, source.readyState], [reason, message, readyState]);
    source.close();
    equal((await requests(url)).length, 0);
  }
});

claim("whatever a fetch of the page's own says of its URL, the connection is announced", async () => {
  for (const url of ["http://[", "", undefined, "/elsewhere"]) {
    const fetch = async () => {
      const { status, headers, body } = new Response("data: x\n\n", { headers: { "content-type": "text/event-stream" } });
      return { status, headers, body, url };
    };
    const source = open("/handmade", { fetch });
    await next(source, "open");
    equal((await next(source, "message")).origin, new URL(source.url).origin, String(url));
    source.close();
  }
});

claim("a method or a body that cannot be throws", () => {
  for (const init of [{ method: "CONNECT" }, { method: "a b" }, { body: "x" }, { method: "GET", body: "x" }, { method: "HEAD", body: () => "x" }]) {
    throws(() => new EventSourcePolyfill("/nowhere", init), TypeError);
  }
  equal(asked.length, 0);
});

claim("lastEventId is where the first request resumes, and what an event replaces", async () => {
  const url = await play([ended("data: x\n\nid: 8\ndata: y\n\n"), stream("data: z\n\n")]);
  const source = open(`${url}?a=1#f`, { lastEventId: "7 ü" });
  equal(source.lastEventId, "7 ü");
  equal((await next(source, "message")).lastEventId, "7 ü");
  await advance((await next(source, "error")).delay);
  await next(source, "message");
  const all = await requests(url);
  equal(all.map((/** @type {any} */ one) => one.query), ["a=1&lastEventId=7%20%C3%BC", "a=1&lastEventId=8"]);
  // UTF-8, read as Latin-1 by the record.
  equal(all.map((/** @type {any} */ one) => header(one, "last-event-id")), [asSent("7 \u00C3\u00BC"), "8"]);
});

claim("each transport puts the last event ID where it says", async () => {
  for (const [lastEventIdTransport, query, inHeader] of [
    [undefined, "lastEventId=7", "7"],
    ["auto", "lastEventId=7", "7"],
    ["query", "lastEventId=7", undefined],
    ["header", null, "7"],
    ["both", "lastEventId=7", "7"],
  ]) {
    const url = await play([stream("data: x\n\n")]);
    const source = open(url, { lastEventId: "7", lastEventIdTransport });
    await next(source, "open");
    source.close();
    const [request] = await requests(url);
    equal([request.query, header(request, "last-event-id")], [query, inHeader], String(lastEventIdTransport));
  }
  for (const lastEventIdTransport of ["Query", "", null, 1]) {
    throws(() => new EventSourcePolyfill("/nowhere", { lastEventIdTransport }), TypeError);
  }
});

claim("another origin gets the ID in the query without a preflight, and in the header with one", async () => {
  const other = location.origin.replace("127.0.0.1", "localhost");
  const cors = { headers: [["content-type", "text/event-stream"], ["access-control-allow-origin", "*"]] };
  const preflight = { headers: [["access-control-allow-origin", "*"], ["access-control-allow-headers", "last-event-id"]] };
  for (const [lastEventIdTransport, methods, query, inHeader] of [
    ["auto", ["GET"], "lastEventId=7", undefined],
    ["query", ["GET"], "lastEventId=7", undefined],
    ["header", ["OPTIONS", "GET"], null, "7"],
    ["both", ["OPTIONS", "GET"], "lastEventId=7", "7"],
  ]) {
    const url = await play([{ ...stream("data: x\n\n"), ...cors }], preflight);
    const source = open(other + url, { lastEventId: "7", lastEventIdTransport });
    await next(source, "open");
    source.close();
    const all = await requests(url);
    const last = all.at(-1);
    equal([all.map((/** @type {any} */ one) => one.method), last.query, header(last, "last-event-id")], [methods, query, inHeader], String(lastEventIdTransport));
  }
});

claim("the ID goes before the fragment, in place of an older one", async () => {
  const url = await play([stream("data: x\n\n")]);
  const source = open(`${url}?since=1&b=2#f?g`, { lastEventId: "7", lastEventIdQueryParameterName: "since" });
  await next(source, "open");
  equal((await requests(url))[0].query, "b=2&since=7");
});

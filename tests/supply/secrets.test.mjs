// @ts-check
/**
 * Claim: request headers go where fetch sends them and nowhere else. Over redirects they are treated as
 * the platform's fetch treats them; no event and no line of the console has their values.
 *
 * On the packed tarball, PACKAGE_TARBALL or the one in dist/. The server is one of this suite's own:
 * what counts is what arrives at a second origin.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inBrowsers, openTab } from "../e2e/browser.mjs";
import { temporaryFolder } from "../e2e/child.mjs";

/** @typedef {{ method: string, url: string, authorization: string | undefined, own: string | undefined }} Seen */
/** @typedef {import("node:http").ServerResponse} ServerResponse */

const root = fileURLToPath(new URL("../..", import.meta.url));
const tarball = resolve(root, process.env.PACKAGE_TARBALL ?? "dist/event-source-polyfill-wasm.tgz");
const SECRET = "secret-5d2c81";
const STREAM = { "content-type": "text/event-stream", "cache-control": "no-store" };

const { folder, remove } = temporaryFolder("event-source-secrets-");
execFileSync("tar", ["-xzf", tarball, "-C", folder]);

/** @type {Record<string, (response: ServerResponse, query: URLSearchParams, authorization: string) => void>} */
const answers = {
  "/": (response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>secrets</title>"),
  "/redirect": (response, query) => response.writeHead(307, { location: query.get("to") ?? "" }).end(),
  "/end": (response) => response.writeHead(200, STREAM).end("id: 1\ndata: heard\n\n"),
  "/echo": (response, _, authorization) => response.writeHead(200, STREAM).end(`data: ${authorization}\n\n`),
  "/refused": (response) => response.writeHead(401, "Unauthorized", { "content-type": "text/plain" }).end("no"),
  "/page": (response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
  "/break": (response) => {
    response.writeHead(200, { ...STREAM, "content-length": "1000" }).write("data: heard\n\n");
    // Behind the event, so that it is not lost with the connection.
    setImmediate(() => response.destroy());
  },
  "/silence": (response) => response.writeHead(200, STREAM).write(":\n"),
};

/** @returns {Promise<{ origin: string, seen: Seen[], stop: () => void }>} */
async function listen() {
  /** @type {Seen[]} */
  const seen = [];
  const server = createServer(({ method = "", url = "", headers }, response) => {
    const { pathname, searchParams } = new URL(url, "http://h");
    if (pathname.startsWith("/package/")) {
      const type = pathname.endsWith(".wasm") ? "application/wasm" : "text/javascript";
      response.writeHead(200, { "content-type": type }).end(readFileSync(join(folder, pathname)));
      return;
    }
    const { authorization, "x-own": own } = headers;
    seen.push({ method, url, authorization, own: /** @type {string | undefined} */ (own) });
    response.setHeader("access-control-allow-origin", headers.origin ?? "*");
    const allowed = searchParams.get("allow");
    if (allowed !== null) response.setHeader("access-control-allow-headers", allowed);
    if (method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    const answer = answers[pathname];
    if (answer) answer(response, searchParams, authorization ?? "");
    else response.writeHead(404).end();
  });
  await /** @type {Promise<void>} */ (new Promise((done) => server.listen(0, "127.0.0.1", done)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * What the page runs: a source until its first error; all that its events say.
 * @param {{ url: string, init: { headers: Record<string, string> }, asked?: "none" | "function" | "promise" }} given
 */
async function listenTo({ url, init, asked = "none" }) {
  // @ts-expect-error: served by this suite.
  const { EventSourcePolyfill } = await import("/package/index.js");
  const { headers } = init;
  const given = { none: headers, function: () => headers, promise: async () => headers }[asked];
  const source = new EventSourcePolyfill(url, { ...init, headers: given });
  /** @type {string[]} */
  const said = [];
  const say = (/** @type {any} */ value) => {
    if (value instanceof Headers) said.push(JSON.stringify([...value]));
    else if (value instanceof Error || value instanceof DOMException) said.push(`${value.name} ${value.message} ${value.stack}`);
    else said.push(typeof value === "object" ? JSON.stringify(value) : String(value));
  };
  const write = async (/** @type {any} */ event) => {
    for (let object = event; object !== null; object = Object.getPrototypeOf(object)) {
      for (const name of Object.getOwnPropertyNames(object)) {
        const value = Reflect.get(object, name, event);
        // The source itself has the headers: the page set them.
        if (value !== source && name !== "constructor") say(value);
      }
    }
  };
  source.addEventListener("open", write);
  source.addEventListener("message", write);
  const { reason } = await new Promise((settle) => {
    source.addEventListener("error", (/** @type {any} */ event) => {
      write(event);
      settle(event);
    });
  });
  source.close();
  return { reason, said };
}

inBrowsers("request headers", (name, its) => {
  /** @type {Awaited<ReturnType<typeof listen>>} */
  let first;
  /** @type {Awaited<ReturnType<typeof listen>>} */
  let second;
  /** @type {import("../e2e/browser.mjs").Tab} */
  let page;
  /** @type {string[]} */
  const console = [];

  before(async () => {
    [first, second] = [await listen(), await listen()];
    page = await openTab(its.browser);
    page.on("console", (message) => console.push(message.text()));
    page.on("pageerror", (error) => console.push(String(error)));
    await page.goto(first.origin);
  });
  after(() => {
    first.stop();
    second.stop();
  });

  const init = { headers: { Authorization: `Bearer ${SECRET}`, "X-Own": `own ${SECRET}` } };
  const requests = (/** @type {Seen[]} */ seen) =>
    seen.filter(({ method }) => method === "GET").map(({ authorization, own }) => ({ authorization, own }));

  test("over a redirect they go where fetch sends them", async () => {
    for (const [to, authorization] of [
      [`${second.origin}/end?allow=x-own`, undefined],
      ["/end", init.headers.Authorization],
    ]) {
      const { seen } = to?.startsWith("/") ? first : second;
      const url = `/redirect?to=${encodeURIComponent(to ?? "")}`;
      const arrived = () => requests(seen.filter((request) => request.url.startsWith("/end")));
      seen.length = 0;
      const native = await page.evaluate(async (url, init) => fetch(url, init).then((response) => response.text(), () => null), url, init);
      // WebKit asks the other origin whether it takes Authorization, too, and hears that it does not.
      const refused = name === "webkit" && authorization === undefined;
      if (refused) assert.equal(native, null);
      else assert.match(native, /heard/);
      const ofFetch = arrived();
      seen.length = 0;
      const { reason } = await page.evaluate(listenTo, { url, init });
      assert.equal(reason, refused ? "network" : "end");
      assert.deepEqual(arrived(), ofFetch);
      assert.deepEqual(ofFetch, refused ? [] : [{ authorization, own: init.headers["X-Own"] }]);
    }
  });

  test("another origin that does not ask for them gets no request", async () => {
    second.seen.length = 0;
    const url = `/redirect?to=${encodeURIComponent(`${second.origin}/end`)}`;
    const { reason } = await page.evaluate(listenTo, { url, init });
    assert.equal(reason, "network");
    assert.deepEqual(requests(second.seen), []);
  });

  test("their values are in no event and on no console", async () => {
    for (const asked of /** @type {const} */ (["none", "function", "promise"])) {
      for (const [url, reason, more] of /** @type {[string, string, object?][]} */ ([
        ["/end", "end"],
        ["/refused", "status"],
        ["/page", "content-type"],
        ["/break", "network"],
        ["/end", "limit", { maxEventSize: 1 }],
        ["/silence", "heartbeat", { heartbeatTimeout: 1000 }],
        [`/redirect?to=${encodeURIComponent(`${second.origin}/end`)}`, "network"],
      ])) {
        console.length = 0;
        first.seen.length = 0;
        const heard = await page.evaluate(listenTo, { url, init: { ...init, ...more }, asked });
        assert.equal(heard.reason, reason, url);
        assert.equal(first.seen[0].authorization, init.headers.Authorization, "it was sent");
        for (const line of [...heard.said, ...console]) assert.ok(!line.includes(SECRET), `${url}: ${line}`);
      }
    }
  });

  test("a value that is in an event would be seen", async () => {
    const { said } = await page.evaluate(listenTo, { url: "/echo", init });
    assert.ok(said.some((line) => line.includes(SECRET)));
  });
});

after(remove);

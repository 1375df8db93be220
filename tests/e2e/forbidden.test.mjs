// @ts-check
/**
 * Where WebAssembly is forbidden: by a Content-Security-Policy, or because there is none. The same
 * class on the JavaScript form, which is asked for there and nowhere else.
 */

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browsers, inBrowsers } from "./browser.mjs";
import { run, temporaryFolder } from "./child.mjs";
import { BROWSERS_OWN } from "./claim.mjs";
import { tarball } from "./consumer.mjs";
import { FORBIDDEN, startPolicy } from "./forbidden/policy.mjs";
import { openPage } from "./page.mjs";
import { header, startServer } from "./server.mjs";

const { folder, remove } = temporaryFolder("event-source-forbidden-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const site = join(folder, "package");
cpSync(fileURLToPath(new URL("./forbidden/", import.meta.url)), join(site, "forbidden"), { recursive: true });
const server = await startServer({ page: site });

/** What each browser is served under: it counts requests of one browser alone. */
const makePolicies = async () => ({
  forbidding: await startPolicy(server.origin, "script-src 'self'"),
  allowing: await startPolicy(server.origin, "script-src 'self' 'wasm-unsafe-eval'"),
  trustedTypes: await startPolicy(server.origin, "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"),
  oneName: await startPolicy(server.origin, "script-src 'self'; require-trusted-types-for 'script'; trusted-types event-source-polyfill"),
});
/** @type {Record<string, Awaited<ReturnType<typeof makePolicies>>>} */
const policiesOf = {};
for (const name of browsers) policiesOf[name] = await makePolicies();

after(async () => {
  await Promise.all(Object.values(policiesOf).flatMap(Object.values).map((policy) => policy.stop()));
  await server.stop();
  remove();
});

/** Requests for the JavaScript form. */
const FORM = /driver-javascript|event-source-polyfill\.javascript/;

const noWebAssembly = () => void delete (/** @type {any} */ (window).WebAssembly);

const noteViolations = () => {
  const page = /** @type {any} */ (window);
  page.violations = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    page.violations.push(`${effectiveDirective} ${blockedURI}`);
  });
};

/** @type {import("./server.mjs").Response[]} */
const LIFE = [
  { steps: [{ send: "id: 1\ndata: a\n\n" }] },
  { steps: [{ send: "id: 2\ndata: ☃\n\n" }, { stall: true }] },
];

inBrowsers("forbidden", (name, its) => {
  const policies = policiesOf[name];
  let streams = 0;
  /** @param {import("./server.mjs").Response[]} responses */
  const script = async (responses) => {
    const stream = `${name}-${(streams += 1)}`;
    await server.script(stream, responses);
    return { stream, url: `/stream/${stream}` };
  };

  /**
   * A source with a token is connected, loses its stream and goes on where that ended.
   *
   * @param {import("./page.mjs").Page} page
   */
  const live = async (page) => {
    const { stream, url } = await script(LIFE);
    const reconnect = { minDelay: 1, maxDelay: 1 };
    const source = await page.observe(url, { headers: { Authorization: "Bearer secret" }, reconnect });
    const log = await source.until("message", 2);
    assert.deepEqual(
      log.map(({ type, data, lastEventId }) => [type, data, lastEventId]),
      [
        ["open", undefined, undefined],
        ["message", "a", "1"],
        ["error", undefined, undefined],
        ["open", undefined, undefined],
        ["message", "☃", "2"],
      ],
    );
    const [first, second] = await server.requests(stream);
    assert.deepEqual([header(first, "authorization"), first.query], ["Bearer secret", null]);
    assert.deepEqual([header(second, "authorization"), second.query], ["Bearer secret", "lastEventId=1"]);
    await source.close();
  };

  /** @type {[title: string, policy: import("./forbidden/policy.mjs").Policy, before: (() => void) | undefined, form: number][]} */
  const places = [
    ["a policy forbids WebAssembly", policies.forbidding, undefined, 1],
    ["there is no WebAssembly", policies.allowing, noWebAssembly, 1],
    ["WebAssembly works", policies.allowing, undefined, 0],
  ];
  for (const [title, policy, before, form] of places) {
    describe(title, () => {
      for (const path of ["index.html", "classic.html", "classic.min.html"]) {
        test(`${path}: connects, reconnects, and asks for the JavaScript form ${form} times`, { timeout: 45_000 }, async (t) => {
          policy.takePaths();
          const page = await openPage(its.browser, `${policy.origin}/forbidden/${path}`, { before });
          t.after(() => page.close());
          await live(page);
          // What is loaded once is there for the next one.
          await live(page);
          assert.equal(policy.takePaths().filter((path) => FORM.test(path)).length, form);
          await page.assertSilent([BROWSERS_OWN, FORBIDDEN]);
        });
      }
    });
  }

  /** @type {[worker: string, expected: "message" | "error"][]} */
  const workers = [
    ["dedicated default.js", "message"],
    ["dedicated classic.js", "message"],
    ["shared default.js", "message"],
    ["shared classic.js", "message"],
    ["service js.js", "message"],
    ["service classic-javascript.js", "message"],
    // They have no dynamic import: an error, not silence.
    ["service default.js", "error"],
    ["service classic.js", "error"],
  ];
  for (const [worker, expected] of workers) {
    test(`a policy forbids WebAssembly, ${worker}: ${expected}`, { timeout: 45_000 }, async (t) => {
      const page = await openPage(its.browser, `${policies.forbidding.origin}/forbidden/index.html`);
      t.after(() => page.close());
      const { stream, url } = await script([{ steps: [{ send: "id: 1\ndata: a\n\n" }, { stall: true }] }]);
      const log = await page.tab.evaluate(subscribeIn, worker, url);
      assert.deepEqual(
        log,
        expected === "message"
          ? [{ type: "open" }, { type: "message", data: "a", lastEventId: "1" }]
          : [{ type: "error", reason: "load", willReconnect: false, readyState: 2 }],
      );
      const requests = await server.requests(stream);
      const sent = requests.map((request) => header(request, "authorization"));
      if (expected === "message") {
        assert.deepEqual(sent, ["Bearer secret"]);
      } else if (sent.length > 0) {
        // It leaves before anybody knows that there will be no driver, and is given up.
        await server.closed(stream, 1);
      }
    });
  }

  for (const path of ["index.html", "classic.html", "js.html"]) {
    test(`Trusted Types, ${path}: nothing is violated but what WebAssembly violates`, { timeout: 45_000 }, async (t) => {
      const page = await openPage(its.browser, `${policies.trustedTypes.origin}/forbidden/${path}`, { before: noteViolations });
      t.after(() => page.close());
      await live(page);
      const violations = await page.tab.evaluate("violations");
      // WebKit forbids WebAssembly, but does not tell the page.
      assert.deepEqual(violations, path === "js.html" || name === "webkit" ? [] : ["script-src wasm-eval"]);
      // The policy is enforced.
      const thrown = await page.tab.evaluate(() => {
        try {
          document.createElement("script").src = "/forbidden/globals.js";
          return "nothing";
        } catch (error) {
          return /** @type {Error} */ (error).name;
        }
      });
      assert.equal(thrown, "TypeError");
    });
  }

  test("Trusted Types that take a name once: a second copy in the original's place has the JavaScript form too", { timeout: 45_000 }, async (t) => {
    const policy = policies.oneName;
    const page = await openPage(its.browser, `${policy.origin}/forbidden/copies.html`, { ready: "window.copies?.length === 2" });
    t.after(() => page.close());
    const { url } = await script([{ steps: [{ send: "data: a\n\n" }, { stall: true }] }]);
    const find = policy.miss(FORM);
    t.after(find);
    /** What the nth copy hears first. @param {number} n */
    const hear = (n) =>
      page.tab.evaluate(
        (url, n) =>
          new Promise((resolve) => {
            const source = new /** @type {any} */ (window).copies[n](url);
            source.onmessage = source.onerror = (/** @type {any} */ { data, message }) => {
              source.close();
              resolve(data ?? message);
            };
          }),
        url,
        n,
      );
    // The first one has the name, and nothing more.
    assert.equal(await hear(0), `The JavaScript form could not be loaded: ${policy.origin}/event-source-polyfill.javascript.js`);
    find();
    assert.deepEqual([await hear(1), await hear(0)], ["a", "a"]);
  });

  test("a source that is closed before the JavaScript form is there never connects", { timeout: 45_000 }, async (t) => {
    const policy = policies.forbidding;
    const page = await openPage(its.browser, `${policy.origin}/forbidden/index.html`);
    t.after(() => page.close());
    const form = policy.hold(FORM);
    t.after(form.release);
    const closed = await script(LIFE);
    const aborted = await script(LIFE);
    const kept = await script([{ steps: [{ send: "data: a\n\n" }, { stall: true }] }]);
    const source = await page.observe(closed.url);
    const last = await page.observe(kept.url);
    const states = await page.tab.evaluate((url) => {
      const { EventSourcePolyfill } = /** @type {any} */ (window).imported;
      const controller = new AbortController();
      const source = new EventSourcePolyfill(url, { signal: controller.signal, withCredentials: true, lastEventId: "5" });
      const before = [source.readyState, source.withCredentials, source.lastEventId, source.reconnectionTime];
      controller.abort();
      return [...before, source.readyState];
    }, aborted.url);
    assert.deepEqual(states, [0, true, "5", 1000, 2]);
    await form.asked;
    await source.close();
    assert.deepEqual([await source.readyState(), await last.readyState()], [2, 0]);
    form.release();
    await last.until("message");
    assert.deepEqual([await source.log(), await source.readyState()], [[], 2]);
    // What had left was aborted.
    for (const { stream } of [closed, aborted]) assert.ok((await server.requests(stream)).length <= 1);
    await server.closed(closed.stream, 1);
    await last.close();
  });

  test("where the JavaScript form cannot be loaded the source waits, as for a server that is down", { timeout: 45_000 }, async (t) => {
    const policy = policies.forbidding;
    const page = await openPage(its.browser, `${policy.origin}/forbidden/index.html`);
    t.after(() => page.close());
    const { stream, url } = await script([
      { steps: [{ stall: true }] },
      { steps: [{ stall: true }] },
      { steps: [{ send: "data: a\n\n" }, { stall: true }] },
    ]);
    const find = policy.miss(FORM);
    t.after(find);
    const said = await page.tab.evaluate(
      (url) =>
        new Promise((resolve) => {
          const scope = /** @type {any} */ (window);
          const source = new scope.imported.EventSourcePolyfill(url, { reconnect: { minDelay: 10 } });
          /** @type {unknown[]} */
          const said = [];
          source.onerror = (/** @type {any} */ { reason, willReconnect, attempt, error, message, delay }) => {
            const grown = delay >= 10 * 2 ** (attempt - 1) && delay <= 12 * 2 ** (attempt - 1);
            said.push([source.readyState, reason, willReconnect, attempt, error.name, message === error.message, grown]);
            if (attempt === 2) resolve(said);
          };
          scope.heard = new Promise((resolve) => {
            source.onmessage = (/** @type {any} */ { data }) => resolve([said.length, data]);
          });
        }),
      url,
    );
    assert.deepEqual(said, [1, 2].map((attempt) => [0, "network", true, attempt, "TypeError", true, true]));
    // What was asked for meanwhile is given up; when the form is there again the stream is as well.
    await server.closed(stream, 2);
    find();
    const [failures, data] = await page.tab.evaluate("heard");
    assert.ok(failures >= 2);
    assert.equal(data, "a");
    await page.assertSilent([BROWSERS_OWN, FORBIDDEN, /Loading module from/]);

    // Firefox keeps the failure as long as the document: https://bugzilla.mozilla.org/show_bug.cgi?id=2055211
    if (name === "firefox") return;
    find();
    const next = await page.observe(url);
    await next.until("message");
    await next.close();
  });

  test("the classic script of another origin finds the JavaScript form beside it", { timeout: 45_000 }, async (t) => {
    const network = policies.allowing;
    network.takePaths();
    const page = await openPage(its.browser, `${server.origin}/forbidden/index.html`, { before: noWebAssembly });
    t.after(() => page.close());
    await page.tab.addScriptTag({ url: `${network.origin}/event-source-polyfill.min.js?v=1` });
    await page.tab.evaluate(() => void Object.assign(window, { imported: window }));
    await live(page);
    assert.deepEqual(network.takePaths(), ["/event-source-polyfill.min.js?v=1", "/event-source-polyfill.javascript.js"]);
  });

  test("memory that grows on the JavaScript form", { timeout: 45_000 }, async (t) => {
    const page = await openPage(its.browser, `${policies.forbidding.origin}/forbidden/js.html`);
    t.after(() => page.close());
    const line = "☃a".repeat(500_000);
    const { url } = await script([{ steps: [{ send: `id: 1\ndata: ${line}\n\nid: 2\ndata: b\n\n` }, { stall: true }] }]);
    const source = await page.observe(url);
    const [, first, second] = await source.until("message", 2);
    assert.ok(first.data === line, "all of it arrives");
    assert.deepEqual([first.lastEventId, second.data, second.lastEventId], ["1", "b", "2"]);
    await source.close();
  });

  test("fromReadableStream() on the JavaScript form: the stream is locked at once", { timeout: 45_000 }, async (t) => {
    const page = await openPage(its.browser, `${policies.forbidding.origin}/forbidden/index.html`);
    t.after(() => page.close());
    const said = await page.tab.evaluate(async () => {
      const { EventSourcePolyfill } = /** @type {any} */ (window).imported;
      const stream = new Blob(["id: 1\ndata: a\n\n"]).stream();
      const source = EventSourcePolyfill.fromReadableStream(stream);
      const { locked } = stream;
      let second = "nothing";
      try {
        EventSourcePolyfill.fromReadableStream(stream);
      } catch (error) {
        second = /** @type {Error} */ (error).name;
      }
      const event = await new Promise((resolve) => (source.onmessage = resolve));
      return [locked, second, source.url, event.data, source.lastEventId];
    });
    assert.deepEqual(said, [true, "TypeError", "about:event-stream", "a", "1"]);
  });
});

/**
 * Runs in the page: what a source says in a worker.
 *
 * @param {string} worker its kind and its script
 * @param {string} url
 * @returns {Promise<object[]>}
 */
async function subscribeIn(worker, url) {
  const [kind, file] = worker.split(" ");
  const script = `/forbidden/workers/${file}`;
  const type = file.startsWith("classic") ? "classic" : "module";
  const { port1, port2 } = new MessageChannel();
  /** @type {Promise<MessageEvent>} */
  const answer = new Promise((resolve) => (port1.onmessage = resolve));
  const message = { url, init: { headers: { Authorization: "Bearer secret" } } };
  if (kind === "dedicated") {
    const dedicated = new Worker(script, { type });
    dedicated.postMessage(message, [port2]);
    const { data } = await answer;
    dedicated.terminate();
    return data;
  }
  if (kind === "shared") {
    new SharedWorker(script, { type }).port.postMessage(message, [port2]);
    return (await answer).data;
  }
  const registration = await navigator.serviceWorker.register(script, { type });
  const service = registration.installing ?? registration.waiting ?? registration.active;
  service?.postMessage(message, [port2]);
  const { data } = await answer;
  await registration.unregister();
  return data;
}

// @ts-check
/** Claim: what shared.d.ts and docs/recipes/many-tabs.md say of tabs that share, in real tabs. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inBrowsers } from "../e2e/browser.mjs";
import { PATIENCE, openPage, openSharing, serve, until } from "./tabs.mjs";

const server = await serve();
after(() => server.stop());

inBrowsers("sharing", (name, its) => {
  /** @param {string} stream */
  const address = (stream) => `${server.origin}/events/${name}-${stream}`;
  /** @param {string} stream */
  const at = (stream) => server.stream(`${name}-${stream}`);
  /** @param {string} stream @param {object} [init] */
  const open = (stream, init) => openSharing(its.browser, server.page, address(stream), init);
  /** @param {import("../e2e/browser.mjs").Tab[]} tabs */
  const close = (...tabs) => Promise.all(tabs.map((tab) => tab.close()));
  /** @param {import("../e2e/browser.mjs").Tab} tab @param {string} expression */
  const tell = (tab, expression) => tab.evaluate(expression);

  test("ten tabs, one request; each hears all from its joining on", { timeout: 3 * PATIENCE }, async () => {
    const stream = at("ten");
    const tabs = [];
    for (let i = 0; i < 10; i += 1) {
      const tab = await open("ten");
      tabs.push(tab);
      await until(tab, "source.readyState === 1");
      stream.publish();
    }
    stream.publish(100);
    for (const [i, tab] of tabs.entries()) {
      await until(tab, "heard.at(-1) === 110");
      const { heard, log, shared } = await tab.evaluate("({ heard, log, shared: source.shared })");
      assert.deepEqual(heard, Array.from({ length: 110 - i }, (_, n) => n + i + 1));
      assert.equal(shared, true);
      assert.deepEqual(
        log.map((/** @type {any} */ { type, status, served, readyState }) => [type, status, served, readyState]),
        [["open", 200, "1", 1]],
        "the holder's response, told once",
      );
    }
    assert.equal(stream.requests.length, 1);
    await close(...tabs.slice(1));
    assert.equal(stream.open, 1);
    await tell(tabs[0], "source.close()");
    await stream.until(({ open }) => open === 0);
    assert.equal(await tell(tabs[0], "source.readyState"), 2);
    await close(tabs[0]);
  });

  test("close() leaves; the connection ends with the last one, and the next goes on from the last event ID", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("leave");
    const first = await open("leave");
    await until(first, "source.readyState === 1");
    const second = await open("leave");
    await until(second, "source.readyState === 1");
    stream.publish(3);
    await until(second, "heard.length === 3");
    await tell(first, "source.close()");
    await stream.until(({ requests }) => requests.length === 2);
    stream.publish(2);
    await until(second, "heard.length === 5");
    assert.deepEqual(await tell(second, "heard"), [1, 2, 3, 4, 5]);
    assert.equal(stream.requests[1].lastEventId, "3");
    assert.deepEqual(await tell(second, "log.map(({ type, served }) => [type, served])"), [["open", "1"], ["open", "2"]], "quietly");
    assert.deepEqual(await tell(first, "heard"), [1, 2, 3]);
    await tell(second, "source.close()");
    await stream.until(({ open }) => open === 0);
    await close(first, second);
  });

  test("every tab is told who has the connection and how many share it, when that changes", { timeout: 2 * PATIENCE }, async () => {
    const tabs = [];
    for (let i = 0; i < 3; i += 1) {
      const tab = await open("holder");
      tabs.push(tab);
      await until(tab, "source.readyState === 1");
      for (const [n, other] of tabs.entries()) await until(other, `source.sharers === ${i + 1} && source.holder === ${n === 0}`);
    }
    await tell(tabs[0], "source.close()");
    for (const [n, tab] of tabs.slice(1).entries()) await until(tab, `source.sharers === 2 && source.holder === ${n === 0}`);
    assert.deepEqual(await tell(tabs[0], "[source.holder, source.readyState]"), [false, 2]);
    for (const tab of tabs.slice(1)) {
      const { sharing, holder, sharers } = await tell(tab, "({ sharing, holder: source.holder, sharers: source.sharers })");
      // The last event had what there is now, and each one something new.
      assert.deepEqual(sharing.at(-1), [holder, sharers]);
      for (let i = 1; i < sharing.length; i += 1) assert.notDeepEqual(sharing[i], sharing[i - 1]);
    }
    const before = await tell(tabs[0], "sharing.length");
    await close(...tabs.slice(1));
    assert.equal(await tell(tabs[0], "sharing.length"), before, "nothing after close()");
    await close(tabs[0]);
  });

  test("errors are told alike, reconnect() of any tab reconnects the one, a fatal error closes all", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("errors");
    const init = { reconnect: { minDelay: 10, jitter: 0 } };
    const tabs = [await open("errors", init)];
    await until(tabs[0], "source.readyState === 1");
    for (let i = 0; i < 2; i += 1) tabs.push(await open("errors", init));
    for (const tab of tabs) await until(tab, "source.readyState === 1");
    stream.publish(2);
    for (const tab of tabs) await until(tab, "heard.length === 2");
    stream.cut();
    for (const tab of tabs) await until(tab, "log.filter(({ type }) => type === 'open').length === 2");
    await tell(tabs[2], "source.reconnect()");
    for (const tab of tabs) await until(tab, "log.filter(({ type }) => type === 'open').length === 3");
    assert.deepEqual(stream.requests.map(({ lastEventId }) => lastEventId), ["", "2", "2"]);
    assert.equal(stream.open, 1);
    const states = await Promise.all(tabs.map((tab) => tell(tab, "[source.lastEventId, source.reconnectionTime, source.readyState]")));
    assert.deepEqual(states, Array(3).fill(["2", 10, 1]));
    stream.status = () => 403;
    await tell(tabs[1], "source.reconnect()");
    for (const tab of tabs) await until(tab, "source.readyState === 2");
    const logs = await Promise.all(
      tabs.map((tab) => tell(tab, "log.filter(({ type }) => type === 'error').map(({ message, ...rest }) => rest)")),
    );
    // What a cut is called is the engine's: WebKit takes it for the end.
    assert.match(logs[0].map((/** @type {any} */ { reason }) => reason).join(), /^(network|end),status$/);
    assert.deepEqual([logs[1], logs[2]], [logs[0], logs[0]]);
    assert.equal(stream.requests.length, 4, "nobody tries again");
    await close(...tabs);
  });

  test("no header, token or body is on the channel or in a lock's name; other rights are other streams", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("secret");
    const url = `${address("secret")}?token=secret-in-url`;
    const init = (/** @type {string} */ who) => ({ headers: { Authorization: `Bearer secret-${who}` }, method: "POST", body: "secret-body" });
    const tabs = [];
    for (const who of ["a", "a", "b"]) {
      const tab = await openSharing(its.browser, server.page, url, init(who));
      await until(tab, "source.readyState === 1");
      tabs.push(tab);
    }
    stream.publish();
    for (const tab of tabs) await until(tab, "heard.length === 1");
    assert.deepEqual(stream.requests.map(({ headers }) => headers.authorization), ["Bearer secret-a", "Bearer secret-b"]);
    for (const tab of tabs) {
      const said = await tell(tab, "said");
      assert.ok(said.length > 0);
      assert.doesNotMatch(said.join("\n"), /secret-/);
      // And the protocol has a version: pages of another one are others.
      for (const line of said) assert.match(line, /^\["event-source-polyfill\/1\/[0-9a-f]{64}["\s]/);
    }
    await close(...tabs);
  });

  test("a headers function needs `share`, and so does a change of headers", { timeout: PATIENCE }, async () => {
    const tab = await openPage(its.browser, server.page);
    const thrown = await tab.evaluate(() => {
      const { SharedEventSource } = /** @type {any} */ (window);
      /** @param {() => unknown} action */
      const attempt = (action) => {
        try {
          action();
          return "nothing";
        } catch (error) {
          return `${error}`;
        }
      };
      const named = new SharedEventSource("/events/none", { headers: () => ({}), share: "me" });
      const bare = new SharedEventSource("/events/none");
      const results = [
        attempt(() => new SharedEventSource("/events/none", { headers: () => ({}) })),
        attempt(() => new SharedEventSource("/events/none", { headers: () => ({}), share: "" })),
        attempt(() => (bare.headers = {})),
        attempt(() => (named.headers = {})),
        // Whoever reads an iterator leaves nothing to the next.
        attempt(() => new SharedEventSource("/events/none", { headers: new Map([["x-a", "1"]]).entries() })),
        attempt(() => new SharedEventSource("/events/none", { headers: { next: "1" } }).close()),
      ];
      named.close();
      bare.close();
      return results;
    });
    assert.match(thrown[0], /^TypeError: .*share/);
    assert.match(thrown[1], /^TypeError: .*share/);
    assert.match(thrown[2], /^TypeError: .*share/);
    assert.equal(thrown[3], "nothing");
    assert.match(thrown[4], /^TypeError: .*share/);
    assert.equal(thrown[5], "nothing");
    await close(tab);
  });

  test("what stands in a source's place says of it what it says itself", { timeout: PATIENCE }, async () => {
    const first = await open("place", { share: "me" });
    await until(first, "source.readyState === 1");
    const second = await open("place", { share: "me" });
    await until(second, "source.readyState === 1 && source.sharers === 2");
    const said = await second.evaluate(() => {
      const { source } = /** @type {any} */ (window);
      return [new Proxy(source, {}), Object.create(source)].map((other) => {
        other.headers = { "x-a": "1" };
        return [other.shared, other.holder, other.sharers, other.headers["x-a"]];
      });
    });
    assert.deepEqual(said, Array(2).fill([true, false, 2, "1"]));
    await close(first, second);
  });

  test("headers of a record that has changed: the next holder sends them as they are then", { timeout: PATIENCE }, async () => {
    const stream = at("record");
    const tabs = [];
    for (let i = 0; i < 2; i += 1) {
      const tab = await openPage(its.browser, server.page);
      await tab.evaluate((url) => /** @type {any} */ (window).start(url, { share: "me", headers: { "x-token": "old" } }) && undefined, address("record"));
      await until(tab, "source.readyState === 1");
      tabs.push(tab);
    }
    await tell(tabs[1], "void (source.headers['x-token'] = 'new')");
    await tell(tabs[0], "source.close()");
    await stream.until(({ requests }) => requests.length === 2);
    assert.deepEqual(stream.requests.map(({ headers }) => headers["x-token"]), ["old", "new"]);
    await close(...tabs);
  });

  test("on a 401 the visible tab is asked", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("token");
    const tabs = [];
    for (const who of ["hidden", "visible"]) {
      const tab = await openPage(its.browser, server.page);
      await tab.evaluate(
        (url, who) => {
          const scope = /** @type {any} */ (window);
          scope.asked = [];
          scope.start(url, {
            share: "me",
            reconnect: { statuses: [401], minDelay: 10 },
            headers: (/** @type {any} */ attempt) => {
              scope.asked.push([attempt.number, attempt.status]);
              return { Authorization: attempt.status === 401 ? `Bearer new-from-${who}` : "Bearer old" };
            },
          });
        },
        address("token"),
        who,
      );
      await until(tab, "source.readyState === 1");
      tabs.push(tab);
    }
    await tell(tabs[0], "look('hidden')");
    stream.status = ({ headers }) => (headers.authorization === "Bearer old" ? 401 : 200);
    stream.cut();
    await stream.until(({ requests }) => requests.length > 1);
    for (const tab of tabs) await until(tab, "source.readyState === 1");
    assert.deepEqual(
      stream.requests.map(({ headers }) => headers.authorization),
      ["Bearer old", "Bearer old", "Bearer new-from-visible"],
    );
    assert.deepEqual((await tell(tabs[1], "asked")).map((/** @type {any} */ [, status]) => status), [401]);
    await close(...tabs);
  });

  test("a hidden holder hands over to a visible tab", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("hidden");
    const first = await open("hidden");
    await until(first, "source.readyState === 1");
    const second = await open("hidden");
    await until(second, "source.readyState === 1");
    stream.publish(2);
    for (const tab of [first, second]) await until(tab, "heard.length === 2");
    await tell(first, "look('hidden')");
    await stream.until(({ requests, open }) => requests.length === 2 && open === 1);
    stream.publish(2);
    for (const tab of [first, second]) await until(tab, "heard.length === 4");
    assert.deepEqual(await tell(first, "heard"), [1, 2, 3, 4]);
    assert.deepEqual(await tell(second, "heard"), [1, 2, 3, 4]);
    await tell(first, "source.close()");
    stream.publish();
    await until(second, "heard.length === 5");
    assert.equal(stream.requests.length, 2, "it was not the first one's");
    await close(first, second);
  });

  test("pauseWhenHidden: all are hidden", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("pause");
    const tabs = [await open("pause", { pauseWhenHidden: true })];
    await until(tabs[0], "source.readyState === 1");
    tabs.push(await open("pause", { pauseWhenHidden: true }));
    await until(tabs[1], "source.readyState === 1");
    stream.publish();
    for (const tab of tabs) await until(tab, "heard.length === 1");
    await tell(tabs[1], "look('hidden')");
    stream.publish();
    await until(tabs[1], "heard.length === 2");
    assert.equal(stream.requests.length, 1);
    await tell(tabs[0], "look('hidden')");
    await stream.until(({ open }) => open === 0);
    stream.publish();
    await tell(tabs[1], "look('visible')");
    for (const tab of tabs) await until(tab, "heard.length === 3");
    assert.deepEqual(await tell(tabs[0], "log.filter(({ type }) => type === 'error')"), []);
    await close(...tabs);
  });

  test("workers, shared workers and iframes take part", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("kinds");
    const tab = await open("kinds");
    await until(tab, "source.readyState === 1");
    await tab.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      scope.kinds = {};
      const hear = (/** @type {string} */ kind) => (/** @type {MessageEvent} */ { data }) => (scope.kinds[kind] = data);
      scope.worker = new Worker(`/page/worker.js?url=${url}`, { type: "module" });
      scope.worker.onmessage = hear("worker");
      scope.shared = new SharedWorker(`/page/worker.js?url=${url}`, { type: "module" });
      scope.shared.port.onmessage = hear("shared worker");
      scope.frame = document.createElement("iframe");
      scope.frame.src = `/page/index.html?url=${url}`;
      document.body.append(scope.frame);
    }, address("kinds"));
    await until(tab, "kinds.worker?.ready && kinds['shared worker']?.ready && frame.contentWindow.source?.readyState === 1");
    stream.publish(5);
    await until(tab, "heard.length === 5 && kinds.worker.heard?.length === 5 && kinds['shared worker'].heard?.length === 5 && frame.contentWindow.heard.length === 5");
    assert.equal(stream.requests.length, 1);
    // The page leaves: one of the others goes on.
    await tell(tab, "source.close()");
    await stream.until(({ requests }) => requests.length === 2);
    stream.publish(1);
    await until(tab, "kinds.worker.heard.length === 6 && kinds['shared worker'].heard.length === 6 && frame.contentWindow.heard.length === 6");
    assert.equal(stream.requests[1].lastEventId, "5");
    await close(tab);
  });

  test("a sandboxed iframe, of an opaque origin: a connection of its own, shared says false", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("sandbox");
    const tab = await open("sandbox");
    await until(tab, "source.readyState === 1");
    await tab.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      scope.onmessage = (/** @type {MessageEvent} */ { data }) => (scope.framed = data);
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.src = `/page/sandboxed.html?url=${url}`;
      document.body.append(frame);
    }, address("sandbox"));
    await until(tab, "window.framed?.readyState === 1");
    stream.publish(2);
    await until(tab, "framed.heard.length === 2 && heard.length === 2");
    assert.deepEqual(await tell(tab, "framed"), { origin: "null", shared: false, holder: true, sharers: 1, readyState: 1, heard: [1, 2] });
    assert.deepEqual(await tell(tab, "[source.shared, source.sharers]"), [true, 1]);
    assert.equal(stream.requests.length, 2);
    await close(tab);
  });

  test("no locks, as in an insecure context, and locks that are refused: a connection of its own, shared says false", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("opaque");
    const tab = await openPage(its.browser, server.page);
    const seen = await tab.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      const { locks } = navigator;
      Object.defineProperty(navigator, "locks", { configurable: true, value: undefined });
      const source = scope.start(url);
      Object.defineProperty(navigator, "locks", { configurable: true, value: locks });
      return [source.shared, source.holder, source.sharers, source instanceof scope.EventSourcePolyfill];
    }, address("opaque"));
    assert.deepEqual(seen, [false, true, 1, true]);
    await until(tab, "source.readyState === 1");
    stream.publish();
    await until(tab, "heard.length === 1");
    // A lock manager that refuses, as where storage is blocked.
    await tab.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      scope.source.close();
      LockManager.prototype.request = () => Promise.reject(new DOMException("refused", "SecurityError"));
      scope.start(url);
    }, address("opaque"));
    await until(tab, "source.readyState === 1 && !source.shared");
    stream.publish();
    await until(tab, "heard.length === 1");
    await tell(tab, "void (source.close(), LockManager.prototype.request = () => { throw new Error('of the page'); })");
    await tab.evaluate((url) => /** @type {any} */ (window).start(url), address("opaque"));
    await until(tab, "source.readyState === 1 && !source.shared");
    // The channel was closed on leaving, and there is no other on coming back.
    const requests = stream.requests.length;
    await tell(tab, "['pagehide', 'pageshow'].forEach((type) => dispatchEvent(new PageTransitionEvent(type)))");
    await stream.until(({ requests: { length } }) => length === requests + 1);
    await until(tab, "source.readyState === 1 && !source.shared");
    // A channel that cannot be made, as there.
    await tab.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      scope.source.close();
      scope.BroadcastChannel = class {
        constructor() {
          throw new DOMException("refused", "SecurityError");
        }
      };
      scope.start(url);
    }, address("opaque"));
    await until(tab, "source.readyState === 1 && !source.shared");
    await tell(tab, "source.close()");
    assert.equal(await tell(tab, "source.readyState"), 2);
    await close(tab);
    const form = await openPage(its.browser, server.page);
    const shared = (/** @type {string} */ body) => tell(form, `new SharedEventSource("${address("form")}", { method: "POST", body: ${body} }).shared`);
    assert.deepEqual([await shared("new FormData()"), await shared("new ReadableStream()"), await shared("'text'")], [false, false, true]);
    await close(form);
  });

  test("two tabs whose locks are refused have a connection each, and hear nothing of each other", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("refused");
    const tabs = [];
    for (let i = 0; i < 2; i += 1) {
      const tab = await openPage(its.browser, server.page);
      await tell(tab, "void (LockManager.prototype.request = () => Promise.reject(new DOMException('refused', 'SecurityError')))");
      await tab.evaluate((url) => void /** @type {any} */ (window).start(url), address("refused"));
      await until(tab, "source.readyState === 1 && !source.shared");
      tabs.push(tab);
    }
    for (let count = 1; count <= 5; count += 1) {
      stream.publish();
      for (const tab of tabs) await until(tab, `heard.at(-1) === ${count}`);
    }
    assert.deepEqual(await Promise.all(tabs.map((tab) => tell(tab, "[source.holder, source.sharers, heard]"))), Array(2).fill([true, 1, [1, 2, 3, 4, 5]]));
    assert.equal(stream.requests.length, 2);
    await close(...tabs);
  });

  test("a signal, and a loop that is slow: the others are not held up", { timeout: 3 * PATIENCE }, async () => {
    const stream = at("slow");
    stream.padding = ` ${"x".repeat(1000)}`;
    const fast = await open("slow");
    await until(fast, "source.readyState === 1");
    const slow = await openPage(its.browser, server.page);
    await slow.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      scope.controller = new AbortController();
      const source = scope.start(url, { signal: scope.controller.signal }, []);
      scope.taken = [];
      scope.go = () => {};
      (async () => {
        for await (const event of source) {
          scope.taken.push(parseInt(event.data, 10));
          if (scope.taken.length === 1) await new Promise((resolve) => (scope.go = resolve));
        }
        scope.over = true;
      })();
    }, address("slow"));
    await until(slow, "source.readyState === 1");
    stream.publish(100);
    await until(fast, "heard.length === 100");
    assert.deepEqual(await tell(slow, "taken.length"), 1);
    // Past the bound the holder waits, and with it the server.
    stream.publish(600);
    await until(slow, "taken.length === 1 && said.some((line) => line.includes('\"full\"'))");
    await until(fast, "said.some((line) => line.includes('/full'))");
    stream.publish(19_400);
    // Who has a connection of its own has read it all by now; who shares it with the slow one cannot.
    const alone = await openPage(its.browser, server.page);
    await alone.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      scope.heard = [];
      scope.source = new scope.EventSourcePolyfill(url, { lastEventId: "100" });
      scope.source.onmessage = (/** @type {MessageEvent} */ { data }) => scope.heard.push(parseInt(data, 10));
    }, address("slow"));
    await until(alone, "heard.at(-1) === 20100");
    assert.ok((await tell(fast, "heard.length")) < 20_100);
    await close(alone);
    await tell(slow, "go()");
    await until(fast, "heard.length === 20100");
    await until(slow, "taken.length === 20100");
    assert.ok(await tell(slow, "taken.every((number, i) => number === i + 1)"));
    await tell(slow, "controller.abort()");
    await until(slow, "over");
    assert.equal(await tell(slow, "source.readyState"), 2);
    assert.equal(stream.requests.length, 2, "and that of its own");
    await close(fast, slow);
  });

  test("a holder that is left while it waits for its next attempt makes none", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("left");
    // No word of the server's: whatever stirs the page may let it try at once.
    stream.opening = ":\n\n";
    const init = { reconnect: { minDelay: 10 * PATIENCE } };
    const first = await openPage(its.browser, server.page);
    await tell(first, "{ const { fetch } = window; window.asked = 0; window.fetch = (...words) => { asked += 1; return fetch(...words); } }");
    await first.evaluate((url, init) => void /** @type {any} */ (window).start(url, init), address("left"), init);
    await until(first, "source.readyState === 1");
    const second = await open("left", init);
    await until(second, "source.readyState === 1 && source.sharers === 2");
    await until(first, "source.sharers === 2");
    stream.cut();
    for (const tab of [first, second]) await until(tab, "source.readyState === 0");
    await tell(first, "dispatchEvent(new PageTransitionEvent('pagehide'))");
    await until(second, "source.readyState === 1 && source.holder");
    assert.equal(await tell(first, "asked"), 1);
    assert.equal(stream.requests.length, 2);
    await close(first, second);
  });

  test("what an output throws is reported, and nothing stops", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("thrown");
    const reported = await openPage(its.browser, server.page);
    await tell(reported, "void (window.errors = [], window.onerror = (message) => (errors.push(`${message}`), true))");
    // Responses of the page's own that are none in all: nobody can send this status text, and there is none at all.
    await reported.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      const fetch = async (/** @type {any[]} */ ...words) => {
        const { status, url, headers, body } = await /** @type {any} */ (window.fetch)(...words);
        const response = { status, statusText: Symbol("none"), url, headers: new Map([[":status", "200"], ...headers]), body };
        const fail = () => {
          throw new Error("of the page");
        };
        return status === 200 ? response : Object.defineProperty(response, "statusText", { get: fail });
      };
      scope.start(url, { fetch });
    }, address("thrown"));
    await until(reported, "source.readyState === 1");
    const follower = await open("thrown");
    await until(follower, "source.readyState === 1");
    stream.publish(2);
    for (const tab of [reported, follower]) await until(tab, "heard.length === 2");
    assert.deepEqual(await tell(follower, "log.map(({ type, served }) => [type, served])"), [["open", "1"]]);

    stream.status = () => 403;
    await tell(follower, "source.reconnect()");
    for (const tab of [reported, follower]) await until(tab, "source.readyState === 2");
    assert.deepEqual(await tell(follower, "log.slice(1).map(({ type, reason }) => [type, reason])"), [["error", "status"]]);
    await until(reported, "errors.length > 0");
    assert.match(await tell(reported, "errors.join()"), /of the page/);
    // Its lock is nobody's.
    const next = await open("thrown");
    await until(next, "source.readyState === 2");
    await close(reported, follower, next);
  });

  test("what was thrown in another tab has a text here", { timeout: 2 * PATIENCE }, async () => {
    const url = address("password").replace("//", "//user:secret@");
    const tabs = [];
    for (let i = 0; i < 2; i += 1) {
      const tab = await openPage(its.browser, server.page);
      await tab.evaluate((url) => {
        const scope = /** @type {any} */ (window);
        scope.start(url, { share: "me", headers: () => new Promise((resolve) => (scope.go = () => resolve({}))) });
      }, url);
      await until(tab, `source.sharers === ${i + 1}`);
      tabs.push(tab);
    }
    await until(tabs[0], "window.go && source.sharers === 2");
    await tell(tabs[0], "go()");
    for (const tab of tabs) await until(tab, "source.readyState === 2");
    const [[own], [told]] = await Promise.all(tabs.map((tab) => tell(tab, "log.map(({ reason, message }) => [reason, message])")));
    assert.equal(own[0], "request");
    assert.deepEqual(told, ["request", "Another page failed"]);
    await close(...tabs);
  });

  test("a refused holder whose timers do not come, as in a hidden tab, holds up nobody who opens later", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("throttled");
    const hidden = await open("throttled");
    await until(hidden, "source.readyState === 1");
    await tell(hidden, "void (window.setTimeout = () => 0)");
    stream.status = () => 403;
    await tell(hidden, "source.reconnect()");
    await until(hidden, "source.readyState === 2");
    stream.status = () => 200;
    const later = await open("throttled");
    await until(later, "source.readyState === 1 && source.holder");
    await close(hidden, later);
  });

  test("who throws where it is told who shares has the connection all the same", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("spied");
    const tab = await openPage(its.browser, server.page);
    await tab.evaluate((url) => {
      const scope = /** @type {any} */ (window);
      scope.errors = [];
      scope.onerror = (/** @type {unknown} */ message) => (scope.errors.push(`${message}`), true);
      scope.SharedEventSource.prototype.dispatchEvent = () => {
        throw new Error("of the page");
      };
      scope.start(url);
    }, address("spied"));
    await until(tab, "source.readyState === 1 && source.holder");
    stream.publish(2);
    await until(tab, "heard.length === 2");
    assert.equal(stream.requests.length, 1);
    assert.match(await tell(tab, "errors.join()"), /of the page/);
    await close(tab);
  });

  test("who catches up is online again with its page", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("online");
    const tabs = [];
    for (let i = 0; i < 2; i += 1) {
      const tab = await openPage(its.browser, server.page);
      await tab.evaluate((url) => {
        const scope = /** @type {any} */ (window);
        scope.failures = 0;
        scope.set = (/** @type {boolean} */ onLine) => {
          Object.defineProperty(navigator, "onLine", { configurable: true, value: onLine });
          dispatchEvent(new Event(onLine ? "online" : "offline"));
        };
        const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
          if (navigator.onLine) return window.fetch(url.replace("host.example", "localhost"), init);
          scope.failures += 1;
          throw new TypeError("no network");
        };
        // A host of this machine is reached without one.
        scope.start(url.replace("localhost", "host.example"), { fetch, reconnect: { minDelay: 600_000 } });
      }, address("online"));
      await until(tab, "source.readyState === 1");
      tabs.push(tab);
    }
    stream.publish();
    for (const tab of tabs) await until(tab, "heard.length === 1");
    await tell(tabs[1], "set(false)");
    await tell(tabs[1], "dispatchEvent(new PageTransitionEvent('pagehide'))");
    await until(tabs[0], "source.sharers === 1");
    stream.publish();
    await until(tabs[0], "heard.length === 2");
    await tell(tabs[1], "dispatchEvent(new PageTransitionEvent('pageshow'))");
    await until(tabs[1], "failures === 1 && log.at(-1).reason === 'network'");
    await tell(tabs[1], "set(true)");
    await until(tabs[1], "heard.length === 2");
    await close(...tabs);
  });

  test("who may not catch up is told by a gap with the status, and goes on with the others", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("refused-later");
    const first = await open("refused-later");
    await until(first, "source.readyState === 1");
    stream.publish(5);
    await until(first, "heard.length === 5");
    stream.status = () => 410;
    const second = await open("refused-later", { lastEventId: "2" });
    await until(second, "source.readyState === 1");
    stream.publish();
    await until(second, "heard.length === 1");
    assert.deepEqual(await tell(second, "heard"), [6]);
    const log = await tell(second, "log.map(({ type, reason, status, willReconnect }) => [type, reason, status, willReconnect])");
    assert.deepEqual(JSON.parse(JSON.stringify(log)), [["error", "gap", 410, true], ["open", null, 200, null]]);
    assert.deepEqual(await tell(first, "log.map(({ type }) => type)"), ["open"]);
    await close(first, second);
  });

  test("a page in the back/forward cache holds no lock, and is told of the gap when it is back", { timeout: 2 * PATIENCE }, async () => {
    const stream = at("away");
    const leaver = await openPage(its.browser, `${server.page}?url=${address("away")}`);
    await until(leaver, "source.readyState === 1");
    const other = await open("away");
    await until(other, "source.readyState === 1");
    stream.publish(2);
    for (const tab of [leaver, other]) await until(tab, "heard.length === 2");
    await tell(leaver, "void (window.kept = true)");
    await leaver.goto(`${server.origin}/`);
    await stream.until(({ requests }) => requests.length === 2);
    stream.publish(3);
    await until(other, "heard.length === 5");
    leaver.goBack().catch(() => {});
    await until(leaver, "window.source?.readyState === 1");
    if (await tell(leaver, "window.kept === true")) {
      await until(leaver, "heard.length === 5");
      assert.deepEqual(await tell(leaver, "log.filter(({ reason }) => reason === 'gap').map(({ willReconnect }) => willReconnect)"), [true]);
      assert.deepEqual(stream.requests[2].lastEventId, "2");
    }
    stream.publish(2);
    await until(other, "heard.length === 7");
    await until(leaver, "heard.at(-1) === 7");
    const heard = await tell(leaver, "heard");
    assert.deepEqual(heard, Array.from({ length: heard.length }, (_, i) => 8 - heard.length + i));
    await stream.until(({ open }) => open === 1);
    await close(leaver, other);
  });

  test("a frozen tab is told of the gap, and hears what it missed, each once", { timeout: 2 * PATIENCE, skip: name !== "chromium" && "its driver has no command for it" }, async () => {
    const stream = at("frozen");
    const other = await open("frozen");
    await until(other, "source.readyState === 1");
    const frozen = await open("frozen");
    await until(frozen, "source.readyState === 1");
    stream.publish(2);
    for (const tab of [frozen, other]) await until(tab, "heard.length === 2");
    const session = await /** @type {any} */ (frozen).createCDPSession();
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await until(other, "source.sharers === 1");
    stream.publish(3);
    await until(other, "heard.length === 5");
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await until(frozen, "heard.length === 5");
    stream.publish(2);
    for (const tab of [frozen, other]) await until(tab, "heard.at(-1) === 7");
    assert.deepEqual(await tell(frozen, "heard"), [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(await tell(frozen, "log.filter(({ type }) => type === 'error').map(({ reason, willReconnect }) => [reason, willReconnect])"), [["gap", true]]);
    assert.deepEqual(await tell(other, "log.filter(({ type }) => type === 'error')"), [], "nobody else is");
    assert.deepEqual(stream.requests.map(({ lastEventId }) => lastEventId), ["", "2"]);
    await stream.until(({ open }) => open === 1);
    await close(frozen, other);
  });
});

// @ts-check
/** The inspector: a case in the address, a flood, faults as the server logged them, exports, sides. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inBrowsers } from "../../tests/e2e/browser.mjs";
import { startServer } from "../../tests/e2e/server.mjs";
import { LOOKS, assertAccessible } from "./accessible.mjs";
import { PROVOKED, by, startDemo } from "./demo.mjs";
import { address, inspect } from "./inspector.mjs";
import { startLogged } from "./server-log.mjs";

const demo = await startDemo();
const logged = await startLogged();
const foreign = await startServer();
after(() => Promise.all([demo.stop(), logged.stop(), foreign.stop()]));

/** What the other sides make of a lost stream: the original writes it, and Firefox writes it for its own. */
const BESIDE = [...PROVOKED, /EventSource's response/, /network error|JSHandle@error|TypeError: Load failed/, /can’t establish a connection|was interrupted while the page/];

/** @type {[string, string][]} */
const cors = [["content-type", "text/event-stream"], ["access-control-allow-origin", "*"], ["access-control-allow-headers", "*"]];

const paced = "/api/stream?count=100000&rate=50&types=3";

inBrowsers("inspector", (name, its) => {
  test("a link restores the case, but no token and no header's value", { timeout: 120_000 }, async () => {
    const url = `${demo.origin}/api/chat?n=1`;
    const parameters = { url, method: "POST", body: '{"a":1}', auth: "token", heartbeat: 5, statuses: "429", types: "delta", time: "sent.at", q: "wanted", native: 1 };
    const page = await inspect(its.browser, demo.origin, `${name}-link`, address(parameters));
    let link = "";
    try {
      await page.options();
      await page.tab.type(by("token"), "my-secret-token");
      await page.tab.click(by("add-header"));
      await page.tab.type(by("header-name-0"), "X-Tenant");
      await page.tab.keyboard.press("Tab");
      await page.tab.type(by("header-value-0"), "my-secret-tenant");
      await page.until(`location.search.includes("X-Tenant")`);
      link = await page.tab.url();
      assert.doesNotMatch(decodeURIComponent(link), /my-secret/);
      await page.tab.reload();
      await page.tab.waitForSelector(by("connect"));
      await page.options();
      assert.equal(await page.tab.$eval(by("header-value-0"), (input) => /** @type {any} */ (input).value), "my-secret-tenant");
      await page.assertSilent([]);
    } finally {
      await page.close();
    }

    const other = await inspect(its.browser, demo.origin, `${name}-link`, link.slice(demo.origin.length));
    try {
      await other.options();
      const value = (/** @type {string} */ id) => other.tab.$eval(by(id), (input) => /** @type {any} */ (input).value);
      assert.equal(await value("url"), url);
      assert.equal(await value("body"), '{"a":1}');
      assert.equal(await value("header-name-0"), "X-Tenant");
      assert.equal(await value("statuses"), "429");
      assert.equal(await value("types"), "delta");
      assert.equal(await value("time"), "sent.at");
      assert.equal(await value("search"), "wanted");
      assert.equal(await value("token"), "");
      assert.equal(await value("header-value-0"), "");
      // Nothing is sent by opening a link.
      assert.deepEqual(await other.timeline(), []);
    } finally {
      await other.close();
    }
  });

  test("a link sends the session's token, and what was entered for one server, to no other", { timeout: 120_000 }, async () => {
    const stream = `${name}-leak`;
    await foreign.script(stream, [{ headers: cors, steps: [{ send: "data: hello\n\n" }, { stall: true }] }], { headers: cors });
    const page = await inspect(its.browser, demo.origin, stream, address({ url: paced, headers: "X-Tenant" }));
    try {
      await page.options();
      await page.tab.type(by("header-value-0"), "my-secret-tenant");
      await page.connect();
      await page.until(`${page.number("events")} > 0`);
      await page.tab.$eval(by("url"), (input, url) => {
        /** @type {any} */ (input).value = url;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }, `${foreign.origin}/stream/${stream}`);
      await page.connect();
      await page.until(`${page.number("events")} === 1`);
      const [request] = await foreign.requests(stream, 1);
      assert.ok(request);
      const names = request.headers.map(([header]) => header);
      assert.ok(!names.includes("authorization"), String(names));
      assert.doesNotMatch(JSON.stringify(request.headers), /my-secret/);
      await page.assertSilent(PROVOKED);
    } finally {
      await page.close();
    }
  });

  test("a server's own events called open and error are events, and say nothing of the connection", { timeout: 120_000 }, async () => {
    const stream = `${name}-namesakes`;
    const steps = [{ send: "event: open\ndata: 1\n\nevent: error\ndata: 2\n\ndata: 3\n\n" }, { stall: true }];
    await foreign.script(stream, [{ headers: cors, steps }, { headers: cors, steps }, { headers: cors, steps }], { headers: cors });
    const url = `${foreign.origin}/stream/${stream}`;
    const page = await inspect(its.browser, demo.origin, stream, address({ url, auth: "none", native: 1, types: "open,error,message" }));
    try {
      await page.connect();
      await page.until(`${page.number("events")} === 3`);
      for (const side of ["ours", "native"]) {
        const cell = (/** @type {string} */ id) => `[data-side=${side}] ${by(id)}`;
        await page.until(`document.querySelector("${cell("side-events")}")?.textContent === "3"`);
        const [opens, errors] = await Promise.all(["side-opens", "side-errors"].map((id) => page.tab.$eval(cell(id), (element) => element.textContent)));
        assert.deepEqual([opens, errors], ["1", "0"], side);
      }
      assert.deepEqual((await page.timeline()).map(({ kind }) => kind), ["connecting", "open"]);
      await page.assertSilent([]);
    } finally {
      await page.close();
    }
  });

  test("100 000 events at once: all of them, few elements, and frames meanwhile", { timeout: 180_000 }, async (t) => {
    const page = await inspect(its.browser, demo.origin, `${name}-flood`, address({ url: "/api/stream?count=100000&types=3" }));
    try {
      await page.tab.waitForSelector(`${by("plot-throughput")} canvas`);
      await page.tab.evaluate(() => {
        const flood = { gaps: /** @type {number[]} */ ([]), elements: 0, during: 0 };
        /** @type {any} */ (window).flood = flood;
        let last = 0;
        const frame = (/** @type {number} */ time) => {
          const events = Number(document.querySelector("[data-testid=matches]")?.getAttribute("data-count"));
          if (events > 0 && events < 100_000) {
            flood.gaps.push(time - last);
            flood.during++;
          }
          last = time;
          flood.elements = Math.max(flood.elements, document.querySelectorAll("[data-testid=events] [role=row]").length);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      });
      await page.connect();
      await page.until(`document.querySelector("${by("matches")}").dataset.count === "100000"`);
      const { gaps, elements, during } = await page.tab.evaluate(() => /** @type {any} */ (window).flood);
      t.diagnostic(`${name}: worst gap between frames ${Math.round(Math.max(...gaps))} ms, ${during} frames during the flood`);
      assert.ok(elements > 5 && elements < 60, `${elements} rows in the document`);
      // None, were it one task; how many is the machine's. Without a graphics card WebKitGTK takes a second for one of this page's.
      if (name !== "webkit") assert.ok(during > 0, `${during} frames during the flood`);

      // The end of the list is really there.
      await page.until(`[...document.querySelectorAll("${by("events")} [role=row] button")].at(-1).textContent === "100000"`);
      await page.tab.type(by("search"), '"n":1234');
      await page.until(`document.querySelector("${by("matches")}").dataset.count === "11"`);
      await page.assertSilent([]);
    } finally {
      await page.close();
    }
  });

  test("what is typed into the search is found while events stream in", { timeout: 120_000 }, async () => {
    const page = await inspect(its.browser, demo.origin, `${name}-typing`, address({ url: "/api/stream?count=1000000&rate=5000&types=3" }));
    try {
      await page.connect();
      await page.until(`${page.number("events")} > 2000`);
      await page.tab.type(by("search"), '"n":12,');
      await page.until(`document.querySelector("${by("matches")}").dataset.count === "1"`);
      assert.ok(await page.tab.evaluate(page.state("open")), "the stream still runs");
      const before = Number(await page.tab.evaluate(page.number("events")));
      await page.until(`${page.number("events")} > ${before}`);
      await page.tab.click(`${by("events")} [role=row]`);
      assert.match(await page.tab.$eval(by("detail"), (detail) => detail.textContent ?? ""), /n 12/);
      await page.assertSilent([]);
    } finally {
      await page.close();
    }
  });

  /** @type {Record<string, { log: RegExp, reasons: string[], end: string, says?: RegExp }>} */
  const faults = {
    cut: { log: /^Cut$/, reasons: ["network"], end: "open" },
    end: { log: /^End$/, reasons: ["end"], end: "open" },
    stall: { log: /^Stall$/, reasons: ["heartbeat"], end: "open" },
    garbage: { log: /^Garbage$/, reasons: [], end: "open" },
    unauthorized: { log: /401.*\nCut$/, reasons: ["network", "status"], end: "closed" },
    unavailable: { log: /503.*\nCut$/, reasons: ["network", "status"], end: "open", says: /Retry-After: 3/ },
    noContent: { log: /204.*\nCut$/, reasons: ["network", "status"], end: "closed" },
    delay: { log: /^Delay.*\nCut$/, reasons: ["network"], end: "open" },
    restart: { log: /^Restart$/, reasons: ["end"], end: "open" },
  };

  for (const [fault, { log, reasons, end, says }] of Object.entries(faults)) {
    test(`a fault is shown as the server logged it: ${fault}`, { timeout: 120_000 }, async () => {
      const user = `${name}-${fault}`;
      const page = await inspect(its.browser, logged.origin, user, address({ url: paced, heartbeat: fault === "stall" ? 3 : 45 }));
      try {
        await page.connect();
        await page.until(`${page.number("events")} > 5`);
        await page.tab.click(by(`fault-${fault}`));
        await page.until(`document.querySelector("${by("timeline")} [data-kind=fault]")`);
        const opens = `document.querySelectorAll("${by("timeline")} [data-kind=open]").length`;
        if (end === "closed") await page.until(page.state("closed"));
        else await page.until(`${opens} > ${reasons.length ? 1 : 0} && ${page.state("open")}`);
        // It goes on, and nothing is missed or doubled: the events are numbered from 1.
        const before = Number(await page.tab.evaluate(page.number("events")));
        if (end === "open") await page.until(`${page.number("events")} > ${before} + 20`);
        await page.until(`${page.number("events")} === ${page.number("last-event-id")}`);

        const timeline = await page.timeline();
        const shown = timeline.filter(({ kind, reason }) => kind === "open" || reason === "status");
        assert.deepEqual(shown.map(({ status }) => Number(status)), logged.statuses(user, "/api/stream"));
        assert.match(logged.faults(user).join("\n"), log);
        const ends = timeline.filter(({ reason }) => reason).map(({ reason }) => reason);
        // A server that restarts may refuse an early one.
        assert.deepEqual(fault === "restart" ? ends.slice(0, 1) : ends, reasons);
        assert.ok(timeline.findIndex(({ kind }) => kind === "fault") < timeline.findIndex(({ reason }) => reason) || reasons.length === 0, "in the order of time");
        if (says) assert.ok(timeline.some(({ text }) => says.test(text)), JSON.stringify(timeline));
        await page.assertSilent(PROVOKED);
      } finally {
        await page.close();
      }
    });
  }

  test("offline breaks the stream and keeps it from coming back, online lets it go on", { timeout: 120_000 }, async () => {
    const page = await inspect(its.browser, demo.origin, `${name}-offline`, address({ url: paced }));
    const toggle = () => page.tab.$eval(by("offline"), (input) => /** @type {HTMLElement} */ (input.closest(".el-switch") ?? input).click());
    try {
      await page.connect();
      await page.until(`${page.number("events")} > 5`);
      await toggle();
      await page.until(page.state("waiting"));
      await page.until(`document.querySelectorAll("${by("timeline")} [data-reason=network]").length > 1`);
      await toggle();
      await page.until(page.state("open"));
      await page.until(`${page.number("reconnections")} === 1 && ${page.number("events")} > 30`);
      await page.until(`${page.number("events")} === ${page.number("last-event-id")}`);
      await page.assertSilent(PROVOKED);
    } finally {
      await page.close();
    }
  });

  test("the exports parse, hold everything, and no secret", { timeout: 120_000 }, async () => {
    const page = await inspect(its.browser, demo.origin, `${name}-export`, address({ url: "/api/stream?count=400&rate=100&types=3", headers: "X-Tenant" }));
    try {
      await page.options();
      await page.tab.type(by("header-value-0"), "my-secret-tenant");
      await page.connect();
      await page.until(`${page.number("events")} > 50`);
      await page.tab.click(by("fault-cut"));
      await page.until(`${page.number("events")} === 400 && ${page.state("closed")}`);

      const text = await page.save("save-lines");
      const lines = text.trim().split("\n").map((line) => JSON.parse(line));
      const events = lines.filter(({ kind }) => kind === "event");
      assert.deepEqual(events.map(({ id }) => Number(id)), Array.from({ length: 400 }, (_, index) => index + 1));
      assert.ok(events.every(({ data, size }) => Buffer.byteLength(data) === size), "sizes in bytes");
      const kinds = lines.map(({ kind }) => kind).filter((kind) => !["event", "fault"].includes(kind));
      assert.deepEqual(kinds, ["connecting", "open", "waiting", "connecting", "open", "waiting", "connecting", "closed"]);
      const times = lines.map(({ time }) => Date.parse(time));
      assert.deepEqual(times, times.toSorted((a, b) => a - b));

      const { log } = JSON.parse(await page.save("save-har"));
      assert.equal(log.version, "1.2");
      assert.deepEqual(log.entries.map((/** @type {any} */ { response }) => response.status), [200, 200, 204]);
      for (const { startedDateTime, time, request, timings } of log.entries) {
        assert.ok(!Number.isNaN(Date.parse(startedDateTime)));
        assert.ok(Math.abs(time - timings.wait - timings.receive) < 1);
        assert.ok(request.headers.some((/** @type {any} */ header) => header.name === "x-tenant"));
      }
      const messages = log.entries.flatMap((/** @type {any} */ entry) => entry._eventSourceMessages);
      assert.deepEqual(messages.map((/** @type {any} */ { data }) => data), events.map(({ data }) => data));

      const token = await page.tab.evaluate(() => JSON.parse(sessionStorage.getItem("session") ?? "{}").token);
      for (const secret of ["my-secret-tenant", token]) {
        assert.ok(!text.includes(secret) && !JSON.stringify(log).includes(secret), "no secret is exported");
      }
      await page.assertSilent(PROVOKED);
    } finally {
      await page.close();
    }
  });

  test("ours, the browser's own and the original receive the same from one stream", { timeout: 120_000 }, async () => {
    const stream = `${name}-sides`;
    const body = Array.from({ length: 500 }, (_, index) => `id: ${index + 1}\nevent: ${index % 2 ? "odd" : "message"}\ndata: 数据 ${index}\n\n`);
    const answer = { headers: cors, steps: [{ send: body.join("") }] };
    await foreign.script(stream, [answer, answer, answer, answer, { status: 204, headers: cors }]);
    const page = await inspect(its.browser, demo.origin, stream, address({ url: `${foreign.origin}/stream/${stream}`, types: "message,odd", native: 1, original: 1 }));
    try {
      await page.connect();
      const settled = (/** @type {string} */ side) => `document.querySelector("[data-side=${side}] [data-state=closed]")`;
      await page.until(["ours", "native", "original"].map(settled).join(" && "));
      const cell = (/** @type {string} */ id) => page.tab.$$eval(`${by("sides")} ${by(id)}`, (cells) => cells.map((cell) => cell.textContent?.trim()));
      assert.deepEqual(await cell("side-events"), ["500", "500", "500"]);
      assert.deepEqual(await cell("side-missed"), ["0", "0", "0"]);
      assert.deepEqual(await cell("side-doubled"), ["0", "0", "0"]);
      assert.equal(new Set(await cell("side-characters")).size, 1);
      await page.assertSilent(BESIDE);
    } finally {
      await page.close();
    }
  });

  test("the browser's own is refused where it could not send what belongs to the case", { timeout: 120_000 }, async () => {
    const page = await inspect(its.browser, demo.origin, `${name}-refused`, address({ url: paced, native: 1, original: 1, types: "message,alpha,beta" }));
    try {
      await page.connect();
      await page.until(`Number(document.querySelector("[data-side=original] ${by("side-events")}")?.textContent) > 5`);
      assert.match(await page.tab.$eval(`[data-side=native] ${by("refusal")}`, (cell) => cell.textContent ?? ""), /no Authorization/);

      // Whoever comes back first must not take the others' fault away.
      await page.tab.click(by("fault-unavailable"));
      await page.until(`document.querySelector("${by("timeline")} [data-reason=status][data-status='503']")`);
      await page.until(`document.querySelector("[data-side=original] [data-state=closed]")?.textContent.includes("503")`);
      await page.assertSilent(BESIDE);
    } finally {
      await page.close();
    }
  });

  for (const { lang, theme, width, height } of LOOKS) {
    test(`accessible with all of it open: ${lang}, ${theme}, ${width} wide`, { timeout: 120_000 }, async () => {
      const parameters = { lang, theme, url: paced, native: 1, original: 1, types: "message,alpha,beta", auth: "session", time: "n", headers: "X-Tenant" };
      const page = await inspect(its.browser, demo.origin, `${name}-${lang}-${theme}-${width}`, address(parameters), { width, height });
      try {
        await page.options();
        await page.connect();
        await page.until(`${page.number("events")} > 30`);
        await page.tab.$eval(by("fault-cut"), (button) => /** @type {HTMLElement} */ (button).click());
        await page.until(`${page.number("reconnections")} > 0`);
        await page.tab.$eval(`${by("events")} [role=row]`, (row) => /** @type {HTMLElement} */ (row).click());
        await page.tab.waitForSelector(by("detail"));
        await page.tab.waitForSelector(`${by("plot-ages")} canvas`);
        await assertAccessible(page.tab, "inspector");
        await page.assertSilent(BESIDE);
      } finally {
        await page.close();
      }
    });
  }
});

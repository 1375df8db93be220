// @ts-check
/** Tabs that share: what an event costs in one that has no connection, and how long nobody has one. */

import { fileURLToPath } from "node:url";
import { startServer } from "../../tests/shared/server.mjs";
import { digits, printTable, progress } from "../print.mjs";
import { median, quantile } from "../statistics.mjs";

const CLIENTS = ["shared", "ours, alone", "native, alone", "SharedWorker, native", "lock and channel, native"];
const TABS = 4;

/** A burst, and events that come one by one. */
const WORKLOADS = [
  { title: "a burst of 20 000", count: 20_000, step: 200 },
  { title: "2 000, one by one", count: 2_000, step: 1 },
];

/**
 * @param {import("../lab.mjs").Lab} lab
 * @param {(result: object) => void} save
 */
export async function sharing(lab, save) {
  const server = await startServer({ package: lab.pages.ours, page: fileURLToPath(new URL("../page/sharing/", import.meta.url)) });
  const page = `${server.origin}/page/index.html`;
  /** @type {any[]} */
  const results = [];
  let streams = 0;

  /** @param {import("../../tests/e2e/browser.mjs").Browser} browser */
  const open = async (browser) => {
    const tab = /** @type {any} */ (await browser.newPage());
    await tab.goto(page);
    while (!(await tab.evaluate("Boolean(window.imported)").catch(() => false)));
    return tab;
  };

  /** @param {any} tab */
  const processor = async (tab) => {
    const { metrics } = await tab.protocol.send("Performance.getMetrics");
    return metrics.find((/** @type {any} */ { name }) => name === "TaskDuration").value * 1e6;
  };

  /** µs for each event: of the last tab's main thread, and until the last tab has heard all. */
  const cost = async (/** @type {any} */ browser, /** @type {string} */ client, /** @type {typeof WORKLOADS[0]} */ { count, step }) => {
    const name = `cost-${(streams += 1)}`;
    const stream = server.stream(name);
    stream.padding = ` ${"x".repeat(100)}`;
    const tabs = [];
    for (let i = 0; i < TABS; i += 1) {
      const tab = await open(browser);
      await tab.evaluate((/** @type {string[]} */ ...words) => /** @type {any} */ (window).start(...words), client, `${server.origin}/events/${name}`);
      tabs.push(tab);
    }
    const last = tabs[TABS - 1];
    last.protocol = await last.createCDPSession?.().catch(() => undefined);
    await last.protocol?.send("Performance.enable");
    const round = async (/** @type {number} */ events) => {
      for (const tab of tabs) await tab.evaluate(`more(${events})`);
      const busy = last.protocol && (await processor(last));
      const began = performance.now();
      for (let sent = 0; sent < events; sent += step) {
        stream.publish(step);
        await new Promise((resolve) => setImmediate(resolve));
      }
      for (const tab of tabs) await tab.evaluate("done");
      const wall = ((performance.now() - began) * 1000) / events;
      return { wall, busy: last.protocol ? ((await processor(last)) - busy) / events : NaN };
    };
    await round(count / 10);
    const result = await round(count);
    // A holder that is closed hands over: another request.
    const requests = stream.requests.length;
    for (const tab of tabs) await tab.close();
    return { ...result, requests };
  };

  /** ms from the end of the holder's request to the next one. */
  const handOver = async (/** @type {any} */ browser, /** @type {"shared" | "bare"} */ how) => {
    const name = `hand-over-${(streams += 1)}`;
    const stream = server.stream(name);
    const url = `${server.origin}/events/${name}`;
    const tabs = [await open(browser), await open(browser)];
    if (how === "shared") {
      for (const tab of tabs) await tab.evaluate(`start("shared", "${url}")`);
    } else {
      for (const tab of tabs) await tab.evaluate(`void lock("${url}")`);
      await stream.until(({ requests }) => requests.length === 1);
    }
    /** @type {number} */
    let ended = NaN;
    const end = stream.until(({ requests }) => !requests[0].open).then(() => (ended = performance.now()));
    const next = stream.until(({ requests }) => requests.length === 2);
    await Promise.all([tabs[0].close(), end, next]);
    await tabs[1].close();
    return stream.requests[1].time - ended;
  };

  for await (const [name, browser] of lab.browsers()) {
    for (const workload of WORKLOADS) {
      const rows = CLIENTS.map((client) => ({ client, samples: /** @type {any[]} */ ([]) }));
      for (let round = 0; round < lab.rounds; round += 1) {
        progress(`sharing, ${name}, ${workload.title}: round ${round + 1} of ${lab.rounds}`);
        for (const { client, samples } of rows) samples.push(await cost(browser, client, workload));
      }
      printTable(
        `${name} · ${TABS} tabs · ${workload.title} · µs for each event`,
        ["client", "main thread of the last tab", "until all have heard it", "requests"],
        rows.map(({ client, samples }) => [
          client,
          digits(median(samples.map(({ busy }) => busy))),
          digits(median(samples.map(({ wall }) => wall))),
          samples[0].requests,
        ]),
      );
      results.push({ browser: name, workload: workload.title, rows });
    }
    const times = { bare: /** @type {number[]} */ ([]), shared: /** @type {number[]} */ ([]) };
    for (let round = 0; round < 2 * lab.rounds; round += 1) {
      progress(`sharing, ${name}, hand-over: round ${round + 1} of ${2 * lab.rounds}`);
      for (const how of /** @type {const} */ (["bare", "shared"])) times[how].push(await handOver(browser, how));
    }
    printTable(
      `${name} · from the end of the holder's request, its tab closed, to the next request, ms`,
      ["", "median", "most"],
      [
        ["a lock alone", digits(median(times.bare)), digits(quantile(times.bare, 1))],
        ["shared", digits(median(times.shared)), digits(quantile(times.shared, 1))],
      ],
    );
    results.push({ browser: name, handOver: times });
    await browser.close();
    save({ results });
  }
  await server.stop();
  return { results };
}

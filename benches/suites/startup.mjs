// @ts-check
/**
 * What it costs to begin: import, constructor, the request's arrival, and this once more from the head
 * of the page's HTML; the longest task meanwhile; the memory of idle sources.
 */

import { digits, mebibytes, percent, printTable, progress } from "../print.mjs";
import { resident } from "../processes.mjs";
import { startServer } from "../server.mjs";
import { median, ratio, spread } from "../statistics.mjs";
import { openTab } from "../tab.mjs";

/** Those that are constructors. */
const CLIENTS = ["ours", "event-source-polyfill", "eventsource", "native"];

const STATES = /** @type {const} */ (["cold", "warm"]);
const PARTS = /** @type {const} */ (["import", "construction", "request", "message"]);

/** How many times as slow the processor is made: a cheap telephone beside a machine like this. */
const SLOWNESS = [1, 6];

const TASK = /** @type {const} */ (["wall", "processor"]);

/** A browser opens six connections to a host and port, fewer when some are still closing. */
const CONNECTIONS = 5;
const SOURCES = [1, 10, 100];

/** Of a page that imports when it is told to; the same, watched for the longest task, which costs time; of a page by itself. */
const VISITS = /** @type {const} */ (["import", "watched", "page"]);

/** @typedef {import("../tab.mjs").Task} Task */
/** @typedef {Record<typeof PARTS[number], number>} Times ms; request and message since the import began */

/**
 * @param {import("../lab.mjs").Lab} lab
 * @param {(result: object) => void} save called after each browser: a run may take an hour
 */
export async function startup(lab, save) {
  const names = CLIENTS.filter((client) => lab.clients.includes(client));
  const times = [];
  const memory = [];
  for await (const [name, browser] of lab.browsers()) {
    for (const slowness of SLOWNESS) times.push(...(await measureTimes(lab, name, browser, names, slowness)));
    memory.push({ browser: name, rows: await measureMemory(lab, name, browser, names) });
    await browser.close();
    save({ times, memory });
  }
  return { times, memory };
}

/**
 * @param {import("../lab.mjs").Lab} lab
 * @param {string} name
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 * @param {string[]} names
 * @param {number} slowness nothing is measured where the browser cannot be slowed down
 */
async function measureTimes({ server: { origin }, rounds }, name, browser, names, slowness) {
  const series = names.map((client) => ({
    client,
    cold: /** @type {Times[]} */ ([]),
    warm: /** @type {Times[]} */ ([]),
    longest: { cold: /** @type {Task[]} */ ([]), warm: /** @type {Task[]} */ ([]) },
    page: { cold: [0].slice(1), warm: [0].slice(1) },
  }));
  for (let round = 0; round <= rounds; round += 1) {
    progress(`start-up, ${name}${slower(slowness)}: round ${round} of ${rounds}`);
    for (let turn = 0; turn < series.length; turn += 1) {
      const one = series[(turn + round) % series.length];
      // A context of its own has no cache. Warm is the third visit: the second may still compile for the cache.
      for (const kind of VISITS) {
        const context = await browser.createBrowserContext();
        const tab = await openTab(context, `${origin}/startup.html`);
        if (slowness > 1 && !(await tab.slowDown(slowness))) {
          await context.close();
          return [];
        }
        for (const state of ["cold", "between", "warm"]) {
          const kept = state === "cold" ? "cold" : "warm";
          const isKept = round > 0 && state !== "between";
          if (kind === "page") {
            await tab.page.goto(`${origin}/first-${one.client}.html`);
            const time = await tab.page.evaluate(() => /** @type {any} */ (window).firstRequest);
            if (isKept) one.page[kept].push(time);
            continue;
          }
          if (state !== "cold") await tab.page.goto(`${origin}/startup.html`);
          /** @type {Times | undefined} */
          let visit;
          const longest = await (kind === "watched" && state !== "between" ? tab.longestTask : unwatched)(async () => {
            visit = await startUp(tab, one.client, origin);
          });
          // The constructor is a part of one task: if that was not seen, nothing was.
          if (longest && visit && longest.wall < visit.construction - 1) {
            throw new Error(`the longest task of ${longest.wall} ms does not hold the constructor's ${visit.construction} ms`);
          }
          if (!isKept || !visit) continue;
          if (kind === "import") one[kept].push(visit);
          else if (longest !== null) one.longest[kept].push(longest);
        }
        await context.close();
      }
    }
  }
  return STATES.map((state) => {
    const of = (/** @type {typeof PARTS[number]} */ part, /** @type {typeof series[number]} */ one) =>
      one[state].map((times) => times[part]);
    const original = series.find(({ client }) => client === "event-source-polyfill");
    printTable(
      `${name}${slower(slowness)} · start-up, ${state} · ms since the import began, construction by itself`,
      ["client", "import", "construction", "request arrives", "±", "× original", "first message", "longest task", "processor", "from the page's HTML", "±", "× original"],
      series.map((one) => [
        one.client,
        digits(median(of("import", one))),
        digits(median(of("construction", one))),
        digits(median(of("request", one))),
        percent(spread(of("request", one))),
        original ? digits(ratio(of("request", one), of("request", original))) : "",
        digits(median(of("message", one))),
        ...TASK.map((key) => digits(median(one.longest[state].map((task) => task[key])))),
        digits(median(one.page[state])),
        percent(spread(one.page[state])),
        original ? digits(ratio(one.page[state], original.page[state])) : "",
      ]),
    );
    return { browser: name, slowness, state, series: series.map((one) => ({ client: one.client, visits: one[state], longestTasks: one.longest[state], fromPage: one.page[state] })) };
  });
}

/** @param {number} slowness */
const slower = (slowness) => (slowness > 1 ? `, the processor ${slowness} times as slow` : "");

const unwatched = async (/** @type {() => Promise<void>} */ action) => {
  await action();
  return null;
};

/**
 * @param {import("../tab.mjs").Tab} tab
 * @param {string} client
 * @param {string} origin
 * @returns {Promise<Times>}
 */
const startUp = (tab, client, origin) =>
  tab.page.evaluate(
    (script, url) => /** @type {any} */ (window).startUp(script, url),
    client === "native" ? "" : `${origin}/clients/${client}.js`,
    `${origin}/live?rate=0&count=1`,
  );

/**
 * Sources that are open and silent. Each client in a process of its own; what the first source brings
 * along (code, wasm) counts for it, so that the difference of two rows is what the others cost.
 *
 * @param {import("../lab.mjs").Lab} lab
 * @param {string} name
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 * @param {string[]} names
 */
async function measureMemory({ server, rounds }, name, browser, names) {
  const most = Math.max(...SOURCES);
  const servers = await Promise.all(Array.from({ length: Math.ceil(most / CONNECTIONS) }, () => startServer()));
  const rows = names.flatMap((client) => SOURCES.map((count) => ({ client, count, heap: [0].slice(1), resident: [0].slice(1) })));
  for (let round = 0; round < Math.min(3, rounds); round += 1) {
    progress(`memory of idle sources, ${name}: round ${round + 1}`);
    for (const row of rows) {
      const context = await browser.createBrowserContext();
      const tab = await openTab(context, `${server.origin}/many.html`);
      const [heap, processes] = [await tab.heap(), tab.processes()];
      const before = resident(processes, "VmRSS");
      const urls = Array.from({ length: row.count }, (_, i) => `${servers[Math.floor(i / CONNECTIONS)].origin}/idle`);
      await tab.page.evaluate((client, urls) => /** @type {any} */ (window).openIdle(client, urls), row.client, urls);
      const [heapNow, now] = [await tab.heap(), resident(processes, "VmRSS")];
      if (heap !== null && heapNow !== null) row.heap.push(heapNow - heap);
      if (before !== null && now !== null) row.resident.push(now - before);
      await tab.page.evaluate(() => /** @type {any} */ (window).closeAll());
      await context.close();
    }
  }
  await Promise.all(servers.map(({ stop }) => stop()));
  printTable(
    `${name} · memory of idle sources, MiB (the clients' code included)`,
    ["client", "sources", "JavaScript heap", "resident, all processes"],
    rows.map((row) => [
      row.client,
      row.count,
      mebibytes(row.heap.length ? median(row.heap) : null),
      mebibytes(row.resident.length ? median(row.resident) : null),
    ]),
  );
  return rows;
}

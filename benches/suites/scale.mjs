// @ts-check
/** Ten million events through one source, a thousand sources on one page, a million events at once. */

import { setTimeout as sleep } from "node:timers/promises";
import { digits, mebibytes, printTable, progress, whole } from "../print.mjs";
import { resident } from "../processes.mjs";
import { median } from "../statistics.mjs";
import { openTab } from "../tab.mjs";

const SOURCES = [1, 10, 100, 1000];
const AT_ONCE = 1_000_000;

/** A native source takes minutes for a million events in Chromium. */
const CLIENTS = ["ours", "event-source-polyfill", "eventsource", "native"];

/**
 * @param {import("../lab.mjs").Lab} lab
 * @param {(result: object) => void} save called after each browser: a run may take an hour
 */
export async function scale(lab, save) {
  /** @type {{ atOnce: unknown[], many: unknown[], memory: unknown[] }} */
  const result = { atOnce: [], many: [], memory: [] };
  for await (const [name, browser] of lab.browsers()) {
    result.atOnce.push({ browser: name, series: await atOnce(lab, name, browser) });
    result.many.push({ browser: name, rows: await many(lab, name, browser) });
    result.memory.push({ browser: name, ...(await memory(lab, name, browser)) });
    await browser.close();
    save(result);
  }
  return result;
}

/**
 * @param {import("../lab.mjs").Lab} lab
 * @param {string} name
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 */
async function atOnce(lab, name, browser) {
  const { events } = await lab.server.facts("small", AT_ONCE);
  const series = ["floor", ...CLIENTS].filter((client) => lab.clients.includes(client)).map((client) => ({
    client,
    /** @type {{ milliseconds: number, frames: number, gap: number, longest: import("../tab.mjs").Task | null }[]} */ samples: [],
    failure: "",
  }));
  // Some seconds each: three rounds show what there is to see.
  for (let round = 0; round < Math.min(3, lab.rounds); round += 1) {
    for (const one of series.filter(({ failure }) => !failure)) {
      progress(`a million events at once, ${name}: ${one.client}, round ${round + 1}`);
      const tab = await openTab(browser, `${lab.server.origin}/flood.html`);
      let over = await flood(tab, one.client, lab.server.url("small", 1000));
      const longest = await tab.longestTask(async () => {
        over = await flood(tab, one.client, lab.server.url("small", AT_ONCE));
      });
      one.failure = over.failed || (over.events === events || one.client === "floor" ? "" : `heard ${over.events} of ${events} events`);
      const { milliseconds, frames, gap } = over;
      if (!one.failure) one.samples.push({ milliseconds, frames, gap, longest });
      await tab.close();
    }
  }
  printTable(
    `${name} · ${whole(events)} events at once, empty handler`,
    ["client", "ms", "longest task, ms", "in processor time", "animation frames", "frames/s", "longest without one, ms"],
    series.map(({ client, samples, failure }) => {
      const of = (/** @type {(sample: typeof samples[number]) => number | null} */ pick) =>
        digits(median(samples.flatMap((sample) => pick(sample) ?? [])));
      return [
        client + (failure && `: ${failure}`),
        of(({ milliseconds }) => milliseconds),
        of(({ longest }) => longest && longest.wall),
        of(({ longest }) => longest && longest.processor),
        of(({ frames }) => frames),
        of(({ frames, milliseconds }) => (frames / milliseconds) * 1000),
        of(({ gap }) => gap),
      ];
    }),
  );
  return series;
}

/**
 * @param {import("../tab.mjs").Tab} tab
 * @param {string} client
 * @param {string} url
 */
async function flood(tab, client, url) {
  await tab.page.evaluate((...words) => /** @type {any} */ (window).flood(...words), client, url);
  for (;;) {
    const progress = await look(tab);
    if (progress.over) return progress;
    await sleep(200);
  }
}

/**
 * @param {import("../tab.mjs").Tab} tab
 * @returns {Promise<{ events: number, milliseconds: number, frames: number, gap: number, over: boolean, failed: string }>}
 */
const look = (tab) => tab.page.evaluate(() => /** @type {any} */ (window).progress);

/**
 * @param {import("../lab.mjs").Lab} lab
 * @param {string} name
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 */
async function many(lab, name, browser) {
  const rows = [];
  for (const client of ["ours", "event-source-polyfill"].filter((client) => lab.clients.includes(client))) {
    for (const count of SOURCES) {
      progress(`many sources, ${name}: ${client}, ${count}`);
      const samples = [];
      for (let round = 0; round < Math.min(3, lab.rounds); round += 1) {
        const tab = await openTab(browser, `${lab.server.origin}/many.html`);
        await tab.page.evaluate((client) => /** @type {any} */ (window).prepare(client, true), client);
        const before = await tab.heap();
        const sample = await tab.page.evaluate((...words) => /** @type {any} */ (window).busy(...words), client, count);
        if (sample.heard !== count * 10) throw new Error(`${client}: heard ${sample.heard} of ${count * 10} events`);
        const heap = await tab.heap();
        await tab.page.evaluate(() => /** @type {any} */ (window).closeAll());
        const left = await tab.heap();
        const grown = (/** @type {number | null} */ now) => (now === null || before === null ? null : now - before);
        samples.push({ ...sample, heap: grown(heap), left: grown(left) });
        await tab.close();
      }
      rows.push({ client, count, samples });
    }
  }
  printTable(
    `${name} · sources on one page over a stub of fetch, each hears ten events in ten chunks`,
    ["client", "sources", "construct, ms", "open, ms", "deliver, ms", "timers", "heap KiB each", "heap KiB left when closed"],
    rows.map(({ client, count, samples }) => {
      const of = (/** @type {string} */ key, scale = 1) =>
        digits(median(samples.flatMap((sample) => (sample[key] === null ? [] : sample[key] * scale))));
      return [
        client,
        count,
        ...["construction", "opening", "delivery", "timers"].map((key) => of(key)),
        of("heap", 1 / count / 1024),
        of("left", 1 / 1024),
      ];
    }),
  );
  return rows;
}

/**
 * @param {import("../lab.mjs").Lab} lab
 * @param {string} name
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 */
async function memory(lab, name, browser) {
  const { events } = await lab.server.facts("small", lab.events);
  const tab = await openTab(browser, `${lab.server.origin}/flood.html`);
  await flood(tab, "ours", lab.server.url("small", 1000));
  const processes = tab.processes();
  /** @type {{ events: number, heap: number | null, resident: number | null }[]} */
  const samples = [];
  await tab.page.evaluate((...words) => /** @type {any} */ (window).flood(...words), "ours", lab.server.url("small", lab.events));
  let now = await look(tab);
  while (!now.over) {
    progress(`${whole(events)} events through one source, ${name}: ${whole(now.events)}`);
    const heap = await tab.heap();
    now = await look(tab);
    samples.push({ events: now.events, heap, resident: resident(processes, "VmRSS") });
    await sleep(1000);
    now = await look(tab);
  }
  if (now.failed || now.events !== events) throw new Error(`${now.failed} heard ${now.events} of ${events} events`);
  await tab.close();
  const quarters = [0, 1, 2, 3].map((quarter) =>
    samples.filter((sample) => Math.min(3, Math.floor((sample.events / events) * 4)) === quarter),
  );
  printTable(
    `${name} · ${whole(events)} events through one source in ${digits(now.milliseconds / 1000)} s · memory by quarters, MiB`,
    ["", "1st", "2nd", "3rd", "4th"],
    /** @type {const} */ (["heap", "resident"]).map((key) => [
      key === "heap" ? "JavaScript heap after collection" : "resident, all processes",
      ...quarters.map((quarter) => mebibytes(median(quarter.flatMap((sample) => sample[key] ?? [])) || null)),
    ]),
  );
  return { milliseconds: now.milliseconds, samples };
}

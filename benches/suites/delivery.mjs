// @ts-check
/** How long each client takes for a stream, and what it costs; a run that lost an event is no number. */

import { digits, mebibytes, percent, printTable, progress, whole } from "../print.mjs";
import { forgetPeak, processorTime, resident } from "../processes.mjs";
import { median, ratio, spread } from "../statistics.mjs";
import { openTab } from "../tab.mjs";
import { workloads } from "../workloads.mjs";

/** A client that needs longer once is not asked again: ms. */
const PATIENCE = 30_000;

/**
 * @typedef {import("../lab.mjs").Lab} Lab
 * @typedef {{ milliseconds: number, busy: number | null, processor: number | null, reads?: number }} Sample
 * @typedef {{ client: string, samples: Sample[], cold: Sample[], failure?: string }} Series cold: each of a page's first round
 * @typedef {{ browser: string, workload: string, kind: string, facts: import("../server.mjs").Facts, series: Series[] }} Cell
 */

/**
 * @param {Lab} lab
 * @param {(result: object) => void} save called after each browser: a run may take an hour
 */
export async function delivery(lab, save) {
  /** @type {Cell[]} */
  const cells = [];
  const memory = [];
  for await (const [name, browser] of lab.browsers()) {
    for (const workload of lab.workloads) {
      const { count, kinds = ["onmessage"] } = workloads[workload];
      const facts = await lab.server.facts(workload, count);
      for (const kind of kinds.filter((kind) => lab.kinds.includes(kind))) {
        progress(`delivery, ${name}: ${workload}, ${kind}`);
        const series = await measure(lab, browser, workload, kind, facts);
        const cell = { browser: name, workload, kind, facts, series };
        printCell(cell);
        cells.push(cell);
      }
    }
    for (const workload of ["json", "line"].filter((workload) => lab.workloads.includes(workload))) {
      progress(`memory, ${name}: ${workload}`);
      const rows = await measureMemory(lab, browser, workload);
      printMemory(name, workload, rows);
      memory.push({ browser: name, workload, rows });
    }
    await browser.close();
    save({ cells, memory });
  }
  printSummary({ cells });
  return { cells, memory };
}

/**
 * @param {Lab} lab
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 * @param {string} workload
 * @param {string} kind
 * @param {import("../server.mjs").Facts} facts
 */
async function measure(lab, browser, workload, kind, facts) {
  const tab = await openTab(browser, `${lab.server.origin}/delivery.html`);
  /** @type {Series[]} */
  const series = lab.clients.map((client) => ({ client, samples: [], cold: [] }));
  const url = lab.server.url(workload, workloads[workload].count);
  // The first round warms up and is discarded.
  for (let round = 0; round <= lab.rounds; round += 1) {
    for (let turn = 0; turn < series.length; turn += 1) {
      const one = series[(turn + round) % series.length];
      if (one.failure) continue;
      try {
        const sample = await trial(tab, one.client, url, kind, facts);
        if (round > 0) one.samples.push(sample);
        if (sample.milliseconds > PATIENCE) one.failure = `took ${digits(sample.milliseconds / 1000)} s, not asked again`;
      } catch (error) {
        one.failure = error instanceof Error ? error.message : String(error);
        await tab.page.reload();
      }
    }
  }
  await tab.close();
  if (workloads[workload].cold && kind === (workloads[workload].kinds ?? [kind])[0]) {
    await measureCold(lab, browser, series, url, kind, facts);
  }
  return series;
}

/**
 * The first round in a page of its own.
 *
 * @param {Lab} lab
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 * @param {Series[]} series
 * @param {string} url
 * @param {string} kind
 * @param {import("../server.mjs").Facts} facts
 */
async function measureCold(lab, browser, series, url, kind, facts) {
  const able = series.filter((one) => !one.failure);
  for (let round = 0; round < lab.rounds; round += 1) {
    for (let turn = 0; turn < able.length; turn += 1) {
      const one = able[(turn + round) % able.length];
      const context = await browser.createBrowserContext();
      const tab = await openTab(context, `${lab.server.origin}/delivery.html`);
      one.cold.push(await trial(tab, one.client, url, kind, facts));
      await context.close();
    }
  }
}

/**
 * @param {import("../tab.mjs").Tab} tab
 * @param {string} client
 * @param {string} url
 * @param {string} kind
 * @param {import("../server.mjs").Facts} facts
 * @returns {Promise<Sample>}
 */
async function trial(tab, client, url, kind, facts) {
  await tab.settle();
  const processes = tab.processes();
  const [busy, processor] = [await tab.busy(), processorTime(processes)];
  const { milliseconds, tallies, read } = await tab.page.evaluate(
    (client, url, kind, types) => /** @type {any} */ (window).trial(client, url, kind, types),
    client,
    url,
    kind,
    facts.types,
  );
  const sample = {
    milliseconds,
    busy: difference(await tab.busy(), busy),
    processor: difference(processorTime(processes), processor),
  };
  if (client === "floor") {
    if (read.bytes !== facts.bytes) throw new Error(`read ${read.bytes} of ${facts.bytes} bytes`);
    return { ...sample, reads: read.reads };
  }
  for (const { events, length } of tallies) {
    if (events !== facts.events) throw new Error(`heard ${events} of ${facts.events} events`);
    if (length !== facts.length) throw new Error(`heard ${length} of ${facts.length} characters`);
  }
  return sample;
}

/** @param {number | null} now @param {number | null} before */
const difference = (now, before) => (now === null || before === null ? null : now - before);

/**
 * Each client in a page of its own, and so in a process of its own, after a short stream to warm up.
 *
 * @param {Lab} lab
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 * @param {string} workload
 */
async function measureMemory(lab, browser, workload) {
  const { count } = workloads[workload];
  const few = Math.min(count, 1000);
  const [facts, short] = [await lab.server.facts(workload, count), await lab.server.facts("small", few)];
  const rows = lab.clients.map((client) => ({
    client,
    /** @type {number[]} */ peak: [],
    /** @type {number[]} */ retained: [],
    failure: "",
  }));
  for (let round = 0; round < Math.min(3, lab.rounds); round += 1) {
    for (const row of rows.filter((row) => !row.failure)) {
      const context = await browser.createBrowserContext();
      const tab = await openTab(context, `${lab.server.origin}/delivery.html`);
      try {
        await trial(tab, row.client, lab.server.url("small", few), "onmessage", short);
        const heap = await tab.heap();
        const processes = tab.processes();
        forgetPeak(processes);
        const before = resident(processes, "VmRSS");
        await trial(tab, row.client, lab.server.url(workload, count), "onmessage", facts);
        const peak = difference(resident(processes, "VmHWM"), before);
        const retained = difference(await tab.heap(), heap);
        if (peak !== null) row.peak.push(peak);
        if (retained !== null) row.retained.push(retained);
      } catch (error) {
        row.failure = error instanceof Error ? error.message : String(error);
      }
      await context.close();
    }
  }
  return rows;
}

/**
 * The README's table: ours as a multiple of the floor, and event-source-polyfill's, of the listener kind
 * that each workload begins with.
 *
 * @param {{ cells: Cell[] }} result
 */
export function printSummary({ cells }) {
  const browsers = [...new Set(cells.map(({ browser }) => browser))];
  const names = [...new Set(cells.map(({ workload }) => workload))].filter((name) => workloads[name].cold);
  const multiple = (/** @type {Cell | undefined} */ cell, /** @type {string} */ client, /** @type {"samples" | "cold"} */ state) => {
    const times = (/** @type {string} */ name) =>
      (cell?.series.find((one) => one.client === name)?.[state] ?? []).map(({ milliseconds }) => milliseconds);
    const [values, floor] = [times(client), times("floor")];
    return values.length > 0 && values.length === floor.length ? digits(ratio(values, floor)) : "–";
  };
  printTable(
    "Times as multiples of the floor's, in brackets event-source-polyfill's: warm, and the first round of a page",
    ["workload", ...browsers.flatMap((browser) => [browser, "first round"])],
    names.map((name) => [
      workloads[name].title,
      ...browsers.flatMap((browser) => {
        const cell = cells.find((cell) => cell.browser === browser && cell.workload === name);
        const both = (/** @type {"samples" | "cold"} */ state) =>
          `${multiple(cell, "ours", state)} (${multiple(cell, "event-source-polyfill", state)})`;
        return [both("samples"), both("cold")];
      }),
    ]),
  );
}

/** @param {Cell} cell */
function printCell({ browser, workload, kind, facts, series }) {
  const of = (/** @type {string} */ client) => series.find((one) => one.client === client && one.samples.length > 0);
  const column = (/** @type {Series | undefined} */ one, /** @type {"milliseconds" | "busy" | "processor"} */ key) =>
    (one?.samples ?? []).flatMap((sample) => sample[key] ?? []);
  const cold = (/** @type {Series | undefined} */ one) => (one?.cold ?? []).map(({ milliseconds }) => milliseconds);
  const coldAgainst = (/** @type {Series} */ one, /** @type {string} */ client) => {
    const [values, others] = [cold(one), cold(of(client))];
    return values.length > 0 && others.length === values.length ? digits(ratio(values, others)) : "";
  };
  const against = (/** @type {Series} */ one, /** @type {string} */ client) => {
    // Where the server sets the pace, the work is compared: that of the main thread, else of all processes.
    const key = !workloads[workload].paced ? "milliseconds" : column(one, "busy").length ? "busy" : "processor";
    const [values, others] = [column(one, key), column(of(client), key)];
    return others.length === values.length && values.length > 0 ? digits(ratio(values, others)) : "";
  };
  const rows = series.map((one) => {
    const times = column(one, "milliseconds");
    if (times.length === 0) return [one.client, one.failure ?? "", "", "", "", "", "", "", "", "", ""];
    return [
      one.client + (one.failure ? `: ${one.failure}` : ""),
      digits(median(times)),
      percent(spread(times)),
      facts.events > 1 ? digits((facts.events / median(times)) * 1000) : "",
      against(one, "floor"),
      against(one, "ours"),
      digits(median(cold(one))),
      coldAgainst(one, "floor"),
      coldAgainst(one, "ours"),
      digits(median(column(one, "busy"))),
      digits(median(column(one, "processor"))),
    ];
  });
  const reads = of("floor")?.samples[0].reads;
  printTable(
    `${browser} · ${workloads[workload].title} · ${kind} · ${whole(facts.events)} events, ${mebibytes(facts.bytes)} MiB` +
      (reads === undefined ? "" : `, ${whole(reads)} reads`),
    ["client", "ms", "±", "events/s", "× floor", "× ours", "first round ms", "× floor", "× ours", "main thread ms", "processor ms"],
    rows,
  );
}

/**
 * @param {string} browser
 * @param {string} workload
 * @param {Awaited<ReturnType<typeof measureMemory>>} rows
 */
function printMemory(browser, workload, rows) {
  printTable(
    `${browser} · ${workloads[workload].title} · memory, MiB: resident at most, all processes; JavaScript heap retained`,
    ["client", "peak", "retained"],
    rows.map(({ client, peak, retained, failure }) => [
      client + (failure && `: ${failure}`),
      mebibytes(peak.length ? median(peak) : null),
      mebibytes(retained.length ? median(retained) : null),
    ]),
  );
}

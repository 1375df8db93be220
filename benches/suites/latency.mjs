// @ts-check
/** From the server's write to the listener at 100 events a second, the page idle or half of its time at work. */

import { digits, printTable, progress } from "../print.mjs";
import { quantile } from "../statistics.mjs";
import { openTab } from "../tab.mjs";

const RATE = 100;
const COUNT = 200;

/**
 * @param {import("../lab.mjs").Lab} lab
 * @param {(result: object) => void} save called after each browser: a run may take an hour
 */
export async function latency(lab, save) {
  const results = [];
  for await (const [name, browser] of lab.browsers()) {
    for (const loaded of [false, true]) {
      const tab = await openTab(browser, `${lab.server.origin}/latency.html`);
      const series = lab.clients.map((client) => ({ client, latencies: /** @type {number[][]} */ ([]), failure: "" }));
      for (let round = 0; round <= lab.rounds; round += 1) {
        progress(`latency, ${name}, ${loaded ? "under load" : "idle"}: round ${round} of ${lab.rounds}`);
        for (let turn = 0; turn < series.length; turn += 1) {
          const one = series[(turn + round) % series.length];
          if (one.failure) continue;
          try {
            const latencies = await trial(tab, one.client, lab.server.origin, loaded);
            if (round > 0) one.latencies.push(latencies);
          } catch (error) {
            one.failure = error instanceof Error ? error.message : String(error);
            await tab.page.reload();
          }
        }
      }
      await tab.close();
      printTable(
        `${name} · ${RATE} events a second, ${loaded ? "page at work 10 ms of 20" : "page idle"} · from write to listener, ms`,
        ["client", "median", "95 %", "99 %", "most"],
        series.map(({ client, latencies, failure }) => {
          const all = latencies.flat();
          return [client + (failure && `: ${failure}`), ...[0.5, 0.95, 0.99, 1].map((share) => digits(quantile(all, share)))];
        }),
      );
      results.push({ browser: name, loaded, rate: RATE, series });
    }
    await browser.close();
    save({ results });
  }
  return { results };
}

/**
 * @param {import("../tab.mjs").Tab} tab
 * @param {string} client
 * @param {string} origin
 * @param {boolean} loaded
 * @returns {Promise<number[]>}
 */
async function trial(tab, client, origin, loaded) {
  await tab.settle();
  const url = `${origin}/live?rate=${RATE}&count=${COUNT}`;
  const latencies = await tab.page.evaluate(
    (...words) => /** @type {any} */ (window).latency(...words),
    client,
    url,
    loaded,
  );
  if (latencies.length !== COUNT) throw new Error(`heard ${latencies.length} of ${COUNT} events`);
  return latencies;
}

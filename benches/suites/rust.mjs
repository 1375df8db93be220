// @ts-check
/** The stream for programs in Rust beside reqwest-eventsource, the face and the floor: same page, same run. */

import { join } from "node:path";
import { tool } from "../../scripts/tools.mjs";
import { run } from "../../tests/e2e/child.mjs";
import { root } from "../../tests/e2e/server.mjs";
import { digits, percent, printTable, progress } from "../print.mjs";
import { median, ratio, spread } from "../statistics.mjs";
import { openTab } from "../tab.mjs";
import { workloads } from "../workloads.mjs";

const TARGET = "wasm32-unknown-unknown";
const WORKLOADS = ["small", "json", "cjk", "large"];
/** The peer's time grows with the square of what is read at once: ten times as many take minutes. */
const FEWER = 10;
/** The exports of benches/rust/src/clients.rs, and clients of the other suites. */
const CLIENTS = { "ours, in Rust": "ours", "reqwest-eventsource": "reqwestEventsource", "ours, the face": null, floor: null };

/** @param {string} folder of the page */
async function build(folder) {
  const target = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "benches");
  await run("cargo", ["build", "--quiet", "--release", "--locked", "--target", TARGET], {
    cwd: join(root, "benches/rust"),
    env: { ...process.env, CARGO_TARGET_DIR: target },
  });
  const wasm = join(target, TARGET, "release/event_source_benchmark.wasm");
  const words = ["--target", "web", "--no-typescript", "--out-dir", join(folder, "rust"), "--out-name", "clients"];
  await run(await tool("wasm-bindgen-cli", "wasm-bindgen"), [wasm, ...words]);
}

/** @param {import("../lab.mjs").Lab} lab */
export async function rust(lab) {
  progress("rust: builds");
  await build(lab.pages.folder);
  const cells = [];
  for await (const [browser, opened] of lab.browsers()) {
    const tab = await openTab(opened, `${lab.server.origin}/delivery.html`);
    for (const workload of WORKLOADS.filter((name) => lab.workloads.includes(name))) {
      progress(`rust, ${browser}: ${workload}`);
      const { kinds: [kind] = ["onmessage"] } = workloads[workload];
      const count = workloads[workload].count / FEWER;
      const facts = await lab.server.facts(workload, count);
      const url = lab.server.url(workload, count);
      /** @type {{ client: string, samples: number[] }[]} */
      const series = Object.keys(CLIENTS).map((client) => ({ client, samples: [] }));
      // The first round warms up and is discarded.
      for (let round = 0; round <= lab.rounds; round += 1) {
        for (let turn = 0; turn < series.length; turn += 1) {
          const one = series[(turn + round) % series.length];
          await tab.settle();
          const milliseconds = await trial(tab, one.client, url, kind, facts);
          if (round > 0) one.samples.push(milliseconds);
        }
      }
      const [ours] = series;
      printTable(
        `${browser} · ${workloads[workload].title}`,
        ["client", "ms", "±", "events/s", "× ours"],
        series.map(({ client, samples }) => [
          ...[client, digits(median(samples)), percent(spread(samples))],
          ...[digits((facts.events / median(samples)) * 1000), digits(ratio(samples, ours.samples))],
        ]),
      );
      cells.push({ browser, workload, facts, series });
    }
    await opened.close();
  }
  return { cells };
}

/**
 * @param {import("../tab.mjs").Tab} tab
 * @param {string} client
 * @param {string} url
 * @param {string} kind
 * @param {import("../server.mjs").Facts} facts
 * @returns {Promise<number>} ms
 */
async function trial(tab, client, url, kind, facts) {
  const name = CLIENTS[/** @type {keyof typeof CLIENTS} */ (client)];
  if (name === null) {
    const known = client === "floor" ? client : "ours";
    const words = /** @type {const} */ ([known, url, kind, facts.types]);
    const { milliseconds } = await tab.page.evaluate(
      (/** @type {any[]} */ ...words) => /** @type {any} */ (window).trial(...words),
      ...words,
    );
    return milliseconds;
  }
  const [milliseconds, events] = await tab.page.evaluate(
    async (/** @type {string} */ name, /** @type {string} */ url) => {
      const page = /** @type {any} */ (window);
      if (!page.rust) {
        page.rust = await import(/** @type {any} */ ("/rust/clients.js"));
        await page.rust.default();
      }
      const started = performance.now();
      const events = await page.rust[name](url);
      return [performance.now() - started, events];
    },
    name,
    url,
  );
  if (events !== facts.events) throw new Error(`${client} heard ${events} of ${facts.events} events`);
  return milliseconds;
}

// `npm run soak`: ten real minutes of 1 000 events a second through one source in each browser.
//
//   --minutes 10  --rate 1000  --browsers chromium,firefox
//
// Fails if an event is lost, doubled or out of order, if the connection breaks, or if the JavaScript
// heap grows. PACKAGE_TARBALL names the package under test.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { root } from "./process.mjs";
import { setUpBrowsers, setUpNpm, setUpRust } from "./setup.mjs";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    rate: { type: "string", default: "1000" },
    browsers: { type: "string", default: "chromium,firefox" },
  },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
const names = values.browsers.split(",").map((name) => name.trim());

/** A heap that grows by more between its second and its last tenth is a leak: bytes. */
const ALLOWANCE = 256 * 1024;

await setUpRust();
await setUpNpm(root);
await setUpNpm(join(root, "benches"));
await setUpBrowsers(names);
const { openLab } = await import("../benches/lab.mjs");
const { openTab } = await import("../benches/tab.mjs");
const { resident } = await import("../benches/processes.mjs");
const { median, quantile } = await import("../benches/statistics.mjs");
const { digits, mebibytes, printTable, progress, whole } = await import("../benches/print.mjs");

const lab = await openLab({ browsers: names, rounds: 1 });
const count = Math.round(minutes * 60 * rate);
const results = [];
for await (const [name, browser] of lab.browsers()) {
  const tab = await openTab(browser, `${lab.server.origin}/soak.html`);
  const noise = [];
  tab.page.on("console", (message) => noise.push(message.text()));
  tab.page.on("pageerror", (error) => noise.push(String(error)));
  const processes = tab.processes();
  await tab.page.evaluate((url) => window.soak(url), `${lab.server.origin}/live?rate=${rate}&count=${count}`);
  const samples = [];
  let state;
  const pause = Math.max(1000, (minutes * 60_000) / 60);
  do {
    await sleep(pause);
    const heap = await tab.heap();
    state = await tab.page.evaluate(() => window.state());
    samples.push({ heard: state.heard, heap, resident: resident(processes, "VmRSS"), latencies: state.latencies });
    progress(`soak, ${name}: ${whole(state.heard)} of ${whole(count)}`);
  } while (!state.over);
  await browser.close();
  results.push({ browser: name, samples, failures: failures(state, samples, noise) });
}
report(results);
const folder = join(root, "dist/bench");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "soak.json"), `${JSON.stringify({ environment: lab.environment(), minutes, rate, results }, null, 1)}\n`);
await lab.close();
process.exitCode = results.some(({ failures }) => failures.length > 0) ? 1 : 0;

/** A tenth of the samples: the first one, counted from 0, still warms up. */
function tenth(samples, index, key) {
  const size = Math.max(1, Math.floor(samples.length / 10));
  const part = index < 0 ? samples.slice(-size) : samples.slice(index * size, (index + 1) * size);
  return median(part.flatMap((sample) => sample[key] ?? []));
}

function failures({ heard, disorder, errors }, samples, noise) {
  const growth = tenth(samples, -1, "heap") - tenth(samples, 1, "heap");
  return [
    heard === count ? "" : `heard ${heard} of ${count} events`,
    disorder ? `${disorder} events were not the next ones` : "",
    errors ? `the connection broke ${errors} times` : "",
    growth > ALLOWANCE ? `the heap grew by ${mebibytes(growth)} MiB` : "",
    ...noise.slice(0, 5),
  ].filter(Boolean);
}

function report(results) {
  printTable(
    `${minutes} minutes of ${whole(rate)} events a second · latency in ms, memory in MiB`,
    ["browser", "events", "latency, median", "99 %", "most", "heap, 2nd tenth", "last tenth", "resident, 2nd tenth", "last tenth", "verdict"],
    results.map(({ browser, samples, failures }) => {
      const latencies = samples.flatMap((sample) => sample.latencies);
      return [
        browser,
        whole(samples.at(-1).heard),
        ...[0.5, 0.99, 1].map((share) => digits(quantile(latencies, share))),
        ...["heap", "resident"].flatMap((key) => [1, -1].map((index) => mebibytes(tenth(samples, index, key) || null))),
        failures.join("; ") || "sound",
      ];
    }),
  );
}

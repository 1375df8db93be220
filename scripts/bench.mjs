// `npm run bench`: the benchmarks, on a fresh machine too. They take real browsers, a quarter of an
// hour and a machine that does nothing else.
//
//   --suite delivery,startup,latency,scale,sharing,node,rust   all of them unless said
//   --browsers chromium,firefox,webkit
//   --workloads small,json,…                      delivery and node
//   --listeners onmessage,one,ten                 delivery
//   --peers event-source-polyfill,native,…        besides ours and the floor
//   --rounds 7                                    after one that warms up
//   --events 10000000                             scale: through one source
//   --chart FILE                                  delivery as SVG
//   --from FILE                                   only the README's table and the chart, of an earlier dist/bench/delivery.json
//
// PACKAGE_TARBALL names the package under test, dist/event-source-polyfill-wasm.tgz unless said.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./process.mjs";
import { setUpBrowsers, setUpNpm, setUpRust } from "./setup.mjs";

const SUITES = ["delivery", "startup", "latency", "scale", "sharing", "node", "rust"];
const BROWSERS = ["chromium", "firefox", "webkit"];
const LISTENERS = ["onmessage", "one", "ten"];

const { values } = parseArgs({
  options: {
    suite: { type: "string", default: SUITES.join() },
    browsers: { type: "string", default: BROWSERS.join() },
    workloads: { type: "string" },
    listeners: { type: "string", default: LISTENERS.join() },
    peers: { type: "string" },
    rounds: { type: "string", default: "7" },
    events: { type: "string", default: "10000000" },
    chart: { type: "string" },
    from: { type: "string" },
  },
});

await setUpRust();
await setUpNpm(root);
await setUpNpm(join(root, "benches"));

if (values.from) {
  const { printSummary } = await import("../benches/suites/delivery.mjs");
  const result = JSON.parse(readFileSync(values.from, "utf8"));
  printSummary(result);
  await draw(result);
} else {
  await measure();
}

async function measure() {
  const { clients, nodeWorkloads, workloads } = await import("../benches/workloads.mjs");
  const peers = clients.filter((client) => client !== "ours" && client !== "floor");
  const suites = among("suite", values.suite, SUITES);
  const browsers = among("browsers", values.browsers, BROWSERS);
  const known = [...new Set([...Object.keys(workloads), ...Object.keys(nodeWorkloads)])];
  const wanted = among("workloads", values.workloads ?? known.join(), known);
  const compared = among("peers", values.peers ?? peers.join(), peers);

  if (suites.some((suite) => suite !== "node")) {
    await setUpBrowsers(browsers);
  }
  if (!process.env.PACKAGE_TARBALL && !existsSync(join(root, "dist/event-source-polyfill-wasm.tgz"))) {
    const { buildPackage } = await import("./demo.mjs");
    await buildPackage();
  }
  const { openLab } = await import("../benches/lab.mjs");
  const lab = await openLab({
    browsers,
    workloads: wanted.filter((name) => name in workloads),
    nodeWorkloads: wanted.filter((name) => name in nodeWorkloads),
    clients: clients.filter((client) => !peers.includes(client) || compared.includes(client)),
    kinds: among("listeners", values.listeners, LISTENERS),
    rounds: number("rounds", values.rounds),
    events: number("events", values.events),
  });
  const folder = join(root, "dist/bench");
  mkdirSync(folder, { recursive: true });
  for (const name of suites) {
    const { [name]: suite } = await import(`../benches/suites/${name}.mjs`);
    const { load: loadBefore } = lab.environment();
    const file = join(folder, `${name}.json`);
    const save = (result) => {
      const environment = { ...lab.environment(), loadBefore };
      writeFileSync(file, `${JSON.stringify({ environment, ...result }, null, 1)}\n`);
    };
    const result = await suite(lab, save);
    save(result);
    console.log(`\nEvery sample: ${file}`);
    if (name === "delivery") {
      await draw({ environment: lab.environment(), ...result });
    }
    if (oursFailed(result)) {
      console.error(`\n${name}: ours failed, see above`);
      process.exitCode = 1;
    }
  }
  await lab.close();
}

async function draw(result) {
  if (values.chart) {
    const { drawChart } = await import("../benches/chart.mjs");
    writeFileSync(resolve(values.chart), drawChart(result));
    console.log(`\nThe chart: ${values.chart}`);
  }
}

/** A peer that loses an event is a result; if we do, something is broken. */
function oursFailed(value) {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return (value.client === "ours" && Boolean(value.failure)) || Object.values(value).some(oursFailed);
}

/** The words of a list that may be there; anything else is a mistake, said in words. */
function among(option, list, known) {
  const words = list.split(",").map((word) => word.trim());
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length > 0) {
    giveUp(`--${option}: there is no ${unknown.join(", ")}, but ${known.join(", ")}`);
  }
  return known.filter((word) => words.includes(word));
}

function number(option, word) {
  const value = Number(word);
  if (!Number.isSafeInteger(value) || value < 1) {
    giveUp(`--${option} ${word}: a number from 1 up is wanted`);
  }
  return value;
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

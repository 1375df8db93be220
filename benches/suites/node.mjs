// @ts-check
/** The pipeline of a Node program, bytes to events, in a process of its own that can collect its garbage. */

import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { adopt } from "../../tests/e2e/child.mjs";
import { digits, mebibytes, percent, printTable, progress, whole } from "../print.mjs";
import { median, ratio, spread } from "../statistics.mjs";
import { nodeWorkloads } from "../workloads.mjs";

const PROGRAM = fileURLToPath(new URL("../node/pipelines.mjs", import.meta.url));

/**
 * @typedef {{ client: string, samples: number[], failure?: string }} Series
 * @param {import("../lab.mjs").Lab} lab
 */
export async function node(lab) {
  const cells = [];
  for (const workload of lab.nodeWorkloads) {
    progress(`Node: ${workload}`);
    const { count, title } = nodeWorkloads[workload];
    // As fast as it is read: the pace is the chunks' affair here.
    const name = workload === "tokens" ? "tokens-at-once" : workload;
    const facts = await lab.server.facts(name, count);
    const task = { url: lab.server.url(name, count), facts, rounds: lab.rounds, ours: lab.pages.ours, chunks: workload === "tokens" ? "events" : "64 KiB" };
    const child = spawn(process.execPath, ["--expose-gc", PROGRAM, JSON.stringify(task)], { stdio: ["ignore", "pipe", "inherit"], detached: true });
    adopt(child);
    /** @type {Series[]} */
    const series = JSON.parse(await text(child.stdout));
    const peer = series[2];
    printTable(
      `Node ${process.version} · ${title} · chunks of ${task.chunks} · ${whole(facts.events)} events, ${mebibytes(facts.bytes)} MiB`,
      ["pipeline", "ms", "±", "events/s", "× eventsource-parser"],
      series.map((one) => {
        if (one.failure) return [`${one.client}: ${one.failure}`, "", "", "", ""];
        return [
          one.client,
          digits(median(one.samples)),
          percent(spread(one.samples)),
          facts.events > 1 ? digits((facts.events / median(one.samples)) * 1000) : "",
          peer.failure ? "" : digits(ratio(one.samples, peer.samples)),
        ];
      }),
    );
    cells.push({ workload, facts, chunks: task.chunks, series });
  }
  return { cells };
}

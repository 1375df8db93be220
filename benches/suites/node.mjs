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
 * @typedef {{ client: string, samples: number[], cold: number[], failure?: string }} Series cold: each of a process's first round
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
    const series = (await pipelines(task)).map((one) => ({ ...one, cold: /** @type {number[]} */ ([]) }));
    for (let round = 0; round < lab.rounds; round += 1) {
      for (const one of series.filter(({ failure }) => !failure)) {
        const [{ samples, failure }] = await pipelines({ ...task, rounds: 0, only: one.client });
        one.cold.push(...samples);
        one.failure = failure;
      }
    }
    const peer = series[2];
    printTable(
      `Node ${process.version} · ${title} · chunks of ${task.chunks} · ${whole(facts.events)} events, ${mebibytes(facts.bytes)} MiB`,
      ["pipeline", "ms", "±", "events/s", "× eventsource-parser", "first round ms", "× eventsource-parser"],
      series.map((one) => {
        if (one.failure) return [`${one.client}: ${one.failure}`, "", "", "", "", "", ""];
        return [
          one.client,
          digits(median(one.samples)),
          percent(spread(one.samples)),
          facts.events > 1 ? digits((facts.events / median(one.samples)) * 1000) : "",
          peer.failure ? "" : digits(ratio(one.samples, peer.samples)),
          digits(median(one.cold)),
          peer.failure ? "" : digits(ratio(one.cold, peer.cold)),
        ];
      }),
    );
    cells.push({ workload, facts, chunks: task.chunks, series });
  }
  return { cells };
}

/**
 * A process that takes the workload through its pipelines.
 *
 * @param {object} task
 * @returns {Promise<{ client: string, samples: number[], failure?: string }[]>}
 */
async function pipelines(task) {
  const child = spawn(process.execPath, ["--expose-gc", PROGRAM, JSON.stringify(task)], { stdio: ["ignore", "pipe", "inherit"], detached: true });
  adopt(child);
  return JSON.parse(await text(child.stdout));
}

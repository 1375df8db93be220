// @ts-check
/**
 * What the browser's processes cost together, as Linux counts it: the same measure for every browser.
 * Elsewhere nothing is measured.
 */

import { readFileSync, readdirSync, writeFileSync } from "node:fs";

/** Milliseconds of a clock tick in /proc, the same on every Linux that has browsers. */
const TICK = 10;

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Another system, or the process has ended.
    return "";
  }
}

/** The fields of /proc/…/stat after the name, which may hold anything. @param {number} pid */
const status = (pid) => read(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");

/**
 * A process and all below it.
 *
 * @param {number} root
 */
export function family(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  const pids = process.platform === "linux" ? readdirSync("/proc").map(Number).filter(Boolean) : [];
  for (const pid of pids) {
    const parent = Number(status(pid)[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  /** @type {number[]} */
  const found = [];
  const visit = (/** @type {number} */ pid) => {
    found.push(pid);
    children.get(pid)?.forEach(visit);
  };
  if (pids.includes(root)) visit(root);
  return found;
}

/** Milliseconds of processor time so far, in steps of ten. @param {number[]} pids */
export const processorTime = (pids) =>
  pids.length === 0
    ? null
    : pids.reduce((sum, pid) => sum + (Number(status(pid)[11]) + Number(status(pid)[12]) || 0) * TICK, 0);

/**
 * Resident bytes.
 *
 * @param {number[]} pids
 * @param {"VmRSS" | "VmHWM"} which now, or at most since forgetPeak()
 */
export function resident(pids, which) {
  if (pids.length === 0) return null;
  const kibibytes = (/** @type {number} */ pid) =>
    Number(new RegExp(`^${which}:\\s+(\\d+)`, "m").exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
  return pids.reduce((sum, pid) => sum + kibibytes(pid) * 1024, 0);
}

/** @param {number[]} pids */
export function forgetPeak(pids) {
  for (const pid of pids) {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, "5");
    } catch {
      // Ended, or not ours.
    }
  }
}

// @ts-check
/** On a claim of contract/: what its stream plays, and whether its facts are right. */

import assert from "node:assert/strict";
import { write } from "./contract/facts.mjs";

/** @typedef {import("./contract/setting.mjs").Claim} Claim */

/**
 * @param {Claim} claim
 * @param {string} stream
 * @param {string} origin of the server
 */
export function responsesOf({ responses = [{ steps: [{ send: "data: a\n\n" }, { stall: true }] }] }, stream, origin) {
  if (typeof responses !== "function") return responses;
  const url = `/stream/${stream}`;
  return responses({ url, elsewhere: origin.replace("127.0.0.1", "localhost") + url });
}

/**
 * @param {Claim} claim
 * @param {boolean} original
 * @param {{ facts?: unknown, said: string[], faults: string[], amid: string[] }} seen what nobody
 *   caught: all of it, and before the sources were closed
 */
export function judge(claim, original, { facts = null, said, faults, amid }) {
  const expected = original && claim.original ? claim.original[1] : claim.expected;
  assert.deepEqual(facts, JSON.parse(write(expected)));
  if (claim.noisy) return;
  // The original leaves rejections to nobody when it closes, and says every failure aloud.
  assert.deepEqual(original ? amid : faults, [], "nothing is left uncaught");
  if (!original) assert.deepEqual(said, [], "the console stays silent");
}

// @ts-check
/**
 * Claim: whatever order messages come in, and whenever a holder goes, each page hears each event once and
 * in order from its joining on, and there are never two connections. CASES and SEED replay and prolong.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { World, random } from "./world.mjs";

const CASES = Number(process.env.CASES ?? 3000);
const SEED = Number(process.env.SEED ?? 1);

/** @type {Record<string, (world: World, page: import("./world.mjs").Page) => void>} */
const mischief = {
  crash: (_, page) => page.crash(),
  close: (_, page) => {
    page.does((member) => member.close());
    page.alive = false;
  },
  away: (_, page) => page.does((member) => member.away()),
  back: (_, page) => page.does((member) => member.back()),
  hide: (_, page) => page.does((member) => member.looks(false, true)),
  show: (_, page) => page.does((member) => member.looks(true, false)),
  timeout: (_, page) => page.timer && page.does((member) => member.timeout()),
  reconnect: (_, page) => page.does((member) => member.reconnect()),
  steal: (world, page) => {
    if (world.holder === page) {
      world.holder = undefined;
      page.does((member) => member.lost());
    }
  },
};

/** @param {number} seed */
function run(seed) {
  const next = random(seed);
  const world = new World(next);
  const pages = 1 + Math.floor(next() * 6);
  for (let i = 0; i < 150; i += 1) {
    const drawn = next();
    if (drawn < 0.05 && world.alive.length < pages) world.open();
    else if (drawn < 0.3) world.log += 1 + Math.floor(next() * 3);
    else if (drawn < 0.36 && world.alive.length > 0) {
      // Mostly whom it hurts.
      const page = (next() < 0.5 && world.holder) || world.alive[Math.floor(next() * world.alive.length)];
      const names = Object.keys(mischief);
      if (page.alive) mischief[names[Math.floor(next() * names.length)]](world, page);
    } else world.step();
  }
  for (const page of world.alive) page.does((member) => member.back());
  world.settle();
  world.log += 1;
  world.settle();
  for (const page of world.pages) {
    const { heard } = page;
    heard.forEach((number, i) => assert.equal(number, heard[0] + i, `${page.name} heard ${heard}`));
    if (page.alive) assert.equal(heard.at(-1), world.log, `${page.name} heard ${heard} of ${world.log}`);
  }
  if (world.alive.length > 0) {
    assert.equal(world.alive.filter(({ connection }) => connection).length, 1);
    assert.equal(world.alive.filter(({ own }) => own).length, 0, "nobody catches up any more");
    for (const page of world.alive) assert.equal(page.given.at(-1).ready, 1);
  }
}

test(`${CASES} drawn histories`, () => {
  for (let seed = SEED; seed < SEED + CASES; seed += 1) {
    try {
      run(seed);
    } catch (error) {
      throw new Error(`SEED=${seed} CASES=1 replays it: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
});

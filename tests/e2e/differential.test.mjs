// @ts-check
/**
 * The browser's own EventSource and ours read the same generated streams and must tell the page the
 * same. `STREAMS=100000` tries more, `SEED` and `FIRST` (the index to begin with) the same again.
 */

import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browsers, launch } from "./browser.mjs";
import { run, temporaryFolder } from "./child.mjs";
import { tarball } from "./consumer.mjs";
import { readings, withNul } from "./differential/deviations.mjs";
import { chunks, escape, shrink } from "./differential/shrink.mjs";
import { openPage } from "./page.mjs";
import { startServer } from "./server.mjs";

const streams = Number(process.env.STREAMS || 2_000);
const seed = process.env.SEED || String(randomInt(2 ** 47));
const first = Number(process.env.FIRST || 0);

/** Streams between two words with the page: it keeps no log longer than that. */
const BATCH = 500;

const { folder, remove } = temporaryFolder("event-source-differential-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const unpacked = join(folder, "package");
for (const file of ["index.html", "comparison.js"]) {
  cpSync(fileURLToPath(new URL(`./differential/${file}`, import.meta.url)), join(unpacked, file));
}
const server = await startServer({ page: unpacked });
/** @type {string[]} */
const types = await (await fetch(`${server.origin}/generated/types`)).json();

after(async () => {
  await server.stop();
  remove();
});

/**
 * @typedef {{ url: string, native: string[], ours: string[] }} Pair what the two say of a stream
 * @typedef {import("./differential/shrink.mjs").Part} Part
 */

/**
 * The streams that the two read differently, but for those that the browser is known to read wrong.
 */
class Comparison {
  #count = 0;

  /**
   * @param {import("./browser.mjs").Name} browser
   * @param {import("./page.mjs").Page} page
   */
  constructor(browser, page) {
    this.browser = browser;
    this.page = page;
  }

  /**
   * @param {"pairs" | "differences"} which
   * @param {string[]} urls
   * @returns {Promise<Pair[]>}
   */
  #ask(which, urls) {
    return this.page.tab.evaluate(
      (which, urls, types) => /** @type {any} */ (window)[which](urls, types),
      ...[which, urls, types],
    );
  }

  /** @param {string[]} urls of generated streams */
  async differences(urls) {
    const found = await this.#ask("differences", urls);
    const known = await this.#known(found, await Promise.all(found.map(({ url }) => partsOf(url))));
    return found.filter((_, index) => !known[index]);
  }

  /**
   * The least stream that has the difference, and what each of the two says of it.
   *
   * @param {Pair} difference
   */
  async explain(difference) {
    let smallest = difference;
    const fails = async (/** @type {Part[]} */ parts) => {
      // Further apart than generated chunks are, so that the browser, too, has them one by one.
      const [pair] = await this.#ask("pairs", [await this.#play(chunks(parts))]);
      if (same(pair.native, pair.ours) || (await this.#known([pair], [parts]))[0]) return false;
      smallest = pair;
      return true;
    };
    const parts = await partsOf(difference.url);
    // What depends on the browser's reads may not happen every time.
    const happens = (await fails(parts)) || (await fails(parts)) || (await fails(parts));
    const text = happens ? escape(await shrink(parts, fails)) : `not again: ${escape(parts)}`;
    const [, , , index] = difference.url.split("/");
    return [
      `SEED=${seed} FIRST=${index} STREAMS=1 tries it again, shrunk it is`,
      text,
      ...["native:", ...smallest.native, "ours:", ...smallest.ours],
    ].join("\n");
  }

  /**
   * Which of these pairs differ because of a known deviation, and of nothing else.
   *
   * @param {Pair[]} pairs
   * @param {Part[][]} streams
   */
  async #known(pairs, streams) {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const known = pairs.map(() => false);
    const candidates = streams.flatMap((parts, index) => {
      const bytes = chunks(parts).map((hex) => Buffer.from(hex, "hex"));
      const text = decoder.decode(Buffer.concat(bytes));
      const reading = readings[this.browser](text, bytes);
      // Read as it is, yet differently: that is no deviation, though it may not happen again.
      return reading === text ? [] : [{ index, hex: Buffer.from(reading).toString("hex") }];
    });
    const urls = await Promise.all(candidates.map(({ hex }) => this.#play([hex])));
    for (const [place, { native, ours }] of (await this.#ask("pairs", urls)).entries()) {
      const { index } = candidates[place];
      known[index] = same(native, ours) && same(pairs[index].native, withNul(native));
    }
    return known;
  }

  /** @param {string[]} chunks */
  async #play(chunks) {
    const name = `differential-${this.browser}-${(this.#count += 1)}`;
    const steps = chunks.flatMap((hex) => [{ hex }, { pause: 2 }]);
    await server.script(name, [{ steps }]);
    return `/stream/${name}`;
  }
}

/**
 * @param {string[]} one
 * @param {string[]} other
 */
const same = (one, other) => one.join("\n") === other.join("\n");

/**
 * @param {string} url
 * @returns {Promise<Part[]>}
 */
const partsOf = async (url) => (await fetch(`${server.origin}${url}/parts`)).json();

describe("differential", { concurrency: browsers.length }, () => {
  for (const name of browsers) {
    describe(name, () => {
      /** @type {import("./browser.mjs").Browser} */
      let browser;
      before(async () => {
        // Nobody wants to hear of each of so many requests.
        browser = await launch(name, { networkEnabled: false });
      });
      after(() => browser?.close());

      test(`${streams} streams of seed ${seed}`, async () => {
        const page = await openPage(browser, server.origin, { ready: "window.differences" });
        const comparison = new Comparison(name, page);
        for (let start = first; start < first + streams; start += BATCH) {
          const length = Math.min(BATCH, first + streams - start);
          const urls = Array.from({ length }, (_, offset) => `/generated/${seed}/${start + offset}`);
          const [difference] = await comparison.differences(urls);
          if (difference !== undefined) assert.fail(await comparison.explain(difference));
        }
        await page.assertSilent([]);
        await page.close();
      });
    });
  }
});

// @ts-check
/**
 * Faults of servers and networks, in browsers: the classic script against the misbehaving server,
 * directly and behind a proxy. `EVENTS=1000000` takes more numbered events, `SEED` the same faults
 * again.
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
import { claims, proxied } from "./faults/claims.mjs";
import { startProxy } from "./faults/proxy.mjs";
import { liveThrough, readAll, takeNumbered } from "./faults/trial.mjs";
import { openPage } from "./page.mjs";
import { startServer } from "./server.mjs";

const events = Number(process.env.EVENTS || 10_000);
const seed = Number(process.env.SEED || randomInt(2 ** 47));
/** ms for all of them. */
const patience = 60_000 + events * 5;
const hint = `SEED=${seed} tries it again`;

/** At a time; a browser has six connections to a server. */
const SOURCES = 4;
/** Over HTTP/2 it has one, for many. */
const MANY_SOURCES = 30;
const FAULTS = ["cut", "reset", "stall", "end", "length", "drip", "gzip", "refuse", "mute", "unavailable"];
/** Those that only the heartbeat ends. */
const SLOW = ["stall", "mute"];

const { folder, remove } = temporaryFolder("event-source-faults-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const site = join(folder, "package");
for (const file of ["index.html", "subscriber.js", "reader.js"]) {
  cpSync(fileURLToPath(new URL(`./faults/${file}`, import.meta.url)), join(site, "faults", file));
}

after(remove);

describe("faults", { concurrency: browsers.length }, () => {
  for (const name of browsers) {
    describe(name, { concurrency: false }, () => {
      /** @type {import("./browser.mjs").Browser} */
      let browser;
      /** @type {import("./server.mjs").Server} */
      let server;
      /** @type {Awaited<ReturnType<typeof startProxy>>} */
      let proxy;
      before(async () => {
        // Of its own: it restarts.
        server = await startServer({ page: site });
        [browser, proxy] = await Promise.all([
          launch(name, { acceptInsecureCerts: true, protocolTimeout: patience }),
          startProxy(server.origin),
        ]);
      });
      after(() => Promise.all([browser?.close(), proxy?.stop(), server?.stop()]));

      let streams = 0;
      const nextStream = () => `${name}-${(streams += 1)}`;

      /**
       * @param {import("node:test").TestContext} t
       * @param {string} origin
       */
      const open = async (t, origin) => {
        const page = await openPage(browser, `${origin}/faults/index.html`, { ready: "window.subscribe" });
        t.after(() => page.close());
        return page;
      };

      /**
       * @param {string[]} prefixes of paths, one for each source
       * @param {number} end
       * @param {string[]} faults
       */
      const numbered = (prefixes, end, faults) =>
        Promise.all(
          prefixes.map(async (prefix, index) => {
            const stream = nextStream();
            await server.script(stream, [{ numbered: { end, every: 100, seed: seed + index, faults } }]);
            return `${prefix}/stream/${stream}`;
          }),
        );

      test(`${events} events, each once and in order`, { timeout: patience }, async (t) => {
        const end = Math.ceil(events / SOURCES);
        const urls = await numbered(Array(SOURCES).fill(""), end, FAULTS);
        const reports = await takeNumbered(await open(t, server.origin), urls, end, hint);
        for (const reason of ["network", "end", "heartbeat", "status"]) {
          assert.ok(reports.some(({ reasons }) => reasons[reason] > 0), `${reason} was among the faults`);
        }
      });

      test(`${events} events to pages that hear in their own ways, pause, hide and go on by hand`, { timeout: patience }, async (t) => {
        const page = await open(t, server.origin);
        /** @type {string[]} */
        const manners = await page.tab.evaluate("manners");
        const end = Math.ceil(events / manners.length);
        const faults = FAULTS.filter((fault) => !SLOW.includes(fault));
        await readAll(page, await numbered(Array(manners.length).fill(""), end, faults), end, seed, hint);
      });

      for (const claim of claims) {
        test(claim.title, { timeout: 30_000 }, async (t) => {
          const stream = nextStream();
          const url = `/stream/${stream}`;
          await liveThrough(await open(t, server.origin), server, { browser: name, stream, url, claim });
        });
      }

      for (const [way, claim] of Object.entries(proxied)) {
        test(claim.title, { timeout: 30_000 }, async (t) => {
          const stream = nextStream();
          const url = `/${way}/stream/${stream}`;
          await liveThrough(await open(t, proxy.origin), server, { browser: name, stream, url, claim });
        });
      }

      test("a proxy between, each event once and in order", { timeout: 60_000 }, async (t) => {
        // Not the holding one: it keeps the last events, as they fill no buffer.
        const urls = await numbered(["/buffered", "/unbuffered", "/compressed", "/impatient"], 1_000, FAULTS);
        await takeNumbered(await open(t, proxy.origin), urls, 1_000, hint);
      });

      test("many sources on one HTTP/2 connection, each event once and in order", { timeout: 60_000 }, async (t) => {
        // Each waits for faults of its own, so that all are open for a while.
        const prefixes = Array(MANY_SOURCES).fill("/unbuffered");
        const urls = await numbered(prefixes, 300, ["cut", "end", "stall"]);
        const page = await open(t, proxy.secureOrigin);
        await takeNumbered(page, urls, 300, hint);
        const protocols = await page.tab.evaluate(() =>
          performance.getEntriesByType("navigation").map((entry) => /** @type {any} */ (entry).nextHopProtocol),
        );
        assert.deepEqual(protocols, ["h2"]);
      });
    });
  }
});

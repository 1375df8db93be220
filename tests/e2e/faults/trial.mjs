// @ts-check
/** What is done with a page: it takes numbered events, or lives through one claim's fault. */

import assert from "node:assert/strict";
import { BROWSERS_OWN } from "../claim.mjs";
import { header } from "../server.mjs";
import { OWN_DELAY, RECONNECT } from "./claims.mjs";

/** At the events of its multiples the page itself calls reconnect(). */
const RESTLESS = 333;

/**
 * Takes all events of each stream, each once and in order.
 *
 * @param {import("../page.mjs").Page} page
 * @param {string[]} urls
 * @param {number} end
 * @param {string} hint how to try it again
 */
export async function takeNumbered(page, urls, end, hint) {
  /** @type {{ received: number, failure: string | null, reasons: Record<string, number> }[]} */
  const reports = await page.tab.evaluate(
    (urls, end, restless) => {
      const reconnect = { minDelay: 1, maxDelay: 20, statuses: [502, 503, 504] };
      const init = { reconnect, heartbeatTimeout: 1_000 };
      return /** @type {any} */ (window).subscribe(urls, init, end, restless);
    },
    urls,
    end,
    RESTLESS,
  );
  for (const { received, failure } of reports) {
    assert.equal(failure, null, `${failure}; ${hint}`);
    assert.equal(received, end, hint);
  }
  await page.assertSilent([BROWSERS_OWN]);
  return reports;
}

/**
 * The same, where the page does what it likes.
 *
 * @param {import("../page.mjs").Page} page
 * @param {string[]} urls one for each manner of hearing
 * @param {number} end
 * @param {number} seed
 * @param {string} hint
 */
export async function readAll(page, urls, end, seed, hint) {
  /** @type {{ reports: { manner: string, received: number, failure: string | null, acts: Record<string, number> }[], pauses: Record<string, number> }} */
  const { reports, pauses } = await page.tab.evaluate(
    (urls, end, seed) => {
      const reconnect = { minDelay: 1, maxDelay: 20, statuses: [502, 503, 504] };
      const init = { reconnect, heartbeatTimeout: 1_000, pauseWhenHidden: true };
      return /** @type {any} */ (window).readAll(urls, init, end, seed);
    },
    ...[urls, end, seed],
  );
  for (const { manner, received, failure, acts } of reports) {
    assert.equal(failure, null, `${failure}; ${hint}`);
    assert.equal(received, end, `${manner}; ${hint}`);
    assert.ok(end < 1_000 || Object.values(acts).every((count) => count > 0), `${manner}: ${JSON.stringify(acts)}; ${hint}`);
  }
  assert.ok(Object.values(pauses).every((count) => count > 0), JSON.stringify(pauses));
  await page.assertSilent([BROWSERS_OWN]);
}

/**
 * @param {import("../page.mjs").Page} page
 * @param {import("../server.mjs").Server} server
 * @param {{ browser: string, stream: string, url: string, claim: import("./claims.mjs").Claim }} trial
 */
export async function liveThrough(page, server, { browser, stream, url, claim }) {
  const { responses, error, init = "", authorize, restart, repeats = false, provokes } = claim;
  await server.script(stream, responses(url), undefined, authorize);
  const witness = await page.tab.evaluateHandle(
    (url, init) => /** @type {any} */ (window).witness(url, init),
    url,
    `({ ${RECONNECT}, ${init} })`,
  );
  await witness.evaluate(({ first, over }) => Promise.race([first, over]));
  await (restart === undefined ? server.openGate(stream, "received") : server.restart(restart));
  /** @type {any[]} */
  const log = await witness.evaluate(({ over }) => over);

  const { received = true, reason, status, delay: [least, most] = OWN_DELAY, unfinished = false } = error;
  const firstReason = unfinished && browser === "webkit" ? "end" : reason;
  const shown = JSON.stringify(log);
  assert.deepEqual(
    log.filter(({ type }) => type === "message"),
    [
      { type: "message", data: "a", lastEventId: "1" },
      { type: "message", data: "b", lastEventId: "2" },
    ],
  );
  // After the opening and the event 1, or nothing at all.
  const { delay, ...first } = log[received ? 2 : 0];
  const expected = { type: "error", reason: firstReason, status, willReconnect: true, attempt: 1, readyState: 0 };
  assert.deepEqual({ status: undefined, ...first }, expected, shown);
  assert.ok(delay >= least && delay <= most, shown);

  const errors = log.filter(({ type }) => type === "error");
  assert.deepEqual(
    errors.map((error) => [error.attempt, error.reason]),
    errors.map((_, index) => [index + 1, index === 0 ? firstReason : reason]),
    shown,
  );
  assert.ok(repeats || errors.length === 1, shown);

  const last = (await server.requests(stream)).at(-1);
  assert.ok(last);
  assert.equal(header(last, "last-event-id"), received ? "1" : undefined);
  assert.equal(last.query, received ? "lastEventId=1" : null);
  await page.assertSilent(provokes ? [BROWSERS_OWN, provokes] : [BROWSERS_OWN]);
}

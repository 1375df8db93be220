// @ts-check
/** What every consumer has to do: ask for a stream with a bearer token, and get its message. */

import assert from "node:assert/strict";
import { openPage } from "../e2e/page.mjs";
import { header } from "../e2e/server.mjs";

const TOKEN = "Bearer secret";

/** A bundler that makes its first bundle while the page waits, on a busy machine. */
const PATIENCE = 30_000;

/** Development servers are of another origin than the streams. */
const ANY_ORIGIN = /** @type {[string, string]} */ (["access-control-allow-origin", "*"]);

/**
 * @typedef {object} Delivery
 * @property {string} url of the stream
 * @property {string} data of its message
 * @property {() => Promise<void>} assertAsked fails unless it was asked for once, with the token
 */

let count = 0;

/**
 * @param {import("../e2e/server.mjs").Server} server
 * @returns {Promise<Delivery>}
 */
export async function makeDelivery(server) {
  const name = `delivery-${(count += 1)}`;
  const data = `message of ${name}`;
  const stream = {
    headers: [/** @type {[string, string]} */ (["content-type", "text/event-stream"]), ANY_ORIGIN],
    steps: [{ send: `data: ${data}\n\n` }, { stall: /** @type {true} */ (true) }],
  };
  const preflight = { headers: [ANY_ORIGIN, /** @type {[string, string]} */ (["access-control-allow-headers", "authorization"])] };
  await server.script(name, [stream], preflight, TOKEN);
  return {
    url: `${server.origin}/stream/${name}`,
    data,
    async assertAsked() {
      const requests = (await server.requests(name)).filter(({ method }) => method !== "OPTIONS");
      assert.deepEqual(requests.map((request) => header(request, "authorization")), [TOKEN]);
    },
  };
}

/**
 * Opens a consumer's page, which makes a message the document's title, and says nothing besides.
 *
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} address
 * @param {Delivery} delivery
 */
export async function assertPageReceives(browser, address, delivery) {
  const url = new URL(address);
  url.searchParams.set("stream", delivery.url);
  const page = await openPage(browser, url.href, { ready: "document.body" });
  try {
    const arrived = page.tab.waitForFunction((data) => document.title === data, { timeout: PATIENCE }, delivery.data);
    // What the page says is a better reason than that nothing came.
    await arrived.catch(async (error) => {
      await page.assertSilent([]);
      throw error;
    });
    await page.assertSilent([]);
  } finally {
    await page.close();
  }
  await delivery.assertAsked();
}

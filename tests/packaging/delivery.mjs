// @ts-check
/** What every consumer has to do: ask for a stream with a bearer token, and get its message. */

import assert from "node:assert/strict";
import { FORBIDDEN } from "../e2e/forbidden/policy.mjs";
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
 * @property {(times?: number) => Promise<void>} assertAsked fails unless it was asked for so often, once
 *   unless said, each time with the token
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
    async assertAsked(times = 1) {
      const requests = (await server.requests(name)).filter(({ method }) => method !== "OPTIONS");
      assert.deepEqual(requests.map((request) => header(request, "authorization")), Array(times).fill(TOKEN));
    },
  };
}

/** In the page: where it has the JavaScript form from, and what a link preloads of it. Nothing else tells which form runs. */
function javascriptForms() {
  const isForm = (/** @type {string} */ url) => url.includes("event-source-polyfill.javascript");
  const links = /** @type {HTMLLinkElement[]} */ ([...document.querySelectorAll("link[rel=modulepreload]")]);
  const preloaded = links.map(({ href }) => href).filter(isForm);
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  return { preloaded: preloaded.length, asked: names.filter((name) => isForm(name) && !preloaded.includes(name)) };
}

/**
 * Opens a consumer's page, which makes a message the document's title, and says nothing besides.
 *
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} address
 * @param {Delivery} delivery
 * @param {{ times?: number, title?: string, policy?: boolean, preloads?: boolean }} [way] title: in place of the
 *   message, of a page that asks for none; policy: it forbids WebAssembly, of which the browser speaks;
 *   preloads: a framework does so with the JavaScript form
 */
export async function assertPageReceives(browser, address, delivery, { times = 1, title, policy = false, preloads = false } = {}) {
  const url = new URL(address);
  url.searchParams.set("stream", delivery.url);
  const page = await openPage(browser, url.href, { ready: "document.body" });
  const provoked = policy ? [FORBIDDEN] : [];
  try {
    const wanted = title ?? delivery.data;
    const arrived = page.tab.waitForFunction((data) => document.title === data, { timeout: PATIENCE }, wanted);
    // What the page says is a better reason than that nothing came.
    await arrived.catch(async (error) => {
      await page.assertSilent(provoked);
      throw error;
    });
    await page.assertSilent(provoked);
    if (!policy) {
      const forms = { preloaded: preloads ? 1 : 0, asked: [] };
      assert.deepEqual(await page.tab.evaluate(javascriptForms), forms, "WebAssembly runs, not its stand-in");
    }
  } finally {
    await page.close();
  }
  await delivery.assertAsked(title === undefined ? times : 0);
}

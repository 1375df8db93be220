// @ts-check
/** The inspector as a visitor uses it: opened on a case, connected, read. */

import { by, logIn, until, visit } from "./demo.mjs";

/** @typedef {Record<string, string | number>} Case as it stands in the address */
/** @typedef {{ kind: string, reason?: string, status?: string, text: string }} Moment */

/** @param {Case} parameters */
export const address = (parameters) =>
  `/inspector?${new URLSearchParams({ lang: "en", ...Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, String(value)])) })}`;

/** Instead of a download: what would have been saved. */
function keepSaved() {
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    if (!this.download) return click.call(this);
    /** @type {any} */ (window).saved = fetch(this.href).then((response) => response.text());
  };
}

/**
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 * @param {string} origin
 * @param {string} user
 * @param {string} path
 * @param {{ width?: number, height?: number }} [size]
 */
export async function inspect(browser, origin, user, path, size = {}) {
  const page = await visit(browser, origin, path, { before: keepSaved, ...size });
  await logIn(page, user);
  await page.tab.waitForSelector(by("connect"));
  const { tab } = page;

  const number = (/** @type {string} */ name) =>
    `Number(document.querySelector("${by(`inspected-${name}`)}")?.textContent.replace(/\\D/g, "") || 0)`;

  return {
    ...page,
    number,
    connect: () => tab.click(by("connect")),
    options: () => tab.click(`${by("options")} summary`),
    until: (/** @type {string} */ expression) => until(page, expression),
    state: (/** @type {string} */ state) => `document.querySelector("${by("inspected")}").dataset.state === "${state}"`,

    /** @returns {Promise<Moment[]>} */
    timeline: () =>
      tab.$$eval(`${by("timeline")} li`, (items) =>
        items.map((item) => {
          const { kind = "", reason, status } = /** @type {HTMLElement} */ (item).dataset;
          return { kind, reason, status, text: item.textContent?.trim() ?? "" };
        }),
      ),

    /**
     * @param {string} id of the button
     * @returns {Promise<string>}
     */
    async save(id) {
      await tab.click(by(id));
      return tab.evaluate(() => /** @type {any} */ (window).saved);
    },
  };
}

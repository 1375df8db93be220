// @ts-check
/**
 * The installed browsers; nothing is downloaded. What a suite needs of one is the same in all: open a
 * page, run a function in it, hear its console, close it. Chromium and Firefox are puppeteer's, WebKit is
 * webkit/: the same methods with the same names, as many as the suites use.
 */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before, describe } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import puppeteer from "puppeteer-core";
import { adopt, stop, temporaryFolder } from "./child.mjs";
import { WebKitBrowser, launchWebKit } from "./webkit/browser.mjs";

/** ms for a page to close. */
const PATIENCE = 10_000;

const CHROMIUM = [
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const EXECUTABLES = {
  chromium: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
  firefox: ["firefox-esr", "firefox"],
  webkit: ["MiniBrowser"],
};

/** Where distributions have WebKitGTK's MiniBrowser: not on PATH. */
const MINI_BROWSERS = [`/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`, "/usr/libexec", "/usr/lib"].flatMap(
  (folder) => [`${folder}/webkit2gtk-4.1`, `${folder}/webkitgtk-6.0`],
);

/**
 * @typedef {keyof typeof EXECUTABLES} Name
 *
 * @typedef {object} Browser
 * @property {() => Promise<Tab>} newPage
 * @property {() => Promise<string>} version
 * @property {() => import("node:child_process").ChildProcess | null} process
 * @property {() => Promise<void>} close
 *
 * @typedef {import("./webkit/tab.mjs").WebKitTab} Tab
 */

/** The browsers to test: BROWSERS=chromium,firefox,webkit unless said. */
export const browsers = /** @type {Name[]} */ (
  (process.env.BROWSERS || "chromium,firefox,webkit").split(",").map((name) => name.trim())
);

/**
 * @param {Name} name
 * @param {import("puppeteer-core").LaunchOptions} [options] besides what all tests need
 * @returns {Promise<Browser>}
 */
export async function launch(name, options = {}) {
  if (name === "webkit") return launchWebKit(executable(name), options);
  // The sandbox of Chromium refuses to run as root, as in most containers.
  const root = process.getuid?.() === 0;
  const profile = temporaryFolder("event-source-profile-");
  const browser = await puppeteer.launch({
    ...options,
    browser: name === "chromium" ? "chrome" : "firefox",
    executablePath: executable(name),
    headless: true,
    args: name === "chromium" ? [...CHROMIUM, ...(root ? ["--no-sandbox"] : [])] : [],
    userDataDir: profile.folder,
    // Six by default, and Firefox keeps some connections of requests that a worker has aborted.
    extraPrefsFirefox: { "network.http.max-persistent-connections-per-server": 60 },
    // A signal ends the run, and with it the browser: child.mjs. Puppeteer's own way leaves Firefox behind.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const child = /** @type {import("node:child_process").ChildProcess} */ (browser.process());
  adopt(child);
  child.once("exit", profile.remove);
  // Nothing of it is kept, and puppeteer asks it to go and waits for as long as that takes.
  browser.close = () => stop(child);
  return /** @type {any} */ (browser);
}

/**
 * @param {Browser} browser
 * @param {{ width: number, height: number }} [size]
 * @returns {Promise<Tab>}
 */
export async function openTab(browser, size) {
  if (browser instanceof WebKitBrowser) return browser.newPage(size);
  const tab = /** @type {any} */ (await newPage(browser));
  if (size) await tab.setViewport(size);
  const close = tab.close.bind(tab);
  // A page that hangs goes with the browser.
  tab.close = () => Promise.race([close(), sleep(PATIENCE, undefined, { ref: false })]);
  return tab;
}

/**
 * Firefox on a busy machine now and then takes a new tab's first, empty document away while its driver waits
 * for it, and says so. Nothing of a test has run there.
 *
 * @param {Exclude<Browser, WebKitBrowser>} browser
 * @param {number} [tries]
 * @returns {Promise<unknown>}
 */
const newPage = (browser, tries = 3) =>
  browser.newPage().catch((/** @type {Error} */ error) => {
    if (tries === 1 || !error.message.includes("DiscardedBrowsingContextError")) throw error;
    return newPage(browser, tries - 1);
  });

/**
 * A suite in each browser: the browsers side by side, within one the tests in turn, since a page in
 * the background runs slower.
 *
 * @param {string} title
 * @param {(name: Name, its: { readonly browser: Browser }) => void} body
 */
export function inBrowsers(title, body) {
  describe(title, { concurrency: browsers.length }, () => {
    for (const name of browsers) {
      describe(name, { concurrency: false }, () => {
        /** @type {Browser} */
        let browser;
        before(async () => {
          browser = await launch(name);
        });
        after(() => browser?.close());
        body(name, {
          get browser() {
            return browser;
          },
        });
      });
    }
  });
}

/**
 * From the environment (CHROMIUM, FIREFOX, WEBKIT), else the first one on PATH.
 *
 * @param {Name} name
 */
function executable(name) {
  if (!(name in EXECUTABLES)) throw new Error(`BROWSERS: ${name} is none of ${Object.keys(EXECUTABLES).join(", ")}`);
  const given = process.env[name.toUpperCase()];
  if (given) return given;
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), ...MINI_BROWSERS]) {
    for (const program of EXECUTABLES[name]) {
      const path = join(folder, program);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  throw new Error(`no ${name} on PATH: install it, or set ${name.toUpperCase()} to its path`);
}

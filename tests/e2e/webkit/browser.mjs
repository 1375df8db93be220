// @ts-check
/** MiniBrowser of WebKitGTK, on a screen that nobody sees. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { adopt, stop, temporaryFolder } from "../child.mjs";
import { inTime } from "../patience.mjs";
import { WebKitTab } from "./tab.mjs";

/** ms for a window to be there. */
const PATIENCE = 30_000;

/** A new window's page, told from the nothing that is there before. */
const BLANK = "about:blank#new";
const IS_THERE = "location.hash === '#new' && document.readyState === 'complete'";

const OPENS_WINDOWS = "--javascript-can-open-windows-automatically=true";

/**
 * @param {string} executable
 * @param {{ acceptInsecureCerts?: boolean }} [options]
 */
export async function launchWebKit(executable, { acceptInsecureCerts = false } = {}) {
  const screen = await startScreen();
  const port = await freePort();
  const profile = temporaryFolder("event-source-profile-");
  const words = [OPENS_WINDOWS, ...(acceptInsecureCerts ? ["--ignore-tls-errors"] : []), BLANK];
  const child = spawn(executable, words, {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
    env: {
      ...process.env,
      DISPLAY: screen.display,
      GDK_BACKEND: "x11",
      HOME: profile.folder,
      XDG_CACHE_HOME: profile.folder,
      XDG_CONFIG_HOME: profile.folder,
      XDG_DATA_HOME: profile.folder,
      // It would look for a session of a desktop.
      DBUS_SESSION_BUS_ADDRESS: "disabled:",
      NO_AT_BRIDGE: "1",
      WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}`,
      // As in most containers root is alone there, and its sandbox does not start.
      ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } : {}),
    },
  });
  adopt(child);
  let said = "";
  child.stderr.on("data", (data) => (said = (said + data).slice(-4_000)));
  child.once("exit", () => {
    screen.stop();
    profile.remove();
  });
  const browser = new WebKitBrowser(child, `127.0.0.1:${port}`);
  try {
    await inTime(browser.start(), "its first window is there");
  } catch (error) {
    await browser.close();
    throw new Error(`${executable} does not start\n${said}`, { cause: error });
  }
  return browser;
}

/** With those of puppeteer's methods that the suites use. */
export class WebKitBrowser {
  #child;
  #address;
  /** @type {WebKitTab | undefined} the window that opens the others */
  #first;
  /** @type {Promise<unknown>} one window after the other, so that each is known by being new */
  #turn = Promise.resolve();

  /**
   * @param {import("node:child_process").ChildProcess} child
   * @param {string} address of its inspector
   */
  constructor(child, address) {
    this.#child = child;
    this.#address = address;
  }

  async start() {
    const path = await this.#appear(new Set());
    this.#first = await WebKitTab.open(path, async () => {});
    await this.#first.waitForFunction(IS_THERE);
  }

  /**
   * @param {{ width: number, height: number }} [size] which it keeps: a page cannot resize its window here
   * @returns {Promise<WebKitTab>}
   */
  newPage({ width, height } = { width: 800, height: 600 }) {
    const features = `width=${width},height=${height}`;
    const page = this.#turn.then(async () => {
      const before = new Set(await this.#windows());
      // A window, not a tab behind others: what is behind is slow.
      await this.#first?.evaluate((url, features) => void open(url, "_blank", features), BLANK, features);
      const path = await this.#appear(before);
      const tab = await WebKitTab.open(path, async () => {
        await tab.evaluate(() => void setTimeout(() => close())).catch(() => {});
        // A page that hangs goes with the browser: what made it hang is the better reason.
        await this.#until(async () => !(await this.#windows()).includes(path), 5_000).catch(() => {});
      });
      await tab.waitForFunction(IS_THERE);
      // Not by `noopener`: what no script has opened none can close, once it was elsewhere.
      await tab.evaluate(() => void (window.opener = null));
      return tab;
    });
    this.#turn = page.catch(() => {});
    return page;
  }

  /** Of pages that are closed together; what they store they share with the others. */
  async createBrowserContext() {
    /** @type {WebKitTab[]} */
    const pages = [];
    return {
      newPage: async () => {
        const page = await this.newPage();
        pages.push(page);
        return page;
      },
      browser: () => this,
      close: () => Promise.all(pages.map((page) => page.close())),
    };
  }

  process() {
    return this.#child;
  }

  async version() {
    return /AppleWebKit.*/.exec(await this.#first?.evaluate("navigator.userAgent"))?.[0] ?? "";
  }

  close() {
    return stop(this.#child);
  }

  /**
   * The window that was not there before.
   *
   * @param {Set<string>} before
   */
  async #appear(before) {
    /** @type {string | undefined} */
    let path;
    await this.#until(async () => {
      path = (await this.#windows()).find((path) => !before.has(path));
      return path !== undefined;
    });
    return /** @type {string} */ (/** @type {unknown} */ (path));
  }

  /** The sockets of all windows. */
  async #windows() {
    const page = await fetch(`http://${this.#address}/`).then((answer) => answer.text(), () => "");
    return Array.from(page.matchAll(/\/socket\/\d+\/\d+\/WebPage/g), ([path]) => `ws://${this.#address}${path}`);
  }

  /** @param {() => Promise<boolean>} condition @param {number} [patience] */
  async #until(condition, patience = PATIENCE) {
    for (const end = Date.now() + patience; !(await condition()); ) {
      if (this.#child.exitCode !== null || Date.now() > end) throw new Error("WebKit shows no window");
      await sleep(10);
    }
  }
}

/** An X server of its own, which chooses its number. */
async function startScreen() {
  const child = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1920x1400x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  adopt(child);
  const lines = createInterface({ input: child.stdout });
  const exit = once(child, "exit").then(() => Promise.reject(new Error("Xvfb does not start")));
  const [number] = await inTime(Promise.race([once(lines, "line"), exit]), "Xvfb says its number");
  return { display: `:${number}`, stop: () => void child.kill("SIGTERM") };
}

/** MiniBrowser cannot choose one itself. */
async function freePort() {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await once(server.close(), "close");
  return port;
}

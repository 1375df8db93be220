// @ts-check
/** Chromiums of other years: npm packages hold their executables; plain DevTools protocol drives them. */

import { execFileSync, spawn } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import WebSocket from "ws";
import { adopt, stop, temporaryFolder } from "../e2e/child.mjs";
import { inTime } from "../e2e/patience.mjs";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--remote-debugging-port=0",
  "about:blank",
];

/** ms */
const PATIENCE = 30_000;

const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "event-source-polyfill-wasm");

/** The versions of package.json, or those of them in CHROMIUMS=71,109. */
export const versions = readdirSync(modules)
  .flatMap((name) => /^chromium-(\d+)$/.exec(name)?.[1] ?? [])
  .filter((version) => process.env.CHROMIUMS?.split(",").includes(version) ?? true)
  .sort((one, other) => Number(one) - Number(other));

/**
 * Unpacked once, beside the other tools.
 *
 * @param {string} version
 */
async function executable(version) {
  const own = join(modules, `chromium-${version}`);
  const { version: release } = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
  const folder = join(cache, `chromium-${version}-${release}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const unfinished = mkdtempSync(`${folder}-`);
    for (const name of readdirSync(join(own, "bin"))) {
      if (/^chromium.*\.br$/.test(name)) {
        const executable = createWriteStream(join(unfinished, "chromium"), { mode: 0o755 });
        await pipeline(createReadStream(join(own, "bin", name)), createBrotliDecompress(), executable);
      } else if (name === "swiftshader.tar.br") {
        // Without a graphics library some of them never show a page.
        execFileSync("tar", ["-x", "-C", unfinished], { input: brotliDecompressSync(readFileSync(join(own, "bin", name))) });
      }
    }
    renameSync(unfinished, folder);
  }
  return join(folder, "chromium");
}

/**
 * @param {string} version
 */
export async function launch(version) {
  const profile = temporaryFolder("event-source-profile-");
  const child = spawn(await executable(version), [`--user-data-dir=${profile.folder}`, ...FLAGS], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
    env: { ...process.env, HOME: profile.folder },
  });
  adopt(child);
  child.once("exit", profile.remove);
  let said = "";
  /** @type {Promise<string>} */
  const address = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Chromium ${version} exited with ${code}\n${said}`)));
    createInterface({ input: child.stderr }).on("line", (line) => {
      said += `${line}\n`;
      const [, found] = /^DevTools listening on ws:\/\/([^/]+)/.exec(line) ?? [];
      if (found) resolve(found);
    });
  });
  const its = address.then(pageOf).then(OldTab.connect);
  const tab = await inTime(its, `Chromium ${version} starts`).catch(async (error) => {
    await stop(child);
    throw new Error(`${error.message}\n${said}`, { cause: error });
  });
  return {
    /** Its only page: in one process they would disturb each other. */
    tab,
    async close() {
      tab.end();
      await stop(child);
    },
  };
}

/**
 * It listens before it has one.
 *
 * @param {string} address
 * @returns {Promise<string>} where its page is spoken to
 */
async function pageOf(address) {
  for (const end = Date.now() + PATIENCE; ; ) {
    /** @type {{ type: string, webSocketDebuggerUrl: string }[]} */
    const targets = await (await fetch(`http://${address}/json/list`)).json();
    const page = targets.find(({ type }) => type === "page");
    if (page) return page.webSocketDebuggerUrl;
    if (Date.now() > end) throw new Error(`${address} has no page`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What every year's protocol has. */
class OldTab {
  #socket;
  #count = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #asked = new Map();
  #loaded = () => {};
  /** What nobody caught, and what the console has of errors. @type {string[]} */
  said = [];

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#hear(JSON.parse(String(data))));
    socket.on("close", () => {
      for (const { reject } of this.#asked.values()) reject(new Error("the browser is gone"));
    });
  }

  /** @param {string} address */
  static async connect(address) {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    // Its end follows.
    socket.on("error", () => {});
    const tab = new OldTab(socket);
    for (const domain of ["Page", "Runtime", "Log"]) await tab.#ask(`${domain}.enable`);
    return tab;
  }

  end() {
    this.#socket.removeAllListeners("close").terminate();
  }

  /** @param {string} url */
  async goto(url) {
    this.said.length = 0;
    const loaded = new Promise((resolve, reject) => {
      const timer = setTimeout(reject, PATIENCE, new Error(`${url} does not load`));
      this.#loaded = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
    await this.#ask("Page.navigate", { url });
    await loaded;
  }

  /**
   * @param {string} expression
   * @returns {Promise<any>}
   */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.#ask("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** @param {string} expression */
  async until(expression) {
    for (const end = Date.now() + PATIENCE; !(await this.evaluate(expression)); ) {
      if (Date.now() > end) throw new Error([`waited in vain for ${expression}`, ...this.said].join("\n"));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** @param {string} method @param {object} [params] @returns {Promise<any>} */
  #ask(method, params = {}) {
    return new Promise((resolve, reject) => {
      const id = (this.#count += 1);
      this.#asked.set(id, { resolve, reject });
      // To a browser that is gone nothing is sent.
      this.#socket.send(JSON.stringify({ id, method, params }), (error) => error && reject(error));
    });
  }

  /** @param {any} message */
  #hear({ id, method, params, result, error }) {
    if (id !== undefined) {
      const asked = this.#asked.get(id);
      this.#asked.delete(id);
      if (error) asked?.reject(new Error(error.message));
      else asked?.resolve(result);
    } else if (method === "Page.loadEventFired") {
      this.#loaded();
    } else if (method === "Runtime.exceptionThrown") {
      const { exceptionDetails } = params;
      this.said.push(`uncaught: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    } else if (method === "Runtime.consoleAPICalled" && ["error", "warning"].includes(params.type)) {
      this.said.push(`${params.type}: ${params.args.map((/** @type {any} */ { value, description }) => value ?? description).join(" ")}`);
    }
  }
}

// @ts-check
/** A page of WebKit, with those of puppeteer's methods that the suites use. */

import { setTimeout as sleep } from "node:timers/promises";
import { Inspector, LEFT, withResolvers } from "./inspector.mjs";
import { clickOn, isShown, press, selectIn, typeInto } from "./input.mjs";

/** ms, unless said. */
const PATIENCE = 30_000;

/** Characters, which JSON may make many more. */
const LONG = 32_000;

/** ms between two looks at a condition. */
const PACE = 25;

/** @typedef {(...words: any[]) => any} PageFunction */

export class WebKitTab {
  /** @type {Inspector} */
  #inspector;
  /** @type {string[]} */
  #scripts = [];
  /** @type {{ console: ((message: any) => void)[], pageerror: ((error: Error) => void)[] }} */
  #hearers = { console: [], pageerror: [] };
  #closed = false;
  #leave;

  keyboard = { press: (/** @type {string} */ key) => this.evaluate(press, key) };

  /**
   * @param {string} address
   * @param {() => Promise<void>} leave closes the window
   */
  static async open(address, leave) {
    const tab = new WebKitTab(leave);
    tab.#inspector = await Inspector.connect(address, (send) =>
      Promise.all([
        ...["Inspector", "Page", "Runtime", "Console"].map((domain) => send(`${domain}.enable`)),
        send("Page.setBootstrapScript", { source: tab.#bootstrap() }),
      ]),
    );
    tab.#listen();
    return tab;
  }

  /** @param {() => Promise<void>} leave */
  constructor(leave) {
    this.#leave = leave;
  }

  #listen() {
    this.#inspector.on("Console.messageAdded", ({ message }) => this.#hear(message));
    this.#inspector.on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId) return;
      this.#inspector.forsake(({ method }) => method === "Runtime.awaitPromise");
    });
  }

  /** @param {{ source: string, level: string, type?: string, text: string, parameters?: { type: string, value?: unknown, description?: string }[] }} message */
  #hear({ source, level, type, text, parameters }) {
    if (source === "javascript" && level === "error") {
      for (const hearer of this.#hearers.pageerror) hearer(new Error(text));
      return;
    }
    const words = parameters?.map(({ type, value, description }) => (type === "string" ? value : (description ?? value)));
    const kind = type === "assert" ? "assert" : level === "warning" ? "warn" : level;
    for (const hearer of this.#hearers.console) hearer({ type: () => kind, text: () => words?.join(" ") ?? text });
  }

  /** @param {"console" | "pageerror"} event @param {(said: any) => void} hearer */
  on(event, hearer) {
    this.#hearers[event].push(hearer);
    return this;
  }

  isClosed() {
    return this.#closed;
  }

  async close() {
    if (this.#closed) return;
    this.#closed = true;
    await this.#leave();
    this.#inspector.close();
  }

  #bootstrap() {
    return this.#scripts.join("\n");
  }

  /** @param {PageFunction} script @param {any[]} words */
  async evaluateOnNewDocument(script, ...words) {
    this.#scripts.push(`${call(script, words)};`);
    await this.#inspector.send("Page.setBootstrapScript", { source: this.#bootstrap() });
  }

  /** @param {string} url */
  async goto(url) {
    await this.#load(() => this.#inspector.send("Page.navigate", { url }));
  }

  async reload() {
    await this.#load(() => this.#inspector.send("Page.reload"));
  }

  async goBack() {
    // A page that comes back from the cache is not loaded again.
    await this.#load(() => this.evaluate("history.back()"), true);
  }

  /**
   * @param {() => Promise<unknown>} action
   * @param {boolean} [isThere] whether another document will do, loaded or not
   */
  async #load(action, isThere = false) {
    let navigated = false;
    const { promise, resolve } = withResolvers();
    const ends = [
      this.#inspector.on("Page.frameNavigated", ({ frame }) => {
        navigated ||= !frame.parentId;
        if (navigated && isThere) resolve(undefined);
      }),
      this.#inspector.on("Page.loadEventFired", () => {
        if (navigated) resolve(undefined);
      }),
    ];
    try {
      await action();
      await within(promise, PATIENCE, "the page does not load");
    } finally {
      for (const end of ends) end();
    }
  }

  /** The page's address. @returns {Promise<string>} */
  url() {
    return this.evaluate("location.href");
  }

  /**
   * @param {PageFunction | string} script a program, or a function and its arguments
   * @param {any[]} words
   * @returns {Promise<any>}
   */
  async evaluate(script, ...words) {
    // Called at once: only what it gives is waited for.
    // As JSON: the inspector's own copies have null for undefined.
    const expression = typeof script === "string" ? script : promised(call(script, words), "JSON.stringify(await value)");
    const { objectId, className, value } = await this.#run(expression);
    if (objectId === undefined) return value;
    if (className !== "Promise") return this.#copy(objectId);
    const settled = await this.#settle(objectId);
    return typeof script === "string" || settled === undefined ? settled : JSON.parse(settled);
  }

  /**
   * @param {PageFunction | string} script an expression, or a function and its arguments
   * @param {any[]} words
   */
  async evaluateHandle(script, ...words) {
    const held = `(window[Symbol.for("held")] ??= []).push(await value) - 1`;
    const { objectId } = await this.#run(promised(typeof script === "string" ? script : call(script, words), held));
    return new Handle(this, await this.#settle(objectId));
  }

  /** @param {string} expression */
  async #run(expression) {
    if (expression.length > LONG) return this.#runLong(expression);
    const { result, wasThrown } = await this.#inspector.send("Runtime.evaluate", { expression });
    if (wasThrown) throw new Error(result.description ?? String(result.value));
    return result;
  }

  /**
   * MiniBrowser's socket takes messages of 128 KiB; the inspector may eval whatever the page's policy is.
   *
   * @param {string} expression
   * @returns {Promise<any>}
   */
  async #runLong(expression) {
    for (let start = 0; start < expression.length; start += LONG / 2) {
      const part = JSON.stringify(expression.slice(start, start + LONG / 2));
      await this.#run(`void (window[Symbol.for("parts")] ??= []).push(${part})`);
    }
    return this.#run(`(0, eval)(window[Symbol.for("parts")].splice(0).join(""))`);
  }

  /** @param {string} objectId */
  async #copy(objectId) {
    const asked = { objectId, functionDeclaration: "function () { return this; }", returnByValue: true };
    return (await this.#inspector.send("Runtime.callFunctionOn", asked)).result.value;
  }

  /** @param {string} promiseObjectId */
  async #settle(promiseObjectId) {
    const asked = { promiseObjectId, returnByValue: true };
    const { result, wasThrown } = await this.#inspector.send("Runtime.awaitPromise", asked);
    if (wasThrown) throw new Error(result.description ?? result.value?.message ?? JSON.stringify(result.value));
    return result.value;
  }

  /**
   * @param {PageFunction | string} condition
   * @param {{ timeout?: number }} [how]
   * @param {any[]} words
   */
  async waitForFunction(condition, { timeout = PATIENCE } = {}, ...words) {
    const end = Date.now() + timeout;
    for (;;) {
      // While a page is left nothing can be asked of it.
      const value = await this.evaluate(condition, ...words).catch((error) => {
        if (error !== LEFT && !/context|target/i.test(error.message)) throw error;
      });
      if (value) return value;
      if (Date.now() > end) throw new Error(`waited in vain for ${condition}`);
      await sleep(PACE);
    }
  }

  /** @param {string} selector @param {{ visible?: boolean, timeout?: number }} [how] */
  waitForSelector(selector, { visible = false, timeout } = {}) {
    return this.waitForFunction(isShown, { timeout }, selector, visible);
  }

  /** @param {string} selector @param {PageFunction} script @param {any[]} words */
  $eval(selector, script, ...words) {
    return this.evaluate(script, new Reference(`document.querySelector(${JSON.stringify(selector)})`), ...words);
  }

  /** @param {string} selector @param {PageFunction} script @param {any[]} words */
  $$eval(selector, script, ...words) {
    return this.evaluate(script, new Reference(`[...document.querySelectorAll(${JSON.stringify(selector)})]`), ...words);
  }

  /** @param {string} selector @returns {Promise<boolean>} */
  $(selector) {
    return this.evaluate((selector) => document.querySelector(selector) !== null, selector);
  }

  // By the document itself: the inspector has no mouse and no keyboard.

  /** @param {string} selector */
  click(selector) {
    return this.$eval(selector, clickOn);
  }

  /** @param {string} selector @param {string} text */
  type(selector, text) {
    return this.$eval(selector, typeInto, text);
  }

  /** @param {string} selector @param {string} value */
  select(selector, value) {
    return this.$eval(selector, selectIn, value);
  }

  /** @param {{ url?: string, content?: string }} script */
  addScriptTag({ url, content }) {
    return this.evaluate(
      (url, content) =>
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.onload = () => resolve(undefined);
          script.onerror = () => reject(new Error(`${url} is not loaded`));
          if (url) script.src = url;
          else script.text = content;
          document.head.append(script);
          if (!url) resolve(undefined);
        }),
      url,
      content,
    );
  }

  /** @param {{ name: string, value: string }[]} features */
  async emulateMediaFeatures(features) {
    for (const { name, value } of features) {
      if (name !== "prefers-reduced-motion") throw new Error(`${name} cannot be emulated`);
      const preference = { name: "PrefersReducedMotion", value: value === "reduce" ? "Reduce" : "NoPreference" };
      await this.#inspector.send("Page.overrideUserPreference", preference);
    }
  }
}

/** A value that the page holds. */
class Handle {
  #tab;
  #reference;

  /** @param {WebKitTab} tab @param {number} number */
  constructor(tab, number) {
    this.#tab = tab;
    this.#reference = new Reference(`window[Symbol.for("held")][${number}]`);
  }

  get reference() {
    return this.#reference;
  }

  /** @param {PageFunction} script @param {any[]} words */
  evaluate(script, ...words) {
    return this.#tab.evaluate(script, this.#reference, ...words);
  }
}

/** An argument that is an expression of the page's. */
class Reference {
  /** @param {string} expression */
  constructor(expression) {
    this.expression = expression;
  }
}

/**
 * @param {PageFunction} script
 * @param {any[]} words
 */
const call = (script, words) => `(${script})(${words.map(literal).join(", ")})`;

/**
 * @param {string} expression
 * @param {string} result of its value
 */
const promised = (expression, result) => `(() => {
  const value = ${expression};
  const promise = (async () => ${result})();
  // Whoever asked hears of it.
  promise.catch(() => {});
  return promise;
})()`;

/** @param {unknown} word */
function literal(word) {
  if (word instanceof Handle) return word.reference.expression;
  if (word instanceof Reference) return word.expression;
  return JSON.stringify(word) ?? "undefined";
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} ms
 * @param {string} complaint
 */
async function within(promise, ms, complaint) {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(complaint);
  });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

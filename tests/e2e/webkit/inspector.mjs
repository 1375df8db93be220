// @ts-check
/**
 * WebKit's Web Inspector protocol, as MiniBrowser speaks it over a WebSocket. WebDriver would do for
 * pages and clicks, but WebKit's has neither scripts that run before a page's own nor its console.
 */

import WebSocket from "ws";

/** @typedef {(params: any) => void} Hearer */

/** What is asked of a document is answered so when another one has taken its place. */
export const LEFT = new Error("the page was left");

/** One page's inspector, through every process that the page moves to. */
export class Inspector {
  #socket;
  #count = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void, method: string, target?: string }>} */
  #asked = new Map();
  /** @type {Map<string, Set<Hearer>>} */
  #hearers = new Map();
  /** @type {string | undefined} what the page is now */
  #target;
  /** @type {string | undefined} what it is about to become */
  #next;
  /** @type {Set<string | undefined>} */
  #prepared = new Set();
  #setUp;
  #ready = withResolvers();

  /**
   * @param {string} address of the page's socket
   * @param {(send: Inspector["send"]) => Promise<unknown>} setUp asks of every process what it must do before
   *   it shows the page
   */
  constructor(address, setUp) {
    this.#setUp = setUp;
    this.#socket = new WebSocket(address);
    this.#socket.on("message", (data) => this.#hear(JSON.parse(String(data))));
    const end = () => this.#end(new Error("the page is gone"));
    this.#socket.on("error", end).on("close", end);
  }

  /** @param {string} address @param {(send: Inspector["send"]) => Promise<unknown>} setUp */
  static async connect(address, setUp) {
    const inspector = new Inspector(address, setUp);
    await inspector.#ready.promise;
    return inspector;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  send(method, params = {}) {
    return this.#sendTo(this.#target, method, params);
  }

  /**
   * @param {string} event
   * @param {Hearer} hearer
   * @returns {() => void} ends it
   */
  on(event, hearer) {
    const hearers = this.#hearers.get(event) ?? new Set();
    this.#hearers.set(event, hearers.add(hearer));
    return () => void hearers.delete(hearer);
  }

  /**
   * What is asked of a document that is left is asked in vain.
   *
   * @param {(asked: { method: string, target?: string }) => boolean} which
   */
  forsake(which) {
    for (const [id, asked] of this.#asked) {
      if (!which(asked)) continue;
      this.#asked.delete(id);
      asked.reject(LEFT);
    }
  }

  close() {
    this.#socket.close();
  }

  /**
   * @param {string} method of the connection itself
   * @param {object} params
   * @returns {Promise<any>}
   */
  #ask(method, params) {
    return this.#expect({ method }, (id) => ({ id, method, params }));
  }

  /**
   * @param {string | undefined} targetId
   * @param {string} method
   * @param {object} params
   * @returns {Promise<any>}
   */
  #sendTo(targetId, method, params) {
    return this.#expect({ method, target: targetId }, (id) => {
      const message = JSON.stringify({ id, method, params });
      return { id: -id, method: "Target.sendMessageToTarget", params: { targetId, message } };
    });
  }

  /**
   * @param {{ method: string, target?: string }} asked
   * @param {(id: number) => object} message
   */
  #expect(asked, message) {
    return new Promise((resolve, reject) => {
      const id = (this.#count += 1);
      this.#asked.set(id, { resolve, reject, ...asked });
      this.#socket.send(JSON.stringify(message(id)), (error) => {
        if (error) this.#end(error);
      });
    });
  }

  /** @param {any} message */
  #hear({ id, method, params, result, error }) {
    if (id !== undefined) {
      // Below zero, the receipt of a message to a target: it has no answer if that is gone.
      if (id < 0 && !error) return;
      const asked = this.#asked.get(Math.abs(id));
      this.#asked.delete(Math.abs(id));
      if (id < 0) asked?.reject(LEFT);
      else if (error) asked?.reject(new Error(`${asked.method}: ${error.message}`));
      else asked?.resolve(result);
    } else if (method === "Target.dispatchMessageFromTarget") {
      this.#hear(JSON.parse(params.message));
    } else if (method === "Target.targetCreated") {
      void this.#create(params.targetInfo);
    } else if (method === "Target.didCommitProvisionalTarget") {
      this.#target = params.newTargetId;
      this.#next = undefined;
      this.#begin();
    } else if (method === "Target.targetDestroyed") {
      if (this.#next === params.targetId) this.#next = undefined;
      this.forsake(({ target }) => target === params.targetId);
    } else {
      this.#tell(method, params);
    }
  }

  /** @param {{ targetId: string, type: string, isProvisional?: boolean, isPaused?: boolean }} target */
  async #create({ targetId, type, isProvisional, isPaused }) {
    if (type !== "page") return;
    try {
      if (isProvisional) {
        this.#next = targetId;
      } else {
        this.#target = targetId;
        // A page may move to another process, which then waits for what is asked of it.
        await this.#ask("Target.setPauseOnStart", { pauseOnStart: true });
      }
      await this.#setUp((method, params = {}) => this.#sendTo(targetId, method, params));
      if (isPaused) await this.#ask("Target.resume", { targetId });
      this.#prepared.add(targetId);
      this.#begin();
    } catch (error) {
      // Another one takes its place, as happens to a new window.
      if (error !== LEFT) this.#ready.reject(error);
    }
  }

  /** A new window begins in the process of the one that opened it, and moves at once. */
  #begin() {
    if (!this.#next && this.#prepared.has(this.#target)) this.#ready.resolve(undefined);
  }

  /** @param {string} event @param {any} params */
  #tell(event, params) {
    for (const hearer of this.#hearers.get(event) ?? []) hearer(params);
  }

  /** @param {Error} error */
  #end(error) {
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
    this.#ready.reject(error);
    this.#ready.promise.catch(() => {});
  }
}

/** Node 20 has none of its own. */
export function withResolvers() {
  /** @type {any} */
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

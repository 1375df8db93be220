// @ts-check
/**
 * The init dictionary of a component's source: what it wants, and where that is a function the one that it wants
 * when it is called.
 */

/**
 * @param {import("./subscription.js").Wanted} wanted
 * @param {string | undefined} from the last event ID of the source before
 * @param {() => void} attempt one begins; nothing else tells of one that no error came before
 */
export function sourceInit(wanted, from, attempt) {
  const { options } = wanted;
  const { shared, fetch: own } = options;
  /** @param {"headers" | "body"} name @returns {any} */
  const latest = (name) => {
    /** @param {any[]} words */
    const call = (...words) => {
      const now = /** @type {any} */ (wanted.options[name]);
      return typeof now === "function" ? now(...words) : now;
    };
    return typeof options[name] === "function" ? call : options[name];
  };
  const ask = (/** @type {Parameters<typeof fetch>} */ ...request) => {
    const { fetch: own } = wanted.options;
    ask.asksPlatform = !own;
    attempt();
    return (own || fetch)(...request);
  };
  // So that the class takes it for what it stands for: platform/own-fetch.js.
  ask.asksPlatform = !own;
  return {
    ...options,
    ...(typeof shared === "string" && { share: shared }),
    headers: latest("headers"),
    body: latest("body"),
    lastEventId: from ?? options.lastEventId,
    // What cannot be one is the class's affair.
    fetch: own && typeof own !== "function" ? own : ask,
  };
}

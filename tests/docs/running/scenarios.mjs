// @ts-check
/** What a block that says `run=…` does when it is run, by that word. */

import assert from "node:assert/strict";

/**
 * @typedef {object} Place
 * @property {(options?: { renewed?: boolean }) => ReturnType<typeof import("./reader.mjs").openReader>} open
 * @property {string} module the block
 * @property {import("./server.mjs").Server} server
 */

/** @param {Place} place */
async function events({ open, module, server }) {
  const reader = await open();
  await reader.import(module);
  assert.deepEqual(await reader.shown(2), [{ n: 1 }, "hello"]);
  assert.deepEqual(server.takeRequests(), [{ path: "/api/events", authorization: "Bearer new" }]);
}

/** @type {Record<string, (place: Place) => Promise<void>>} */
export const scenarios = {
  events,
  native: events,

  async token({ open, module, server }) {
    const reader = await open({ renewed: false });
    await reader.import(module);
    assert.deepEqual(await reader.shown(1), [{ n: 1 }]);
    const authorizations = server.takeRequests().map(({ authorization }) => authorization);
    assert.deepEqual(authorizations, ["Bearer old", "Bearer new"]);
  },

  async chat({ open, module, server }) {
    const reader = await open();
    await reader.import(module);
    assert.deepEqual(await reader.shown(4), ['{"text":"w"}', '{"text":"h"}', '{"text":"y"}', "[DONE]"]);
    assert.equal(server.takeRequests().length, 1);
  },

  async ask({ open, module }) {
    const { tab } = await open();
    const answers = await tab.evaluate(async (module) => {
      const { ask } = await import(module);
      const collect = async (/** @type {string} */ question, signal = new AbortController().signal) => {
        let answer = "";
        try {
          for await (const text of ask(question, signal)) {
            answer += text;
            if (answer === "broken") await fetch("/api/break");
          }
          return answer;
        } catch (error) {
          return `${answer}, ${/** @type {Error} */ (error).constructor.name}: ${/** @type {Error} */ (error).message}`;
        }
      };
      const controller = new AbortController();
      const stopped = (async () => {
        let answer = "";
        for await (const text of ask("endless", controller.signal)) {
          answer += text;
          if (answer === "endless") controller.abort();
        }
        return answer;
      })();
      return { whole: await collect("why"), refused: await collect("refused"), broken: await collect("broken"), stopped: await stopped };
    }, module);
    const { broken, ...others } = answers;
    assert.deepEqual(others, { whole: "why", refused: ", Error: Not today", stopped: "endless" });
    // Each browser has words of its own for what broke off.
    assert.match(broken, /^broken, Error: ./);
  },

  async authorize({ open, module, server }) {
    const { tab } = await open();
    const headers = await tab.evaluate(async (module) => {
      const { authorize } = await import(module);
      const first = await Promise.all([authorize(), authorize(), authorize({ status: 401 })]);
      return [...first, await authorize()];
    }, module);
    assert.deepEqual(headers, Array(4).fill({ Authorization: "Bearer new" }));
    assert.deepEqual(server.takeRequests().map(({ path }) => path), ["/api/refresh"], "one refresh");

    // Who is asked anew meanwhile, without a status, does not go with the token that was refused.
    server.failures.push("network", "cut off", 503);
    const patient = await tab.evaluate(async (module) => {
      const { authorize } = await import(module);
      /** @type {string[]} */
      const order = [];
      const asked = [authorize({ status: 401 }).then(() => order.push("told of 401")), authorize().then(() => order.push("told nothing"))];
      await Promise.all(asked);
      return order;
    }, module);
    assert.deepEqual(patient, ["told of 401", "told nothing"]);
    assert.deepEqual(server.takeRequests().map(({ path }) => path), Array(4).fill("/api/refresh"), "one that is patient");

    server.failures.push(403);
    const refused = await tab.evaluate(async (module) => {
      const { authorize } = await import(module);
      return authorize({ status: 401 }).catch((/** @type {Error} */ error) => error.message);
    }, module);
    assert.equal(refused, "The refresh was refused: 403");
  },

  async tabs({ open, module, server }) {
    const [first, second] = [await open(), await open()];
    await first.import(module);
    assert.deepEqual(await first.shown(1), [{ data: '{"n":1}', lastEventId: "1" }]);
    // It has missed the first event.
    await second.import(module);
    // Until the worker knows the second one too.
    while ((await second.tab.evaluate("shown.length")) === 0) server.publish("again");
    await first.shown(2);
    assert.equal(server.takeRequests().length, 1, "one connection for both");

    await second.tab.close();
    const before = Number(await first.tab.evaluate("shown.length"));
    server.publish("still here");
    assert.deepEqual((await first.shown(before + 1)).at(-1), { data: "still here", lastEventId: "1" });
  },
};

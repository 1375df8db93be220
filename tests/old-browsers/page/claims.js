// @ts-check
/* What a user of the original, or of ours, does; a classic script that Chromium 66 could read.
 *
 * `holdClaims()` holds every claim in turn and answers with what failed.
 */

(function () {
  /** @type {any} */
  var page = window;
  /** @type {{ title: string, body: (name: string) => Promise<void>, ours: boolean }[]} */
  var claims = [];
  /** @type {string[]} */
  var uncaught = [];
  var run = Math.random().toString(36).slice(2);
  // ms. Browsers that begin beside compilers have taken 40 s to their first message.
  var PATIENCE = 60000;

  page.addEventListener("error", (/** @type {ErrorEvent} */ event) => uncaught.push(event.message));
  page.addEventListener("unhandledrejection", (/** @type {PromiseRejectionEvent} */ event) => uncaught.push(String(event.reason)));

  /**
   * @param {string} title
   * @param {any[]} responses what the claim's stream plays
   * @param {(url: string, name: string) => Promise<void>} body
   * @param {{ ours?: boolean, authorize?: string }} [options] ours: beyond the original
   */
  function claim(title, responses, body, options) {
    const { ours = false, authorize } = options || {};
    claims.push({
      title,
      ours,
      async body(name) {
        await ask(`/script/${name}`, { responses, authorize });
        await body(`/stream/${name}`, name);
      },
    });
  }

  /** @param {string} path @param {object} [body] */
  async function ask(path, body) {
    const init = body && { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(path, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** @param {string} name @param {string} gate */
  const openGate = (name, gate) => fetch(`/gate/${name}/${gate}`, { method: "POST" });

  /** @param {string} name @param {number} atLeast @returns {Promise<any[]>} */
  const requests = (name, atLeast) => ask(`/requests/${name}?atLeast=${atLeast}`);

  /** @param {any} request @param {string} name */
  const header = (request, name) => {
    const found = request.headers.find((/** @type {string[]} */ pair) => pair[0] === name);
    return found && found[1];
  };

  /** @param {any} source @param {string} type @returns {Promise<any>} */
  const next = (source, type) =>
    new Promise((resolve) => {
      source.addEventListener(type, function listener(/** @type {any} */ event) {
        source.removeEventListener(type, listener);
        resolve(event);
      });
    });

  /** @param {unknown} seen @param {unknown} wanted */
  const equal = (seen, wanted) => {
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) throw new Error(`${JSON.stringify(seen)} is not ${JSON.stringify(wanted)}`);
  };

  /** @param {string} text */
  const stream = (text) => ({ steps: [{ send: text }, { stall: true }] });

  claim("a message arrives, asked for with a bearer token", [stream("id: 1\ndata: a\n\n")], async (url, name) => {
    const source = new page.EventSourcePolyfill(url, { headers: { Authorization: "Bearer secret" } });
    const { data, lastEventId, type } = await next(source, "message");
    equal([data, lastEventId, type, source.readyState], ["a", "1", "message", 1]);
    equal(header((await requests(name, 1))[0], "authorization"), "Bearer secret");
    source.close();
    equal(source.readyState, 2);
  });

  claim("named events, and onmessage for the others", [stream("event: tick\ndata: 1\n\nevent: tick\ndata: 2\n\ndata: 3\n\n")], async (url) => {
    const source = new page.EventSourcePolyfill(url);
    /** @type {string[]} */
    const heard = [];
    source.addEventListener("tick", (/** @type {any} */ event) => heard.push(`tick ${event.data}`));
    await new Promise((resolve) => {
      source.onmessage = (/** @type {any} */ event) => {
        heard.push(`message ${event.data}`);
        resolve(undefined);
      };
    });
    source.close();
    equal(heard, ["tick 1", "tick 2", "message 3"]);
  });

  claim("Chinese whose characters come byte by byte", [{ steps: [{ drip: "event: 消息\ndata: 你好，世界 🌊\n\n" }, { stall: true }] }], async (url) => {
    const source = new page.EventSourcePolyfill(url);
    const { data } = await next(source, "消息");
    source.close();
    equal(data, "你好，世界 🌊");
  });

  claim(
    "a cut, and the stream goes on after the last event ID",
    [{ steps: [{ send: "retry: 10\nid: 7\ndata: a\n\n" }, { gate: "seen" }, { cut: true }] }, stream("id: 8\ndata: b\n\n")],
    async (url, name) => {
      const source = new page.EventSourcePolyfill(url);
      await next(source, "message");
      const error = next(source, "error");
      await openGate(name, "seen");
      await error;
      equal(source.readyState, 0);
      const { data, lastEventId } = await next(source, "message");
      source.close();
      equal([data, lastEventId], ["b", "8"]);
      equal((await requests(name, 2))[1].query, "lastEventId=7");
    },
  );

  claim(
    "silence breaks the connection, and it is tried again",
    [{ steps: [{ send: "data: a\n\n" }, { stall: true }] }, stream("data: b\n\n")],
    async (url) => {
      const source = new page.EventSourcePolyfill(url, { heartbeatTimeout: 1000 });
      await next(source, "message");
      const event = await next(source, "error");
      equal([source.readyState, /No activity within 1000 milliseconds/.test(event.error.message)], [0, true]);
      equal((await next(source, "message")).data, "b");
      source.close();
    },
  );

  claim(
    "401 closes, and a new source with a new token is connected",
    [stream("data: a\n\n")],
    async (url) => {
      const refused = new page.EventSourcePolyfill(url, { headers: { Authorization: "Bearer old" } });
      const event = await next(refused, "error");
      equal([event.status, refused.readyState], [401, 2]);
      const source = new page.EventSourcePolyfill(url, { headers: { Authorization: "Bearer new" } });
      equal((await next(source, "message")).data, "a");
      source.close();
    },
    { authorize: "Bearer new" },
  );

  claim(
    "401, and the source itself asks for a new token",
    [stream("data: a\n\n")],
    async (url) => {
      const source = new page.EventSourcePolyfill(url, {
        headers: async (/** @type {any} */ attempt) => ({ Authorization: attempt.status === 401 ? "Bearer new" : "Bearer old" }),
        reconnect: { minDelay: 1, maxDelay: 1, statuses: [401] },
      });
      const message = next(source, "message");
      const { status, willReconnect } = await next(source, "error");
      equal([status, willReconnect, (await message).data], [401, true, "a"]);
      source.close();
    },
    { authorize: "Bearer new", ours: true },
  );

  claim("close() ends the request, and nothing is heard of it", [{ steps: [{ send: "data: a\n\n" }, { stall: true }] }], async (url, name) => {
    const source = new page.EventSourcePolyfill(url);
    await next(source, "message");
    let heard = 0;
    for (const type of ["open", "message", "error"]) source.addEventListener(type, () => (heard += 1));
    source.close();
    await fetch(`/closed/${name}?atLeast=1`);
    equal([source.readyState, heard], [2, 0]);
  });

  var BURST = 5000;
  claim("a burst arrives whole and in order", [stream(Array.from({ length: BURST }, (_, index) => `id: ${index}\ndata: {"n":${index}}\n\n`).join(""))], async (url) => {
    const source = new page.EventSourcePolyfill(url);
    let count = 0;
    await new Promise((resolve, reject) => {
      source.onmessage = (/** @type {any} */ { data, lastEventId }) => {
        if (JSON.parse(data).n !== count || lastEventId !== String(count)) reject(new Error(`${data} is not ${count}`));
        count += 1;
        if (count === BURST) resolve(undefined);
      };
    });
    source.close();
  });

  claim(
    "for await, to the end",
    [{ steps: [{ send: "data: a\n\nevent: named\ndata: b\n\n" }] }],
    async (url) => {
      const source = new page.EventSourcePolyfill(url, { reconnect: false });
      const seen = [];
      for await (const { type, data } of source) seen.push(`${type} ${data}`);
      equal([seen, source.readyState], [["message a", "named b"], 2]);
    },
    { ours: true },
  );

  claim("errors: a status and another content type close", [{ status: 404 }, { headers: [["content-type", "text/html"]], steps: [{ send: "no" }] }], async (url) => {
    for (const wanted of [404, 200]) {
      const source = new page.EventSourcePolyfill(url);
      const event = await next(source, "error");
      equal([event.type, event.status, event.target === source, source.readyState], ["error", wanted, true, 2]);
    }
  });

  /**
   * @param {boolean} original whether that is under test
   * @returns {Promise<{ title: string, failure: string | null }[]>}
   */
  page.holdClaims = async (original) => {
    const results = [];
    for (const [index, { title, body, ours }] of claims.entries()) {
      if (original && ours) continue;
      let failure = null;
      /** @type {number | undefined} */
      let timer;
      const late = new Promise((_, reject) => {
        timer = window.setTimeout(reject, PATIENCE, new Error("it waits in vain"));
      });
      try {
        await Promise.race([body(`${run}-${index}`), late]);
      } catch (error) {
        failure = String(error.stack || error);
      }
      clearTimeout(timer);
      if (failure === null && uncaught.length > 0 && !original) failure = `uncaught: ${uncaught.join(", ")}`;
      uncaught.length = 0;
      results.push({ title, failure });
    }
    return results;
  };
})();

// @ts-check
/* The page: claims of windows alone, and the workers it starts. */
(() => {
  /** @type {any} */
  const { claim, equal, play, next } = globalThis;

  const frame = async (src = "about:blank") => {
    const element = document.createElement("iframe");
    const loaded = next(element, "load");
    element.src = src;
    document.body.append(element);
    await loaded;
    return element;
  };

  claim("a source of an iframe is of its realm, and its removal is no error", async () => {
    const element = await frame("/standard/frame.html");
    /** @type {any} */
    const inner = element.contentWindow;
    const url = await play([{ steps: [{ send: "data: x\n\n" }, { stall: true }] }]);
    const source = new inner.EventSourcePolyfill(url);
    const event = await next(source, "message");
    equal([event instanceof inner.MessageEvent, source instanceof inner.EventTarget], [true, true]);
    element.remove();
    equal(typeof source.readyState, "number");
    source.close();
    equal(source.readyState, 2);
  });

  claim("a source can be made in a document that is gone, and closed", async () => {
    const element = await frame("/standard/frame.html");
    const { EventSourcePolyfill } = /** @type {any} */ (element.contentWindow);
    element.remove();
    const source = new EventSourcePolyfill("http://127.0.0.1/", { withCredentials: true });
    equal([source.url, source.withCredentials, source.readyState], ["http://127.0.0.1/", true, 0]);
    source.close();
    equal(source.readyState, 2);
  });

  claim("a navigated document takes its sources with it", async () => {
    const element = await frame("/standard/frame.html");
    const url = await play([{ steps: [{ send: "data: x\n\n" }, { stall: true }] }]);
    const source = new /** @type {any} */ (element.contentWindow).EventSourcePolyfill(url);
    await next(source, "message");
    const left = fetch(`${url.replace("/stream/", "/closed/")}?atLeast=1`);
    element.src = "about:blank";
    equal((await left).status, 200);
    element.remove();
  });

  /** @param {string} kind */
  const url = (kind) => `/standard/worker.js?context=${kind}`;

  /** @type {Record<string, () => Promise<any>>} */
  const contexts = {
    window: () => /** @type {any} */ (globalThis).runClaims(),
    "dedicated worker": () => askWorker(new Worker(url("dedicated"))),
    "shared worker": async () => {
      const { port } = new SharedWorker(url("shared"));
      port.start();
      return (await next(port, "message")).data;
    },
    "service worker": async () => {
      const registration = await navigator.serviceWorker.register(url("service"), { scope: "/standard/" });
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      const results = await askWorker(/** @type {ServiceWorker} */ (worker));
      await registration.unregister();
      return results;
    },
  };

  /** @param {Worker | ServiceWorker} worker */
  const askWorker = async (worker) => {
    const { port1, port2 } = new MessageChannel();
    port1.start();
    worker.postMessage("run", [port2]);
    return (await next(port1, "message")).data;
  };

  /** @type {any} */ (globalThis).runIn = (/** @type {string} */ context) => contexts[context]();
})();

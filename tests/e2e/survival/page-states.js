// @ts-check
/* The page around a source: offline, hidden, away. Its states are stubs and its events dispatched here; survival.test.mjs has real ones. */
import { advance } from "../contract/clock.mjs";
import { anHour, asked, atTheEnd, claim, closed, ended, handmade, header, log, next, open, settle, stream, unreachable } from "./setting.js";

/** @type {any} */
const { equal, play, requests } = globalThis;

/**
 * @param {object} object
 * @param {string} name
 * @param {unknown} value
 */
function stub(object, name, value) {
  Object.defineProperty(object, name, { configurable: true, get: () => value });
  atTheEnd(() => void Reflect.deleteProperty(object, name));
}

/** @param {boolean} online */
function network(online) {
  stub(navigator, "onLine", online);
  dispatchEvent(new Event(online ? "online" : "offline"));
}

/** @param {"hidden" | "visible"} state */
function show(state) {
  stub(document, "visibilityState", state);
  document.dispatchEvent(new Event("visibilitychange"));
}

/** @param {"pagehide" | "pageshow"} type */
const transit = (type) => void dispatchEvent(new PageTransitionEvent(type, { persisted: true }));

/** Not this machine, which is reached without a network. */
const FAR = "http://far.example/stream";

/** A fetch that finds no server, and how often it was tried. */
function tried() {
  const attempts = { count: 0, fetch: () => {
    attempts.count += 1;
    return unreachable();
  } };
  return attempts;
}

claim("offline is a hint: attempts are made more slowly, at least one a minute and as announced; online ends the wait at once", async () => {
  const attempts = tried();
  const source = open(FAR, attempts);
  network(false);
  await advance((await next(source, "error")).delay);
  for (let i = 2; i < 10; i += 1) {
    const { delay, willReconnect } = await next(source, "error");
    equal([attempts.count, willReconnect], [i, true]);
    if (delay < 3000 || delay > 72_000) throw new Error(`${delay} ms`);
    await advance(delay - 1);
    equal(attempts.count, i, "not before");
    await advance(1);
  }
  await next(source, "error");
  equal(attempts.count, 10);
  network(true);
  equal(attempts.count, 11);
  network(true);
  equal(attempts.count, 11, "one attempt");
});

claim("a response proves that there is a network: delays are as ever, until the page goes offline anew", async () => {
  let up = true;
  network(false);
  const source = open(FAR, {
    fetch: async () => (up ? new Response("data: x\n\n", { headers: { "content-type": "text/event-stream" } }) : unreachable()),
  });
  for (let i = 0; i < 3; i += 1) {
    const { reason, delay } = await next(source, "error");
    equal([reason, delay], ["end", 1000]);
    await advance(delay);
  }
  equal((await next(source, "error")).delay, 1000);
  up = false;
  // The wait is over, and what fails then does so offline.
  network(true);
  network(false);
  const { reason, delay } = await next(source, "error");
  equal([reason, delay], ["network", 3 * 2000]);
});

claim("this machine is reached while offline", async () => {
  network(false);
  const url = await play([ended("data: x\n\n"), stream("data: y\n\n")]);
  const source = open(url);
  await advance((await next(source, "error")).delay);
  await next(source, "message");
});

claim("online does not overrule retry", async () => {
  const url = await play([ended("retry: 20000\n\n"), stream("data: x\n\n")]);
  const source = open(url);
  equal((await next(source, "error")).delay, 20_000);
  await advance(500);
  network(true);
  await advance(19_499);
  equal(asked.length, 1);
  await advance(1);
  equal(asked.length, 2);
});

claim("a page that is shown again ends a long wait", async () => {
  const attempts = tried();
  const source = open(FAR, attempts);
  for (let i = 0; i < 3; i += 1) await advance((await next(source, "error")).delay);
  equal((await next(source, "error")).delay, 8000);
  show("hidden");
  show("visible");
  equal(attempts.count, 5);
});

claim("every trigger in one task: one attempt, one stream", async () => {
  const url = await play([ended("data: x\n\n"), stream("data: y\n\n")]);
  let refreshes = 0;
  const source = open(url, { headers: async () => ({ "x-token": String((refreshes += 1)) }) });
  const events = log(source);
  await next(source, "error");
  for (let i = 0; i < 3; i += 1) {
    network(true);
    show("hidden");
    show("visible");
    document.dispatchEvent(new Event("resume"));
    transit("pageshow");
  }
  equal([refreshes, source.readyState], [2, 0]);
  source.reconnect();
  await next(source, "message");
  // Less than the heartbeat.
  await advance(40_000);
  equal([refreshes, asked.length, header((await requests(url))[1], "x-token")], [3, 2, "3"]);
  equal(events, ["open", "x", "end", "open", "y"]);
});

claim("a hidden page keeps its stream", async () => {
  const { fetch, write } = handmade();
  const source = open(FAR, { fetch });
  const events = log(source);
  await next(source, "open");
  show("hidden");
  await write("data: unseen\n\n");
  show("visible");
  equal(events, ["open", "unseen"]);
});

claim("pauseWhenHidden gives the stream up without a word and resumes with the last event ID", async () => {
  const url = await play([stream("id: 7\ndata: x\n\ndata: half"), stream("data: y\n\n")]);
  const source = open(url, { pauseWhenHidden: true });
  const events = log(source);
  await next(source, "message");
  show("hidden");
  equal([source.readyState, await closed(url, 1)], [0, 1]);
  await anHour(url);
  equal([events, asked.length], [["open", "x"], 1]);
  show("visible");
  await next(source, "message");
  equal([events, (await requests(url))[1].query], [["open", "x", "open", "y"], "lastEventId=7"]);
});

claim("pauseWhenHidden: a source made in a hidden page asks for nothing until it is shown", async () => {
  const url = await play([stream("data: x\n\n")]);
  show("hidden");
  const source = open(url, { pauseWhenHidden: true });
  await anHour(url);
  equal([source.readyState, asked.length], [0, 0]);
  source.reconnect();
  equal(asked.length, 0);
  show("visible");
  await next(source, "message");
  equal(asked.length, 1);
});

claim("hidden and shown amid a wait: no doubled stream, each message once", async () => {
  for (const pauseWhenHidden of [true, false]) {
    asked.length = 0;
    const url = await play([ended("data: x\n\n"), stream("data: y\n\n")]);
    const source = open(url, { pauseWhenHidden });
    const events = log(source);
    await next(source, "error");
    for (let i = 0; i < 3; i += 1) {
      show("hidden");
      await advance(100);
      show("visible");
      await advance(100);
    }
    await next(source, "message");
    await advance(40_000);
    // Paused twice more once it was connecting; what was given up at once the server may not have seen.
    equal(asked.length, pauseWhenHidden ? 4 : 2);
    const { length } = await requests(url);
    equal(await closed(url, length - 1), length - 1, "one stream is alive");
    // One that was paused as soon as it was open has brought nothing, none has brought two, and the last is whole.
    equal(events.filter((entry, i) => entry === "y" && events[i - 1] !== "open"), []);
    equal(events.slice(-2), ["open", "y"]);
    source.close();
  }
});

claim("a signal aborted while paused: being shown revives nothing", async () => {
  const url = await play([stream("data: x\n\n")]);
  const controller = new AbortController();
  const source = open(url, { pauseWhenHidden: true, signal: controller.signal });
  await next(source, "message");
  show("hidden");
  controller.abort();
  show("visible");
  await anHour(url);
  equal([source.readyState, asked.length], [2, 1]);
});

claim("pagehide gives every stream up without a word, pageshow resumes them", async () => {
  const url = await play([stream("id: 7\ndata: x\n\n"), stream("id: 7\ndata: x\n\n"), stream("data: y\n\n")]);
  const sources = [open(url), open(url)];
  const events = sources.map((source) => log(source));
  await Promise.all(sources.map((source) => next(source, "message")));
  transit("pagehide");
  equal([sources.map(({ readyState }) => readyState), await closed(url, 2)], [[0, 0], 2]);
  await anHour(url);
  equal(asked.length, 2);
  transit("pageshow");
  equal(asked.length, 4);
  await Promise.all(sources.map((source) => next(source, "message")));
  equal(events, [["open", "x", "open", "y"], ["open", "x", "open", "y"]]);
  equal((await requests(url)).slice(2).map((/** @type {any} */ one) => one.query), ["lastEventId=7", "lastEventId=7"]);
});

claim("the last source closed in pagehide: one that is made once the page is back connects", async () => {
  const url = await play([stream("data: x\n\n"), stream("data: y\n\n")]);
  const source = open(url);
  await next(source, "message");
  addEventListener("pagehide", () => source.close(), { once: true });
  transit("pagehide");
  equal(source.readyState, 2);
  transit("pageshow");
  const another = open(url);
  equal((await next(another, "message")).data, "y");
});

claim("reconnect: false is left alone by pagehide and by a hidden page", async () => {
  const { fetch, write } = handmade();
  const source = open("/handmade", { fetch, reconnect: false, pauseWhenHidden: true });
  const events = log(source);
  await next(source, "open");
  show("hidden");
  transit("pagehide");
  transit("pageshow");
  await write("data: x\n\n");
  equal(events, ["open", "x"]);
});

claim("a page that sleeps and is resumed finds its dead stream", async () => {
  const { fetch } = handmade();
  const source = open("/handmade", { fetch });
  const events = log(source);
  await next(source, "open");
  const { now } = Date;
  Date.now = () => now() + 3_600_000;
  atTheEnd(() => void (Date.now = now));
  document.dispatchEvent(new Event("resume"));
  equal(events, ["open", "heartbeat"]);
});

claim("the page has listeners while a source is open, and none afterwards", async () => {
  let listeners = 0;
  for (const target of [globalThis, document]) {
    /** One of each type, which is added again and again. */
    const types = new Set();
    for (const name of /** @type {const} */ (["addEventListener", "removeEventListener"])) {
      const native = target[name];
      Object.defineProperty(target, name, { configurable: true, writable: true, value: (/** @type {any[]} */ ...words) => {
        listeners -= types.size;
        if (name === "addEventListener") types.add(words[0]);
        else types.delete(words[0]);
        listeners += types.size;
        return Reflect.apply(native, target, words);
      } });
      atTheEnd(() => void Reflect.deleteProperty(target, name));
    }
  }
  const { fetch } = handmade();
  const sources = [1, 2].map(() => open(FAR, { fetch }));
  const open_ = listeners;
  sources[0].close();
  equal([open_ > 0, listeners], [true, open_]);
  sources[1].close();
  equal(listeners, 0);
  const refused = open("/nowhere", { fetch: async () => new Response("", { status: 404 }) });
  equal(listeners, open_);
  await next(refused, "error");
  await settle();
  equal(listeners, 0);
});

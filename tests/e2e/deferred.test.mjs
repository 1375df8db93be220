// @ts-check
/** The stand-in of a driver that is still being loaded, with a driver that writes down what it is asked. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { run, temporaryFolder } from "./child.mjs";
import { tarball } from "./consumer.mjs";

const { folder, remove } = temporaryFolder("event-source-deferred-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const { deferDriver } = await import(pathToFileURL(join(folder, "package/deferred.js")).href);
after(remove);

/** What was asked of drivers and of the sink, in order. */
function makeLog() {
  /** @type {any[]} */
  const log = [];

  class EventSourceDriver {
    readyState = 1;
    lastEventId = "9";
    reconnectionTime = 7;

    /** @param {any[]} args */
    constructor(...args) {
      log.push(["new", ...args.slice(0, -1)]);
    }

    /** @param {ReadableStream} stream */
    static fromReadableStream(stream) {
      log.push(["stream", stream.locked]);
      return new EventSourceDriver(null);
    }

    connect() {
      log.push(["connect"]);
    }

    reconnect() {
      log.push(["reconnect"]);
    }

    close() {
      log.push(["close"]);
    }

    /** @param {boolean[]} state */
    page(...state) {
      log.push(["page", ...state]);
    }

    /** @param {number} status */
    retry(status) {
      log.push(["retry", status]);
    }
  }

  const sink = {
    /** @type {(detail: any[], response: any, error: any) => void} */
    error: ([reason, , delay], _, error) => log.push(["error", reason, delay, error]),
    closed: () => log.push(["closed"]),
    /** @param {ReadableStreamDefaultReader} reader */
    giveUp: (reader) => reader.cancel(),
  };
  return { log, sink, EventSourceDriver };
}

/** A load under the test's control. */
function makeLoad() {
  const loads = /** @type {PromiseWithResolvers<any>[]} */ ([]);
  const load = () => {
    /** @type {any} */
    const pending = {};
    pending.promise = new Promise((resolve, reject) => Object.assign(pending, { resolve, reject }));
    loads.push(pending);
    return pending.promise;
  };
  return { loads, load };
}

/** Every promise that is settled has had its say. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("what was asked for meanwhile is asked of the driver, once and in order", async () => {
  const { log, sink, EventSourceDriver } = makeLog();
  const { loads, load } = makeLoad();
  const driverClass = deferDriver(load);
  const driver = new (driverClass())("url", "name", "3", sink);
  driver.retry(503);
  driver.page(true, false);
  driver.connect();
  driver.reconnect();
  assert.deepEqual([driver.readyState, driver.lastEventId, driver.reconnectionTime], [0, "3", 1000]);
  assert.deepEqual(log, []);

  loads[0].resolve({ EventSourceDriver });
  await settle();
  assert.deepEqual(log.splice(0), [
    ["new", "url", "name", "3"],
    ["retry", 503],
    ["page", true, false],
    ["connect"],
    ["reconnect"],
  ]);
  assert.deepEqual([driver.readyState, driver.lastEventId, driver.reconnectionTime], [1, "9", 7]);
  driver.page(false, true);
  driver.close();
  assert.deepEqual(log, [["page", false, true], ["close"]]);
  assert.equal(driverClass(), EventSourceDriver, "from now on nothing stands in");
});

test("a source that is closed meanwhile never has a driver", async () => {
  const { log, sink, EventSourceDriver } = makeLog();
  const { loads, load } = makeLoad();
  const driver = new (deferDriver(load)())({}, sink);
  driver.connect();
  driver.close();
  driver.close();
  assert.deepEqual([driver.readyState, log], [2, [["closed"]]]);
  driver.reconnect();
  loads[0].resolve({ EventSourceDriver });
  await settle();
  assert.deepEqual([driver.readyState, log], [2, [["closed"]]]);
});

test("a failure to load is an error of every source that waits, and the next one tries again", async () => {
  const { log, sink, EventSourceDriver } = makeLog();
  const { loads, load } = makeLoad();
  const driverClass = deferDriver(load);
  /** @type {any} */
  let third;
  const first = new (driverClass())({}, sink);
  const second = new (driverClass())({}, { ...sink, error: () => (third = new (driverClass())({}, sink)) });
  assert.equal(loads.length, 1);
  const error = new TypeError("no chunk");
  loads[0].reject(error);
  await settle();
  assert.deepEqual([first.readyState, second.readyState, third.readyState], [2, 2, 0]);
  assert.deepEqual(log.splice(0), [["error", "network", undefined, error], ["closed"], ["closed"]]);

  assert.equal(loads.length, 2);
  third.connect();
  loads[1].resolve({ EventSourceDriver });
  await settle();
  assert.deepEqual(log, [["new", {}], ["connect"]]);
});

test("a stream of the page's is locked at once, and given up if the source is closed", async () => {
  const { log, sink, EventSourceDriver } = makeLog();
  const { loads, load } = makeLoad();
  const Deferred = deferDriver(load)();
  let cancelled = false;
  const given = new ReadableStream();
  const givenUp = new ReadableStream({ cancel: () => void (cancelled = true) });
  Deferred.fromReadableStream(given, sink).connect();
  Deferred.fromReadableStream(givenUp, sink).close();
  assert.deepEqual([given.locked, givenUp.locked, cancelled], [true, true, true]);
  assert.throws(() => Deferred.fromReadableStream(given, sink), TypeError);
  assert.throws(() => Deferred.fromReadableStream({}, sink), TypeError);
  loads[0].resolve({ EventSourceDriver });
  await settle();
  assert.deepEqual(log, [["closed"], ["stream", false], ["new"], ["connect"]]);
});

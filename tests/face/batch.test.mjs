// @ts-check
/** Claim: a batch gives every event's strings, and a string that is kept keeps no batch alive. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Batch } from "../../pkg-template/delivery/batch.js";

/** @typedef {{ type: string, data: string, lastEventId: string }} Message */

/**
 * As the driver hands events over: an ID that stays is not written again.
 * @param {Message[]} messages
 */
function handOver(messages) {
  let text = "";
  /** @type {number[]} */
  const spans = [];
  const write = (/** @type {string} */ string) => {
    const start = text.length;
    text += string;
    return [start, text.length];
  };
  /** @type {Map<string, number[]>} */
  const ids = new Map([["", [0, 0]]]);
  for (const { type, data, lastEventId } of messages) {
    const written = [...write(type), ...write(data)];
    const id = ids.get(lastEventId) ?? write(lastEventId);
    ids.set(lastEventId, id);
    spans.push(...written, ...id);
  }
  return new Batch(text, Uint32Array.from(spans), "http://h");
}

/**
 * @param {Batch} batch
 * @param {(keyof Message)[]} members in the order in which a listener reads them
 */
function read(batch, members) {
  const messages = [];
  while (batch.next()) {
    messages.push(Object.fromEntries(members.map((member) => [member, batch[member]])));
  }
  return messages;
}

/** @param {Message[]} messages */
const heard = (messages) => messages.map((message) => ({ ...message, type: message.type || "message" }));

test("events, their number and their origin", () => {
  const messages = [
    { type: "", data: "one", lastEventId: "" },
    { type: "notice", data: "", lastEventId: "1" },
    { type: "notice", data: "two\nlines", lastEventId: "1" },
    { type: "", data: "你💬", lastEventId: "2" },
    { type: "message", data: "x", lastEventId: "" },
  ];
  const batch = handOver(messages);
  assert.equal(batch.size, messages.length);
  assert.equal(batch.origin, "http://h");
  assert.deepEqual(read(batch, ["type", "data", "lastEventId"]), heard(messages));
  assert.equal(batch.next(), false, "and stays at its end");
});

test("an empty batch has no event", () => {
  const batch = handOver([]);
  assert.equal(batch.size, 0);
  assert.equal(batch.next(), false);
});

test("a member reads the same however often and in whatever order", () => {
  const messages = [
    { type: "a", data: "x".repeat(5000), lastEventId: "1" },
    { type: "a", data: "y".repeat(10), lastEventId: "1" },
  ];
  const batch = handOver(messages);
  for (const message of messages) {
    assert.ok(batch.next());
    for (const member of /** @type {const} */ (["lastEventId", "data", "type", "data", "lastEventId", "type", "data"])) {
      assert.equal(batch[member], message[member]);
    }
  }
});

test("strings of every length around a block, whichever member is read", () => {
  for (const length of [0, 1, 2046, 2047, 2048, 2049, 4095, 4096, 4097, 20_000]) {
    for (const before of [0, 1, 2047, 2048, 2049]) {
      const messages = [
        { type: "before", data: letters(before, 1), lastEventId: "1" },
        { type: letters(3, 2), data: letters(length, 3), lastEventId: "1" },
        { type: "", data: letters(length, 4), lastEventId: letters(length, 5) },
        { type: "after", data: "", lastEventId: letters(length, 5) },
        { type: "after", data: letters(7, 6), lastEventId: "" },
      ];
      for (const members of /** @type {(keyof Message)[][]} */ ([["type", "data", "lastEventId"], ["lastEventId", "data", "type"], ["data"]])) {
        const expected = heard(messages).map((message) => Object.fromEntries(members.map((member) => [member, message[member]])));
        assert.deepEqual(read(handOver(messages), members), expected, `${length} behind ${before}: ${members}`);
      }
    }
  }
});

test("events that nobody reads are passed over", () => {
  const messages = Array.from({ length: 1000 }, (_, i) => ({ type: "", data: letters(i, i), lastEventId: `${i >> 3}` }));
  const batch = handOver(messages);
  for (const [i, { data, lastEventId }] of messages.entries()) {
    assert.ok(batch.next());
    if (i % 7 === 0) {
      assert.equal(batch.data, data);
      assert.equal(batch.lastEventId, lastEventId);
    }
  }
});

for (const [title, unit] of [["Latin", "x"], ["Chinese", "你"]]) {
  test(`a string that is kept costs a block, not its batch: ${title}`, () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    const kept = [];
    collect();
    const before = process.memoryUsage().heapUsed;
    const batches = 40;
    const length = 2 ** 20;
    for (let i = 0; i < batches; i++) {
      const batch = handOver([
        { type: "", data: `${i}`.padEnd(20, unit), lastEventId: "" },
        { type: "", data: unit.repeat(length), lastEventId: "" },
      ]);
      batch.next();
      kept.push(batch.data);
    }
    collect();
    const cost = (process.memoryUsage().heapUsed - before) / batches;
    assert.equal(kept.length, batches);
    assert.ok(cost < length / 16, `${Math.round(cost)} bytes for each of ${batches} kept strings`);
  });
}

/**
 * Letters that repeat nowhere near, so that a cut at the wrong place shows.
 * @param {number} length
 * @param {number} seed
 */
function letters(length, seed) {
  return Array.from({ length }, (_, i) => String.fromCharCode(97 + ((i * i + seed * 7 + (i >> 5)) % 26))).join("");
}

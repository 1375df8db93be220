// @ts-check
/* The heartbeat: what is silence, and what is not. */
import { advance, tick } from "../contract/clock.mjs";
import { anHour, asked, atTheEnd, claim, closed, handmade, log, next, open, settle, stream } from "./setting.js";

/** @type {any} */
const { equal, play, requests } = globalThis;

claim("a server that takes the request and never answers is given up", async () => {
  const url = await play([{ hold: "never" }, stream("data: x\n\n")]);
  const source = open(url, { heartbeatTimeout: 2000 });
  // The request has arrived.
  await requests(url, 1);
  const events = log(source, ({ type, data, reason, message }) => [data ?? reason ?? type, message]);
  await advance(1999);
  equal(events, []);
  await advance(1);
  equal(events, [["heartbeat", "No activity within 2000 milliseconds. No response received. Reconnecting."]]);
  equal(await closed(url, 1), 1);
  await advance(1000);
  await next(source, "message");
});

claim("headers that never come are silence too, and the late ones send nothing", async () => {
  const url = await play([stream("data: x\n\n")]);
  /** @type {((headers: any) => void)[]} */
  const late = [];
  const source = open(url, {
    heartbeatTimeout: 2000,
    headers: (/** @type {any} */ { number }) => (number === 1 ? new Promise((resolve) => late.push(resolve)) : {}),
  });
  const events = log(source);
  await advance(2000);
  equal([events, asked.length], [["heartbeat"], 0]);
  late[0]({});
  await settle();
  equal(asked.length, 0);
  await advance(1000);
  await next(source, "message");
  equal([asked.length, events], [1, ["heartbeat", "open", "x"]]);
});

claim("any byte is activity, a half line or half a character too; no byte is none", async () => {
  const { fetch, write, bodies } = handmade();
  const source = open("/handmade", { fetch, heartbeatTimeout: 2000 });
  const events = log(source);
  await next(source, "open");
  for (const bytes of [[0x3a], [0x20], [0xe4], [0xbd], [0x0a], [0x0d]]) {
    await advance(1999);
    bodies[0].enqueue(new Uint8Array(bytes));
    await settle();
  }
  equal(events, ["open"]);
  await advance(1999);
  bodies[0].enqueue(new Uint8Array(0));
  await write("");
  await advance(1);
  equal(events, ["open", "heartbeat"]);
});

claim("without a heartbeat an hour of silence is none", async () => {
  for (const heartbeatTimeout of [0, false, Infinity]) {
    const { fetch, write } = handmade();
    const source = open("/handmade", { fetch, heartbeatTimeout });
    const events = log(source);
    await next(source, "open");
    await anHour();
    await write("data: still here\n\n");
    equal(events, ["open", "still here"]);
    source.close();
  }
});

claim("a machine that slept finds the dead stream at its first timer", async () => {
  const { fetch } = handmade();
  const source = open("/handmade", { fetch, heartbeatTimeout: 600_000 });
  const events = log(source);
  await next(source, "open");
  sleep(3_600_000);
  globalThis.dispatchEvent(new Event("online"));
  await tick();
  equal(events, ["open", "heartbeat"]);
});

/**
 * The wall clock goes on while every other one stands still.
 *
 * @param {number} ms
 */
function sleep(ms) {
  const { now } = Date;
  Date.now = () => now() + ms;
  atTheEnd(() => void (Date.now = now));
}

claim("a server that greets and falls silent, or stalls amid an event, is given up, and half an event is not kept", async () => {
  const url = await play([stream(":\n"), stream("id: 1\ndata: half"), stream("\ndata: whole\n\n")]);
  const source = open(url, { heartbeatTimeout: 2000 });
  const events = log(source);
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await next(source, "open");
    await settle();
    await advance(2000);
    equal(await closed(url, attempt), attempt);
    await advance((await next(source, "error")).delay);
  }
  const { data, lastEventId } = await next(source, "message");
  equal([data, lastEventId, events], ["whole", "", ["open", "heartbeat", "open", "heartbeat", "open", "whole"]]);
});

claim("a timer that comes late counts once", async () => {
  const { fetch } = handmade();
  const source = open("/handmade", { fetch, heartbeatTimeout: 2000 });
  const events = log(source);
  await next(source, "open");
  sleep(3_600_000);
  await advance(2000);
  await settle();
  equal(events, ["open", "heartbeat"]);
});

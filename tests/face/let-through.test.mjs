// @ts-check
/**
 * Claim: where dispatchEvent() lets through what a listener throws, as happy-dom's does under Vitest, no event is
 * lost by it, and the exception is not either.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

const PROGRAM = `
  globalThis.EventTarget = class extends EventTarget {
    lists = {};
    addEventListener(type, callback) {
      (this.lists[type] ??= []).push(callback);
    }
    dispatchEvent(event) {
      for (const callback of this.lists[event.type] ?? []) callback.call(this, event);
    }
  };
  const unhandled = [];
  process.on("unhandledRejection", ({ message }) => unhandled.push(message));
  const { EventSourcePolyfill } = await import(process.argv[1]);
  const events = (from, to) => Array.from({ length: to - from }, (_, i) => "data: " + (from + i) + "\\n\\n").join("");
  const body = new Response(events(0, 3) + events(3, 40)).body;
  const response = { status: 200, headers: new Map([["content-type", "text/event-stream"]]), body };
  const source = new EventSourcePolyfill("http://h/", { fetch: async () => response, reconnect: false });
  const heard = [];
  source.addEventListener("open", () => { throw new Error("of open"); });
  source.addEventListener("message", ({ data }) => {
    heard.push(Number(data));
    if (data === "1" || data === "30") throw new Error("of " + data);
  });
  source.addEventListener("error", ({ reason }) => {
    setTimeout(() => console.log(JSON.stringify({ heard: heard.length, reason, unhandled })));
    throw new Error("of error");
  });
`;

for (const form of ["index", "js"]) {
  test(form, async () => {
    const entry = new URL(`../../dist/face/entries/${form}.js`, import.meta.url).href;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", PROGRAM, entry]);
    const { heard, reason, unhandled } = JSON.parse(stdout);
    assert.deepEqual([heard, reason], [40, "end"]);
    assert.deepEqual(unhandled, ["of open", "of 1", "of 30", "of error"]);
  });
}

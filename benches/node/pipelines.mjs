// @ts-check
/**
 * One workload through each pipeline, in turns: `node --expose-gc pipelines.mjs TASK`, samples on stdout.
 * Every pipeline gets the same chunks by the same kind of stream.
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createParser } from "eventsource-parser";

const { url, facts, rounds, ours, chunks: size, only } = JSON.parse(process.argv[2]);
const { EventSourcePolyfill } = await import(pathToFileURL(join(ours, "index.js")).href);

const LARGE = 64 * 1024;
const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
if (bytes.length !== facts.bytes) throw new Error(`${bytes.length} of ${facts.bytes} bytes`);

/** Where each chunk ends. */
function* borders() {
  if (size === "events") {
    for (let i = 1; i < bytes.length; i += 1) if (bytes[i] === 10 && bytes[i - 1] === 10) yield i + 1;
  } else {
    for (let i = LARGE; i < bytes.length; i += LARGE) yield i;
    yield bytes.length;
  }
}

/** Copies, made before the clock runs: a chunk of the network has a buffer of its own too. */
function* copies() {
  let start = 0;
  for (const end of borders()) {
    yield bytes.slice(start, end);
    start = end;
  }
}

function stream() {
  const chunks = [...copies()];
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next < chunks.length) controller.enqueue(chunks[next++]);
      else controller.close();
    },
  });
}

/** @typedef {{ events: number, length: number }} Tally */

/** @type {Record<string, (stream: ReadableStream<Uint8Array>, tally: Tally) => Promise<void>>} */
const pipelines = {
  async floor(stream, tally) {
    let read = 0;
    for await (const chunk of stream) read += chunk.length;
    if (read !== bytes.length) throw new Error(`read ${read} of ${bytes.length} bytes`);
    tally.events = facts.events;
    tally.length = facts.length;
  },

  ours: (stream, tally) =>
    new Promise((resolve, reject) => {
      const source = EventSourcePolyfill.fromReadableStream(stream);
      const listener = (/** @type {{ data: string }} */ event) => {
        tally.events += 1;
        tally.length += event.data.length;
      };
      for (const type of facts.types) {
        if (type === "message") source.onmessage = listener;
        else source.addEventListener(type, listener);
      }
      source.addEventListener("end", () => {
        source.close();
        resolve();
      });
      source.onerror = (/** @type {any} */ event) => reject(new Error(`connection lost: ${event.message}`));
    }),

  async "eventsource-parser"(stream, tally) {
    const parser = createParser({
      onEvent(event) {
        if (event.event === "end") return;
        tally.events += 1;
        tally.length += event.data.length;
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of stream) parser.feed(decoder.decode(chunk, { stream: true }));
  },
};

/** @type {{ client: string, samples: number[], failure?: string }[]} */
const series = Object.keys(pipelines)
  .filter((client) => client === (only ?? client))
  .map((client) => ({ client, samples: [] }));
// The first round warms up and is discarded, unless it is what is asked for: a process's first.
for (let round = 0; round <= rounds; round += 1) {
  for (let turn = 0; turn < series.length; turn += 1) {
    const one = series[(turn + round) % series.length];
    if (one.failure) continue;
    const tally = { events: 0, length: 0 };
    const source = stream();
    /** @type {any} */ (globalThis).gc?.();
    const start = performance.now();
    try {
      await pipelines[one.client](source, tally);
      const milliseconds = performance.now() - start;
      if (tally.events !== facts.events) throw new Error(`heard ${tally.events} of ${facts.events} events`);
      if (tally.length !== facts.length) throw new Error(`heard ${tally.length} of ${facts.length} characters`);
      if (round > 0 || only) one.samples.push(milliseconds);
    } catch (error) {
      one.failure = error instanceof Error ? error.message : String(error);
    }
  }
}
process.stdout.write(JSON.stringify(series));

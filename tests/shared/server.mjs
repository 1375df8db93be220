// @ts-check
/**
 * A server of numbered streams that honours the last event ID, and of the pages that read them. It counts
 * what it is asked for.
 */

import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** @type {Record<string, string>} */
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".html": "text/html" };

/** A sandboxed frame is of another origin than its own server. */
const OPEN = { "access-control-allow-origin": "*" };

/**
 * @typedef {object} Request
 * @property {string} lastEventId
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} body
 * @property {number} time
 * @property {boolean} open
 */

/** One stream: `/events/{name}`. */
class Stream extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
    this.count = 0;
    /** @type {Request[]} */
    this.requests = [];
    /** @type {Map<import("node:http").ServerResponse, number>} what each has been sent */
    this.readers = new Map();
    /** The answer to the nth request, where it is no stream. @type {((request: Request, n: number) => number)} */
    this.status = () => 200;
    /** Whether events carry IDs. */
    this.ids = true;
    /** What a response begins with. */
    this.opening = "retry: 10\n\n";
    /** What each event holds besides its number. */
    this.padding = "";
  }

  get open() {
    return this.requests.filter(({ open }) => open).length;
  }

  /** @param {number} [count] */
  publish(count = 1) {
    this.count += count;
    for (const reader of this.readers.keys()) this.send(reader);
  }

  /** @param {import("node:http").ServerResponse} reader */
  send(reader) {
    const from = this.readers.get(reader) ?? this.count;
    let text = "";
    for (let i = from + 1; i <= this.count; i += 1) text += `${this.ids ? `id: ${i}\n` : ""}data: ${i}${this.padding}\n\n`;
    this.readers.set(reader, this.count);
    if (text) reader.write(text);
  }

  /** Ends every response. */
  cut() {
    for (const reader of this.readers.keys()) reader.destroy();
  }

  /** @param {(stream: Stream) => boolean} condition */
  async until(condition) {
    while (!condition(this)) await once(this, "change");
  }
}

/** @param {Record<string, string>} folders what is served, by the first part of its path */
export async function startServer(folders) {
  /** @type {Map<string, Stream>} */
  const streams = new Map();

  /** @param {string} name */
  const stream = (name) => {
    const found = streams.get(name) ?? new Stream();
    streams.set(name, found);
    return found;
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://server");
    const [, first, ...rest] = url.pathname.split("/");
    if (first !== "events") {
      try {
        const body = readFileSync(join(folders[first] ?? "", normalize(rest.join("/"))));
        response.writeHead(200, { ...OPEN, "content-type": TYPES[extname(url.pathname)] ?? "text/plain", "cache-control": "no-store" }).end(body);
      } catch {
        response.writeHead(first === "" ? 200 : 404, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,><title>elsewhere</title>");
      }
      return;
    }
    const one = stream(rest[0]);
    let body = "";
    for await (const chunk of request) body += chunk;
    const lastEventId = `${request.headers["last-event-id"] ?? url.searchParams.get("lastEventId") ?? ""}`;
    /** @type {Request} */
    const record = { lastEventId, headers: request.headers, body, time: performance.now(), open: true };
    one.requests.push(record);
    response.on("close", () => {
      record.open = false;
      one.readers.delete(response);
      one.emit("change");
    });
    const status = one.status(record, one.requests.length);
    response.writeHead(status, { ...OPEN, "content-type": "text/event-stream", "x-served": `${one.requests.length}` });
    if (status === 200) {
      response.write(one.opening);
      one.readers.set(response, lastEventId === "" ? one.count : Number(lastEventId));
      one.send(response);
    } else {
      response.end("no");
    }
    one.emit("change");
  });
  server.keepAliveTimeout = 600_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    port,
    origin: `http://localhost:${port}`,
    stream,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

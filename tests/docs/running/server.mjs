// @ts-check
/** The reader's server: pages, the package, blocks, and the back end that the documents talk of. */

import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { text } from "node:stream/consumers";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".ts": "text/javascript", ".wasm": "application/wasm" };

/** @typedef {{ path: string, authorization?: string }} Request */
/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** @param {string} folder of the files */
export async function startServer(folder) {
  /** @type {Request[]} */
  const requests = [];
  /** @type {Set<import("node:http").ServerResponse>} */
  const streams = new Set();
  /** @type {(number | "network" | "cut off")[]} */
  const failures = [];
  /** @type {Set<import("node:http").ServerResponse>} */
  const breaking = new Set();

  /** @type {Record<string, (request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => unknown>} */
  const api = {
    "/api/events"({ headers }, response) {
      if (headers.authorization === "Bearer old") return response.writeHead(401).end();
      begin(response).write('id: 1\ndata: {"n":1}\n\nevent: notice\ndata: hello\n\n');
      streams.add(response.on("close", () => streams.delete(response)));
    },

    async "/api/chat"(request, response) {
      const { question } = JSON.parse(await text(request));
      if (question === "refused") return response.writeHead(403).end("Not today");
      for (const letter of question) {
        (response.headersSent ? response : begin(response)).write(`data: ${JSON.stringify({ text: letter })}\n\n`);
      }
      // Else the answer goes on, or breaks off once the page has it all.
      if (question === "broken") breaking.add(response);
      else if (question !== "endless") response.end("data: [DONE]\n\n");
    },

    "/api/break"(_, response) {
      // Reset: an end amid the chunks is to WebKitGTK an end like any other.
      for (const answer of breaking) answer.socket?.resetAndDestroy();
      breaking.clear();
      response.end();
    },

    "/api/refresh"({ socket }, response) {
      const failure = failures.shift();
      if (failure === "network") socket.resetAndDestroy();
      else if (failure === "cut off") response.writeHead(200, { "content-length": 15 }).write('{"token"', () => socket.destroy());
      else response.writeHead(failure ?? 200).end('{"token":"new"}');
    },
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname in api) {
      requests.push({ path: pathname, authorization: request.headers.authorization });
      api[pathname](request, response);
      return;
    }
    const file = join(folder, normalize(pathname));
    if (!existsSync(file)) return response.writeHead(404).end();
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? "text/plain";
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  return {
    origin: `http://127.0.0.1:${port}`,

    /** What the next requests for a refresh come to. */
    failures,

    /** What was asked for since the last call. */
    takeRequests: () => requests.splice(0),

    /**
     * Sends to every page that listens to /api/events.
     *
     * @param {string} data
     */
    publish(data) {
      for (const stream of streams) stream.write(`data: ${data}\n\n`);
    },

    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @param {import("node:http").ServerResponse} response */
function begin(response) {
  return response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
}

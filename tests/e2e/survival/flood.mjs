// @ts-check
/** A server that sends as much as its client takes, and says how much that was. */

import { once } from "node:events";
import { createServer } from "node:http";

/** More than every buffer on the way holds. */
const EVENTS = 2048;
const EVENT = `data: ${"x".repeat(65_528)}\n\n`;

/**
 * `GET /flood/{name}`: the events; `GET /sent/{name}`: `{ sent, of }`, counted in events.
 */
export async function startFlood() {
  /** @type {Map<string, number>} */
  const progress = new Map();

  const server = createServer(async (request, response) => {
    const [, what, name] = (request.url ?? "").split("/");
    response.setHeader("access-control-allow-origin", "*");
    if (what === "sent") {
      response.end(JSON.stringify({ sent: progress.get(name) ?? 0, of: EVENTS }));
      return;
    }
    response.setHeader("content-type", "text/event-stream");
    const gone = once(response, "close");
    for (let sent = 1; sent <= EVENTS && !response.closed; sent += 1) {
      if (!response.write(EVENT)) await Promise.race([once(response, "drain"), gone]);
      progress.set(name, sent);
    }
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

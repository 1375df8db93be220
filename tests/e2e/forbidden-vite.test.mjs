// @ts-check
/** The migrating Vite and Vue application, built, where its server's policy forbids WebAssembly. */

import { createHash } from "node:crypto";
import { after } from "node:test";
import { inBrowsers } from "./browser.mjs";
import { closing } from "./claims/closing.mjs";
import { construction } from "./claims/construction.mjs";
import { THROWER, delivery } from "./claims/delivery.mjs";
import { reconnection } from "./claims/reconnection.mjs";
import { makeConsumer } from "./consumer.mjs";
import { FORBIDDEN, startPolicy } from "./forbidden/policy.mjs";
import { startServer } from "./server.mjs";

const server = await startServer();
const consumer = await makeConsumer(server.origin);
const site = await consumer.serve("preview");
const hash = createHash("sha256").update(THROWER).digest("base64");
const policy = await startPolicy(site.origin, `script-src 'self' 'sha256-${hash}'`);

after(async () => {
  await Promise.all([policy.stop(), site.stop(), server.stop()]);
  consumer.remove();
});

inBrowsers("vite under a policy that forbids WebAssembly", (name, its) => {
  const place = {
    name: `${name}-forbidden`,
    origin: policy.origin,
    streams: "/api/stream/",
    server,
    original: consumer.original,
    provokes: [FORBIDDEN],
    get browser() {
      return its.browser;
    },
  };
  construction(place);
  delivery(place);
  reconnection(place);
  closing(place);
});

// @ts-check
/** Every claim, in every browser, in an application that Vite serves from its sources and built. */

import { after, describe } from "node:test";
import { inBrowsers } from "./browser.mjs";
import { closing } from "./claims/closing.mjs";
import { construction } from "./claims/construction.mjs";
import { delivery } from "./claims/delivery.mjs";
import { reconnection } from "./claims/reconnection.mjs";
import { makeConsumer } from "./consumer.mjs";
import { startServer } from "./server.mjs";

const server = await startServer();
const consumer = await makeConsumer(server.origin);
const sites = { dev: await consumer.serve("dev"), preview: await consumer.serve("preview") };

after(async () => {
  await Promise.all([sites.dev.stop(), sites.preview.stop(), server.stop()]);
  consumer.remove();
});

inBrowsers("vite", (name, its) => {
  for (const [mode, { origin }] of Object.entries(sites)) {
    describe(mode, () => {
      const place = {
        name: `${name}-${mode}`,
        origin,
        streams: "/api/stream/",
        server,
        original: consumer.original,
        get browser() {
          return its.browser;
        },
      };
      construction(place);
      delivery(place);
      reconnection(place);
      closing(place);
    });
  }
});

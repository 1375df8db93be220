// One class, however it is asked for: `instanceof` must hold between modules of both kinds.
import { strictEqual } from "assert";
import { createRequire } from "module";
import polyfill, { EventSourcePolyfill } from "event-source-polyfill";

const required = createRequire(import.meta.url)("event-source-polyfill");
strictEqual(required.EventSourcePolyfill, EventSourcePolyfill);
strictEqual(polyfill.EventSourcePolyfill, EventSourcePolyfill);

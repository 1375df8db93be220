import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { EventSourcePolyfill, init } from "event-source-polyfill-wasm/slim";
import { receive } from "./receive.mjs";

await init(readFile(fileURLToPath(import.meta.resolve("event-source-polyfill-wasm/event-source.wasm"))));
receive(EventSourcePolyfill);

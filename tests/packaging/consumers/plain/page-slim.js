import { EventSourcePolyfill, init } from "./node_modules/event-source-polyfill-wasm/slim.js";
import { receive } from "./receive.js";

await init(new URL("./node_modules/event-source-polyfill-wasm/event-source.wasm", import.meta.url));
receive(EventSourcePolyfill);

import { EventSourcePolyfill, init } from "event-source-polyfill-wasm/slim";
import { receive } from "./receive.js";

// As webpack and those after it name a file that is to be beside the bundle.
await init(new URL("event-source-polyfill-wasm/event-source.wasm", import.meta.url));
receive(EventSourcePolyfill);

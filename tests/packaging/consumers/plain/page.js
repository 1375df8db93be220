import { EventSourcePolyfill } from "./node_modules/event-source-polyfill-wasm/index.js";
import { receive } from "./receive.js";

receive(EventSourcePolyfill);

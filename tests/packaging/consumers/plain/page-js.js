import { EventSourcePolyfill } from "./node_modules/event-source-polyfill-wasm/js.js";
import { receive } from "./receive.js";

receive(EventSourcePolyfill);

import { EventSourcePolyfill } from "./node_modules/event-source-polyfill-wasm/js.js";
import { receive, stream } from "./receive.js";

receive(EventSourcePolyfill, stream, (data) => new BroadcastChannel("delivered").postMessage(data));

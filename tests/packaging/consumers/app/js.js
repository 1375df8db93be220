import { EventSourcePolyfill } from "event-source-polyfill-wasm/js";
import { receive } from "./receive.js";

receive(EventSourcePolyfill);

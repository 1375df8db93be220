import { EventSourcePolyfill } from "event-source-polyfill-wasm";
import { receive } from "./receive.js";

receive(EventSourcePolyfill);

import { EventSourcePolyfill } from "event-source-polyfill-wasm";
import { receive } from "./receive.mjs";

receive(EventSourcePolyfill);

import { EventSourcePolyfill, init } from "event-source-polyfill-wasm/slim";
import wasm from "event-source-polyfill-wasm/event-source.wasm?url";
import { receive } from "./receive.js";

await init(wasm);
receive(EventSourcePolyfill);

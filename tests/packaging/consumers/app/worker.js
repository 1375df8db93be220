import { EventSourcePolyfill } from "event-source-polyfill-wasm";
import { receive } from "./receive.js";

onmessage = ({ data }) => receive(EventSourcePolyfill, data, postMessage);

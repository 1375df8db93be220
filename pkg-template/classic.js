// @ts-check
/** A classic script: sets the globals that event-source-polyfill's script sets. */
import { EventSource, EventSourcePolyfill, NativeEventSource } from "./index.js";

Object.assign(globalThis, { EventSourcePolyfill, NativeEventSource, EventSource });

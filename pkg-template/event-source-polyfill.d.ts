/** The globals that the classic script sets; it exports nothing. */
import type { EventSourceConstructor, EventSourcePolyfill as Polyfill } from "./index.js";

declare global {
  var EventSourcePolyfill: typeof Polyfill;
  /** The browser's own, where there is one. */
  var NativeEventSource: EventSourceConstructor | undefined;
}

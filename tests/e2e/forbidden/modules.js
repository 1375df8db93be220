// @ts-check
/** For the tests, which run code in this page. */

// @ts-ignore: it is there where the page is served.
import { EventSource, EventSourcePolyfill, NativeEventSource } from "/index.js";

Object.assign(window, { imported: { EventSource, EventSourcePolyfill, NativeEventSource } });

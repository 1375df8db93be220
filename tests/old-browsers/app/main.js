// @ts-check
/* The application: the import of a migrating user. */
import { EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";

Object.assign(window, { EventSourcePolyfill, NativeEventSource });

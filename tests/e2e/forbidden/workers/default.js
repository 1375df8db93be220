// @ts-check
// @ts-ignore: it is there where the worker is served.
import { EventSourcePolyfill } from "/index.js";
import "../subscription.js";

Object.assign(globalThis, { EventSourcePolyfill });

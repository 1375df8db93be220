// Paths have types now.
import polyfill, { EventSourcePolyfill } from "event-source-polyfill/src/eventsource";
import { EventSourcePolyfill as Minified } from "event-source-polyfill/src/eventsource.min.js";

export const sources = [new EventSourcePolyfill("/"), new Minified("/"), new polyfill.EventSourcePolyfill("/")];
// @ts-expect-error: no such member
sources[0]!.reopen();

// Whoever had declared the module, before there were types, still has.
import { EventSourcePolyfill } from "event-source-polyfill";

export const source = new EventSourcePolyfill("/notices", { anything: true }).reopen();

// What must not compile, lest the types be taken for any.
import { EventSourcePolyfill } from "event-source-polyfill";

const source = new EventSourcePolyfill("/notices");
// @ts-expect-error: a number of ms
new EventSourcePolyfill("/notices", { heartbeatTimeout: "soon" });
// @ts-expect-error: the URL is missing
new EventSourcePolyfill();
// @ts-expect-error: no such member
source.reopen();
// @ts-expect-error: read-only
source.url = "/others";
// @ts-expect-error: no handler
source.onmessage = "close";

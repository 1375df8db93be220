// Claim: the default import, with a compiler's interop, is what the module is: its members and their types, and with
// ours the class too. The suite compiles the first part with @types/event-source-polyfill as well.
import polyfill from "event-source-polyfill";
import * as namespace from "event-source-polyfill";

const source: polyfill.EventSourcePolyfill = new polyfill.EventSourcePolyfill("/", { heartbeatTimeout: 1_000 });
const { EventSourcePolyfill, NativeEventSource } = polyfill;
const Chosen = polyfill.NativeEventSource || polyfill.EventSourcePolyfill;
const init: polyfill.EventSourcePolyfillInit = { headers: { Authorization: "Bearer t" } };
const handle = (event: polyfill.MessageEvent) => event.data;
const other: namespace.EventSourcePolyfill = new namespace.EventSourcePolyfill("/", init);
source.onmessage = handle;
source.addEventListener("notice", handle as polyfill.EventListener);
class Own extends polyfill.EventSourcePolyfill {}
new EventSourcePolyfill("/").onerror = (event: polyfill.Event) => event.target.readyState;
new NativeEventSource("/");
const fallback: polyfill.EventSourceConstructor = polyfill.EventSource;

export { Chosen, fallback, other, Own };

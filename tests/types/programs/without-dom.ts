// Claim: without a DOM library the declarations are whole and have their types.
import EventSource, { EventSourcePolyfill, type ConnectionErrorEvent, type EventSourcePolyfillInit } from "event-source-polyfill";
import { EventSourcePolyfill as Slim, init as compile } from "event-source-polyfill/slim";
import { EventSourcePolyfill as JavaScriptForm } from "event-source-polyfill/js";

const init: EventSourcePolyfillInit = { headers: { Accept: "text/event-stream" }, heartbeatTimeout: 1_000 };
init.headers!.Authorization = "Bearer t";
const source = new EventSourcePolyfill("https://h/stream", init);
source.onmessage = (event) => {
  const text: string = event.data + event.lastEventId + event.type;
  event.target.close();
  return text;
};
source.onerror = (event: ConnectionErrorEvent) => {
  const delay: number | undefined = event.delay;
  const type: string | null | undefined = event.headers?.get("content-type");
  return [delay, type, event.reason, event.target.readyState];
};
source.onopen = (event) => event.headers.get("content-type");
source.addEventListener("notice", (event) => event.data, { once: true });
source.addEventListener("notice", { handleEvent: (event) => event.data });
source.dispatchEvent(null as any);
new Slim("https://h/", { signal: null, fetch: null, reconnect: null, method: null }).close();
new JavaScriptForm("https://h/", { headers: async ({ status }) => ({ Authorization: `${status}` }), body: "{}" }).close();
new EventSource("https://h/", { reconnect: { statuses: [503] } }).close();
const compiled: Promise<void> = compile(new Uint8Array(1));
class Own extends EventSourcePolyfill {
  override onmessage = (event: { data: any }) => event.data;
}
// @ts-expect-error no such member
source.onopened = null;
// @ts-expect-error no number
new EventSourcePolyfill("https://h/", { headers: 5 });
// @ts-expect-error no such reason
source.onerror = (event) => event.reason === "unknown";

export { compiled, Own };

// Claim: what compiles with lib.dom's EventSource compiles with ours in its place. The suite compiles it with both.
import { EventSourcePolyfill as Polyfill } from "event-source-polyfill";

declare const original: boolean;

function listen(source: EventSource) {
  source.onopen = () => source.readyState;
  source.onmessage = (event) => event.data.last;
  source.onerror = (event) => (event.target as EventSource).readyState;
  source.addEventListener("notice", (event) => JSON.parse(event.data));
}

const source = new Polyfill("/stream", { withCredentials: true });
listen(source);
source.onmessage = (event) => {
  const number: number = event.data;
  return [number, event.origin, event.lastEventId, event.timeStamp, event.ports.length, event instanceof MessageEvent];
};
source.onmessage = (event: MessageEvent) => event.data.items;
source.onmessage = ({ data }: MessageEvent<string>) => data.length;
source.onmessage = (event: Event) => event.type;
source.onmessage = function (this: EventSource, event: MessageEvent) {
  return [this.url, event];
};
source.onerror = (event: Event) => (event.target as EventSource).close();
source.onerror = (event) => (event.currentTarget as EventSource)?.readyState === EventSource.CLOSED;
source.onerror = (event) => event.target instanceof EventSource && event.target.url;
source.onopen = (event) => event.target?.addEventListener("notice", () => {});
source.onopen = (event) => event.composedPath();
source.onopen = source.onmessage = source.onerror = null;
source.addEventListener("message", (event: MessageEvent<string>) => event.data);
source.addEventListener("notice", (event: MessageEvent<string>) => event.data, { once: true, signal: AbortSignal.abort() });
source.addEventListener("notice", { handleEvent: (event: MessageEvent) => event.data });
source.addEventListener("error", (event) => (event as MessageEvent).data);
const listener: EventListener = (event) => event.preventDefault();
const either: EventListenerOrEventListenerObject = { handleEvent: (event) => event.type };
source.addEventListener("notice", listener);
source.addEventListener("open", either, { capture: true });
source.removeEventListener("notice", listener, true);
source.removeEventListener("open", either);
const on = <Type extends keyof EventSourceEventMap>(type: Type, listener: (event: EventSourceEventMap[Type]) => void) =>
  source.addEventListener(type, listener);
on("message", (event) => event.data);
source.dispatchEvent(new Event("notice"));
const state: number = source.readyState;
const constants: number[] = [source.CONNECTING, Polyfill.OPEN, source.CLOSED];
const target: EventTarget = source;
const standard: EventSource = source;
const Constructor: typeof EventSource = Polyfill;
new Constructor(new URL("https://h/"), { withCredentials: original }).close();
globalThis.EventSource = Polyfill;
window.EventSource = Polyfill;
class Own extends Polyfill {
  constructor(url: string | URL, init?: EventSourceInit) {
    super(url, init);
  }
  override onmessage = (event: MessageEvent) => event.data;
  override close() {
    super.close();
  }
}
const own: EventSource = new Own("/");

export { constants, own, standard, state, target };

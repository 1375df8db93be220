// Claim: the symbols of a library that knows them, without the DOM's.
import { EventSourcePolyfill, NativeEventSource, type EventSourceConstructor } from "event-source-polyfill";

export const Constructor: EventSourceConstructor = NativeEventSource ?? EventSourcePolyfill;
/** Declared as by @types/event-source-polyfill. */
export const standard: EventSource = new Constructor("https://h/");

export async function read(source: EventSourcePolyfill) {
  for await (const event of source) {
    const text: string = event.data;
    if (text.length + event.lastEventId.length > 9) break;
  }
  const messages: AsyncIterable<{ data: string }> = source;
  new EventSourcePolyfill("/", { reconnect: { statuses: new Set([502, 503]) } }).close();
  // @ts-expect-error statuses are numbers
  new EventSourcePolyfill("/", { reconnect: { statuses: new Set(["502"]) } }).close();
  return messages;
}

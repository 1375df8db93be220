// Claim: SharedEventSource has the types of the class that it extends, and of what it adds.
import { EventSourcePolyfill } from "event-source-polyfill";
import Default, { SharedEventSource, type SharedEventSourceOptions } from "event-source-polyfill/shared";

const options: SharedEventSourceOptions = { share: "user-42", headers: async () => ({ Authorization: "t" }), reconnect: { statuses: [401] } };
const source = new SharedEventSource<{ notice: MessageEvent<string> }>("/stream", options);
new Default(new URL("https://h/"), { share: null });
// @ts-expect-error whose stream it is, is a string
new SharedEventSource("/stream", { share: 42 });

const seen: [boolean, boolean, number] = [source.shared, source.holder, source.sharers];
// @ts-expect-error it is told, not set
source.holder = true;

source.addEventListener("sharing", function (event) {
  const target: SharedEventSource<{ notice: MessageEvent<string> }> = event.target;
  this.reconnect();
  // @ts-expect-error it is no message
  event.data;
  return [target.sharers, event.type, event.timeStamp];
});
source.addEventListener("notice", (event) => event.data.trim() + event.target.sharers);
source.addEventListener("other", (event) => event.data.anything);
source.onmessage = (event) => event.data;
source.onerror = ({ reason, target }) => reason === "gap" && target.lastEventId;

// It stands where the class is asked for.
const read = (polyfill: EventSourcePolyfill) => polyfill.readyState;
read(new SharedEventSource("/stream"));
export const all = [seen, read];

// Claim: an own class is the target in its own handlers. Before 5.1 the type of a setter knows the base class alone.
import { EventSourcePolyfill } from "event-source-polyfill";

class Counting extends EventSourcePolyfill {
  count = 0;
}
new Counting("/").onmessage = (event) => (event.target.count += 1);
new Counting("/").onerror = (event) => event.currentTarget.count + event.attempt;
const typed = new EventSourcePolyfill<{ message: MessageEvent<{ last: number }> }>("/");
typed.onmessage = (event) => event.data.last.toFixed();
// @ts-expect-error the map says what data is
typed.onmessage = (event) => event.data.first;

// What the console shows of an event and of its source.
import { EventSourcePolyfill } from "event-source-polyfill";

const source = new EventSourcePolyfill("data:text/plain,no-event-stream");
source.onerror = (event) => {
  source.close();
  document.title = `${event.constructor.name} of ${source.constructor.name}`;
};

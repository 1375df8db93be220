// What the tests are about: a module that has a source.
import { EventSourcePolyfill } from "event-source-polyfill";

export function open(url, show) {
  const source = new EventSourcePolyfill(url, { headers: { Authorization: "Bearer secret" } });
  source.addEventListener("message", (event) => show(event.data));
  source.onerror = () => source.close();
  return source;
}

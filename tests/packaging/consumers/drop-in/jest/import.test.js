import polyfill, { EventSourcePolyfill } from "event-source-polyfill";
import { EventSourcePolyfill as Deep } from "event-source-polyfill/src/eventsource";
import { EventSourcePolyfill as Minified } from "event-source-polyfill/src/eventsource.min";

test("the class is there, whatever the environment lacks", () => {
  expect(polyfill.EventSourcePolyfill).toBe(EventSourcePolyfill);
  for (const Class of [EventSourcePolyfill, Deep, Minified, require("event-source-polyfill").EventSourcePolyfill]) {
    const source = new Class("http://127.0.0.1:9/notices", { headers: { Authorization: "Bearer secret" } });
    expect(source.readyState).toBe(Class.CONNECTING);
    expect(source.url).toBe("http://127.0.0.1:9/notices");
    source.close();
    expect(source.readyState).toBe(Class.CLOSED);
  }
});

import { EventSourcePolyfill } from "event-source-polyfill/src/eventsource.min.js";

jest.mock("event-source-polyfill/src/eventsource.min.js");

test("the class of the minified file is mocked", () => {
  const source = new EventSourcePolyfill("/notices");
  source.close();
  expect(source.close).toHaveBeenCalledTimes(1);
});

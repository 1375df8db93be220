import { open } from "./notices";

const polyfill = require("event-source-polyfill");

afterEach(() => jest.restoreAllMocks());

test("the class is spied on", () => {
  const spy = jest.spyOn(polyfill, "EventSourcePolyfill").mockImplementation(() => ({ addEventListener: jest.fn() }));
  open("/notices");
  expect(spy).toHaveBeenCalledTimes(1);
});

test("a method is spied on", () => {
  const close = jest.spyOn(polyfill.EventSourcePolyfill.prototype, "close");
  const source = open("http://127.0.0.1:9/notices");
  source.close();
  expect(close).toHaveBeenCalledTimes(1);
});

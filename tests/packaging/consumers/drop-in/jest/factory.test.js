import { EventSourcePolyfill } from "event-source-polyfill";
import { open } from "./notices";

jest.mock("event-source-polyfill", () => ({
  EventSourcePolyfill: jest.fn(() => ({ addEventListener: jest.fn(), close: jest.fn() })),
}));

test("the factory's class is constructed", () => {
  const source = open("/notices");
  expect(EventSourcePolyfill).toHaveBeenCalledTimes(1);
  expect(source.addEventListener).toHaveBeenCalledWith("message", expect.any(Function));
});

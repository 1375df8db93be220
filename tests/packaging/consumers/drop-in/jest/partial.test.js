import { EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";
import { open } from "./notices";

jest.mock("event-source-polyfill", () => ({
  ...jest.requireActual("event-source-polyfill"),
  EventSourcePolyfill: jest.fn(() => ({ addEventListener: jest.fn() })),
}));

test("the rest stays as it is", () => {
  open("/notices");
  expect(EventSourcePolyfill).toHaveBeenCalledTimes(1);
  const actual = jest.requireActual("event-source-polyfill");
  expect(NativeEventSource).toBe(actual.NativeEventSource);
  expect(typeof actual.EventSourcePolyfill).toBe("function");
});

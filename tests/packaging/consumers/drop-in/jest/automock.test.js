import { EventSourcePolyfill } from "event-source-polyfill";
import { open } from "./notices";

jest.mock("event-source-polyfill");

test("what the module does with its source", () => {
  const show = jest.fn();
  const source = open("/notices", show);
  expect(EventSourcePolyfill).toHaveBeenCalledTimes(1);
  expect(EventSourcePolyfill).toHaveBeenCalledWith("/notices", { headers: { Authorization: "Bearer secret" } });
  expect(EventSourcePolyfill.mock.instances).toEqual([source]);

  const [type, listener] = source.addEventListener.mock.calls[0];
  expect(type).toBe("message");
  listener({ data: "hello" });
  expect(show).toHaveBeenCalledWith("hello");

  source.onerror();
  expect(source.close).toHaveBeenCalledTimes(1);
});

test("an implementation of the test's own", () => {
  const close = jest.fn();
  EventSourcePolyfill.mockImplementation(() => ({ addEventListener() {}, close }));
  open("/notices").onerror();
  expect(close).toHaveBeenCalledTimes(1);
});

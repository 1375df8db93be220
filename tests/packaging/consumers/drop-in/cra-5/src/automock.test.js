import { EventSourcePolyfill } from "event-source-polyfill";
import { notices } from "./notices";

jest.mock("event-source-polyfill");

test("what is done with a mocked source", () => {
  const show = jest.fn();
  const source = notices(EventSourcePolyfill, "/notices", show);
  expect(EventSourcePolyfill).toHaveBeenCalledWith("/notices", { headers: { Authorization: "Bearer secret" } });
  source.onmessage({ data: "hello" });
  expect(show).toHaveBeenCalledWith("hello");
  expect(source.close).toHaveBeenCalledTimes(1);
});

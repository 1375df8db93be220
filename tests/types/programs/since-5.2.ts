// Claim: `using` closes a source. TypeScript knows it since 5.2.
import { EventSourcePolyfill } from "event-source-polyfill";

export async function read() {
  using source = new EventSourcePolyfill("/");
  for await (const event of source) if (event.data === "end") break;
  const disposable: Disposable = source;
  return disposable;
}

// Sources that stores wrap: listeners are set before, the page reads and closes what it gets back.
import { equal } from "assert";
import { EventSourcePolyfill } from "event-source-polyfill";
import { proxy } from "valtio/vanilla";

const { STREAM, DATA } = process.env;
const init = { headers: { Authorization: "Bearer secret" } };
const message = (source) => new Promise((resolve) => (source.onmessage = resolve));

const wraps = {
  Proxy: (source) => new Proxy(source, {}),
  "Valtio's": (source) => proxy({ source }).source,
  "Object.create": (source) => Object.create(source),
};
for (const [name, wrap] of Object.entries(wraps)) {
  const source = new EventSourcePolyfill(STREAM, init);
  const arrived = message(source);
  const wrapped = wrap(source);
  equal(wrapped.url, STREAM, name);
  equal(wrapped.readyState, EventSourcePolyfill.CONNECTING, name);
  equal(wrapped.withCredentials, false, name);
  equal((await arrived).data, DATA, name);
  wrapped.close();
  equal(source.readyState, EventSourcePolyfill.CLOSED, name);
}

// A handler that is set through a plain proxy is the source's.
const source = new Proxy(new EventSourcePolyfill(STREAM, init), {});
equal((await message(source)).data, DATA);
source.close();

import polyfill, { EventSourcePolyfill } from "event-source-polyfill";

export default EventSourcePolyfill === polyfill.EventSourcePolyfill && EventSourcePolyfill;

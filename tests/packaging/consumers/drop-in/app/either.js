import { EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";

export default EventSourcePolyfill || NativeEventSource;

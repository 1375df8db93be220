import polyfill from "event-source-polyfill";

const { EventSourcePolyfill } = polyfill;
export default EventSourcePolyfill;

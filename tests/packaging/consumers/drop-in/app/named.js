import { EventSourcePolyfill } from "event-source-polyfill";

export default EventSourcePolyfill;

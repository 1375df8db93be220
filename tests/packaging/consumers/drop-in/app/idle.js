import idle from "event-source-polyfill";
import { EventSourcePolyfill } from "event-source-polyfill";

export default EventSourcePolyfill;

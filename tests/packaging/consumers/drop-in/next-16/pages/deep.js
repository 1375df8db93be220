import { EventSourcePolyfill } from "event-source-polyfill/src/eventsource.min";
import { page } from "../receive";

export default page(EventSourcePolyfill);

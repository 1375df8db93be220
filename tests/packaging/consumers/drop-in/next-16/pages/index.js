import { EventSourcePolyfill } from "event-source-polyfill";
import { page } from "../receive";

export default page(EventSourcePolyfill);

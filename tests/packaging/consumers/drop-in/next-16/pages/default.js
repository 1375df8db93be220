import polyfill from "event-source-polyfill";
import { page } from "../receive";

export default page(polyfill.EventSourcePolyfill);

import { page } from "../receive";

const { EventSourcePolyfill } = require("event-source-polyfill");

export default page(EventSourcePolyfill);

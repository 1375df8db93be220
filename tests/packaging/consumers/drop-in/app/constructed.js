import EventSource from "event-source-polyfill";
import { receive } from "./receive.js";

receive({ default: EventSource });

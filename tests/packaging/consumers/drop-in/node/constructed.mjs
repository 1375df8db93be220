import EventSource from "event-source-polyfill";
import receive from "./receive.cjs";

receive({ default: EventSource });

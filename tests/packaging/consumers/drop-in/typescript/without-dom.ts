// A program of Node's, with what it declares for itself, and declarations that are looked at.
import { EventSourcePolyfill } from "event-source-polyfill";

export const source = new EventSourcePolyfill("/notices", { headers: { Authorization: "Bearer secret" } });
source.onmessage = (event) => event.data.id;

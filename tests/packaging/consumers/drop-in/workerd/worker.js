import { EventSourcePolyfill } from "event-source-polyfill";

export default {
  async fetch(request, { STREAM }) {
    const source = new EventSourcePolyfill(STREAM, { headers: { Authorization: "Bearer secret" } });
    const seen = [];
    await new Promise((resolve, reject) => {
      source.onmessage = (event) => {
        seen.push(event.data);
        // Once per event: the handler is called by one alone.
        setTimeout(resolve);
      };
      source.onerror = (event) => reject(new Error(`error event: ${event.message || event.error}`));
    });
    source.close();
    return Response.json(seen);
  },
};

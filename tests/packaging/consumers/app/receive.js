/** The URL of the stream that the page, or the worker, is to receive. */
export const stream = new URLSearchParams(location.search).get("stream");

/** Receives one message, with a token. */
export function receive(EventSourcePolyfill, url = stream, show = (data) => (document.title = data)) {
  const source = new EventSourcePolyfill(url, { headers: { Authorization: "Bearer secret" } });
  source.onmessage = (event) => {
    show(event.data);
    source.close();
  };
}

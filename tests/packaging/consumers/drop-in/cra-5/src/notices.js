/** One message, then no more. */
export function notices(EventSourcePolyfill, url, show) {
  const source = new EventSourcePolyfill(url, { headers: { Authorization: "Bearer secret" } });
  source.onmessage = (event) => {
    show(event.data);
    source.close();
  };
  return source;
}

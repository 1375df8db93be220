/** Receives one message, with a token, by each class in turn; the last one's is the document's title. */
export async function receive(classes) {
  const stream = new URLSearchParams(location.search).get("stream");
  let data;
  for (const [pattern, EventSourcePolyfill] of Object.entries(classes)) {
    if (typeof EventSourcePolyfill !== "function") throw new Error(`${pattern}: ${EventSourcePolyfill}`);
    data = await message(new EventSourcePolyfill(stream, { headers: { Authorization: "Bearer secret" } }));
  }
  document.title = data;
}

function message(source) {
  return new Promise((resolve) => {
    source.onmessage = (event) => {
      source.close();
      resolve(event.data);
    };
  });
}

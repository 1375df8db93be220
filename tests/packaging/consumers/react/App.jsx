import { useEffect } from "react";
import { useEventSource } from "event-source-polyfill-wasm/react";

const url = new URLSearchParams(location.search).get("stream") ?? "";

export default function App() {
  const { data, close } = useEventSource(url, [], { headers: { Authorization: "Bearer secret" } });

  useEffect(() => {
    if (data === null) return;
    document.title = data;
    close();
  }, [data, close]);

  return <p>{data}</p>;
}

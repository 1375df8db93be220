"use client";

import { useEffect, useState } from "react";
import { useEventSource } from "event-source-polyfill-wasm/react";

export default function Message() {
  // The server that renders this does not know it.
  const [url, setUrl] = useState(null);
  useEffect(() => setUrl(new URLSearchParams(location.search).get("stream")), []);

  const { data, close } = useEventSource(url, [], { headers: { Authorization: "Bearer secret" } });
  useEffect(() => {
    if (data !== null) close();
  }, [data, close]);

  // Not document.title: an element that is hydrated later would take it back.
  return <title>{data ?? "Consumer"}</title>;
}

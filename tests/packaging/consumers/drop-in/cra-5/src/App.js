import { useEffect, useState } from "react";
import polyfill, { EventSourcePolyfill } from "event-source-polyfill";
import { EventSourcePolyfill as Deep } from "event-source-polyfill/src/eventsource";
import { EventSourcePolyfill as Minified } from "event-source-polyfill/src/eventsource.min.js";
import { notices } from "./notices";

const classes = [polyfill.EventSourcePolyfill, EventSourcePolyfill, Deep, Minified];

/** As many sources as there are ways to import the class; the messages are the title. */
export default function App() {
  const [received, setReceived] = useState([]);
  useEffect(() => {
    const stream = new URLSearchParams(window.location.search).get("stream");
    const sources = classes.map((Class) => notices(Class, stream, (data) => setReceived((before) => [...before, data])));
    return () => sources.forEach((source) => source.close());
  }, []);
  useEffect(() => {
    if (received.length === classes.length) document.title = received[0];
  }, [received]);
  return <p>{received.length}</p>;
}

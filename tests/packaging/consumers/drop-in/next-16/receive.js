import { useEffect } from "react";

/** A page that receives one message, which is its title. */
export function page(Class) {
  return function Page() {
    useEffect(() => {
      const stream = new URLSearchParams(location.search).get("stream");
      const source = new Class(stream, { headers: { Authorization: "Bearer secret" } });
      source.onmessage = (event) => {
        source.close();
        document.title = event.data;
      };
      return () => source.close();
    }, []);
    return <p>{typeof Class}</p>;
  };
}

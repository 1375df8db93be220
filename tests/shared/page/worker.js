// A dedicated or a shared worker that takes part.
import { SharedEventSource } from "/package/esm/shared.js";

const url = new URL(location.href).searchParams.get("url");
const source = new SharedEventSource(url);
const heard = [];
const ports = new Set();
const tell = () => {
  for (const port of ports) port.postMessage({ ready: source.readyState === 1, heard });
};
source.onopen = tell;
source.onmessage = ({ data }) => {
  heard.push(Number(data));
  tell();
};
if ("onconnect" in self) {
  self.onconnect = ({ ports: [port] }) => {
    ports.add(port);
    tell();
  };
} else {
  ports.add(self);
}

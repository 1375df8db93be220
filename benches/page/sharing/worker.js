// One native EventSource for all pages.
const ports = [];
const source = new EventSource(new URL(location.href).searchParams.get("url"));
source.onmessage = ({ data, lastEventId }) => {
  for (const port of ports) port.postMessage({ data, lastEventId });
};
source.onopen = () => {
  for (const port of ports) port.postMessage(undefined);
};
self.onconnect = ({ ports: [port] }) => {
  ports.push(port);
  if (source.readyState === 1) port.postMessage(undefined);
};

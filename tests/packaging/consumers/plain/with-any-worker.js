// ?worker=module.js&kind=shared: every kind of worker answers on one channel.
const parameters = new URLSearchParams(location.search);
const kind = parameters.get("kind");
const file = parameters.get("worker");
const type = file.startsWith("module") ? "module" : "classic";

const delivered = new BroadcastChannel("delivered");
delivered.onmessage = ({ data }) => (document.title = data);

const script = `./${file}?stream=${encodeURIComponent(parameters.get("stream"))}`;
if (kind === "dedicated") new Worker(script, { type });
if (kind === "shared") new SharedWorker(script, { type });
if (kind === "service") navigator.serviceWorker.register(script, { type });

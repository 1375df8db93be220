// It is WebAssembly that runs: its stand-in does the same, and nobody would notice.
const { equal } = require("assert");
const receive = require("./receive.cjs");

async function main() {
  // Node's fetch has a module of its own; it is there after the first response.
  const response = await fetch(process.env.STREAM, { headers: { Authorization: "Bearer secret" } });
  await response.body.cancel();

  let instances = 0;
  const { Instance, instantiate } = WebAssembly;
  WebAssembly.Instance = function (...parameters) {
    const instance = Reflect.construct(Instance, parameters);
    instances += 1;
    return instance;
  };
  WebAssembly.instantiate = async (...parameters) => {
    const instantiated = await instantiate.apply(WebAssembly, parameters);
    instances += 1;
    return instantiated;
  };
  const { EventSourcePolyfill } = require("event-source-polyfill");
  await receive({ EventSourcePolyfill });
  equal(instances, 1);
}

main();

// An import does nothing: no global, no request, no wasm, no timer that keeps the process.
import { deepEqual } from "node:assert/strict";

const forbid = (what) => () => {
  throw new Error(`${what} at import`);
};
globalThis.fetch = forbid("fetch");
globalThis.setTimeout = forbid("setTimeout");
globalThis.setInterval = forbid("setInterval");
for (const name of ["Module", "Instance", "Memory", "compile", "instantiate"]) WebAssembly[name] = forbid(`WebAssembly.${name}`);
const names = () => Reflect.ownKeys(globalThis);
const before = names();

for (const entry of process.argv.slice(2)) await import(entry);
deepEqual(names(), before);

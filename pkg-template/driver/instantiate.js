// @ts-check
import { glue } from "./glue.js";

/**
 * @param {BufferSource | WebAssembly.Module} source
 * @returns {Promise<import("./supply.js").EventSourceDriverClass>}
 */
export async function instantiate(source) {
  const { EventSourceDriver, imports, start } = glue();
  /** @type {any} */
  const instantiated = await WebAssembly.instantiate(/** @type {any} */ (source), imports());
  start(instantiated.instance || instantiated);
  return EventSourceDriver;
}

// @ts-check
/** The same class with the wasm as a file of its own (`./event-source.wasm`), for who hosts it. */
import { instantiate } from "../driver/instantiate.js";
import { Supply } from "../driver/supply.js";
import { exception } from "../face/arguments.js";
import { defineEventSource } from "../face/event-source.js";
import { scope } from "../platform/scope.js";

/** @type {Promise<import("../driver/supply.js").EventSourceDriverClass> | undefined} */
let compiling;

function begun() {
  if (!compiling) {
    throw exception("InvalidStateError", "EventSourcePolyfill: call init(…) before the first construction");
  }
  return compiling;
}

/** Asked before anything is sent, and no source waits for what nobody has begun. */
class SlimSupply extends Supply {
  /** @type {Supply["driverOf"]} */
  driverOf(...given) {
    begun();
    return super.driverOf(...given);
  }

  /** @type {Supply["driverOfStream"]} */
  driverOfStream(...given) {
    begun();
    return super.driverOfStream(...given);
  }
}

const supply = /* @__PURE__ */ new SlimSupply(async () => begun());

/**
 * Compiles the wasm; constructing throws before it is called. Once is enough: later calls give the
 * first one's promise, unless that one failed.
 * @param {import("../slim.d.ts").InitInput | Promise<import("../slim.d.ts").InitInput>} input
 * @returns {Promise<void>}
 */
export async function init(input) {
  compiling = compiling || compile(input);
  await compiling;
  await supply.load();
}

/** @param {import("../slim.d.ts").InitInput | Promise<import("../slim.d.ts").InitInput>} input */
async function compile(input) {
  try {
    /** @type {any} */
    const given = await input;
    const { Request = Object, Response = Object } = scope;
    const source = typeof given === "string" || given instanceof URL || given.constructor === Request ? await fetch(given) : given;
    return await instantiate(source.constructor === Response ? await compileResponse(source) : source);
  } catch (error) {
    compiling = undefined;
    throw error;
  }
}

/** @param {Response} response */
function compileResponse(response) {
  if (!response.ok) {
    throw new Error(`The wasm is not there: status ${response.status} for ${response.url}`);
  }
  // Not of another type than its own.
  const streams = scope.WebAssembly.compileStreaming && /^application\/wasm$/i.test(response.headers.get("content-type") ?? "");
  return streams ? WebAssembly.compileStreaming(response) : response.arrayBuffer();
}

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(supply);
export const NativeEventSource = scope.EventSource;
export const EventSource = NativeEventSource || EventSourcePolyfill;
export default EventSourcePolyfill;

// @ts-check
import { nextTask } from "../platform/task.js";
import { decodeInlined } from "./inlined.js";
import { instantiate } from "./instantiate.js";
import { alphabet, text } from "./wasm-text.js";

/**
 * The class of drivers in WebAssembly, from the text that is inlined. Compiled asynchronously: off the
 * main thread where the engine can, and in Chromium before 111 the only way for more than 4 KB. In a task
 * of its own: what is to be fetched is on its way only when the task that asked for it has ended.
 *
 * @returns {Promise<import("./supply.js").EventSourceDriverClass>} rejected where WebAssembly is refused:
 *   by a policy without 'wasm-unsafe-eval', by an engine that lacks it or a feature of it
 */
export async function compileInlined() {
  await nextTask();
  return instantiate(decodeInlined(text, alphabet));
}

// @ts-check
/**
 * Report an exception (HTML §8.1.4.3), as the platform does it of a listener: `reportError()` is not in
 * every engine, a listener that throws is.
 */
import { platform } from "../platform/scope.js";

/** @param {unknown} error */
export function report(error) {
  const target = new (platform("EventTarget"))();
  target.addEventListener("error", () => {
    throw error;
  });
  try {
    target.dispatchEvent(new (platform("Event"))("error"));
  } catch {
    // A document that lets exceptions through: happy-dom, if it is told to, and Vitest tells it.
    Promise.reject(error);
  }
}

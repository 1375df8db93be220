// @ts-check
/** WebAssembly, or where it is refused the JavaScript form. Nothing tells beforehand what a policy forbids. */
import { compileInlined } from "./inlined-driver.js";
import { javascriptForm, loadJavascriptForm } from "./javascript-form.js";
import { Supply } from "./supply.js";

/**
 * @param {(tries: number) => Promise<unknown>} run the script of the JavaScript form
 * @returns {Supply}
 */
export function inlinedOrJavascript(run) {
  const otherwise = loadJavascriptForm(run);
  return new Supply((tries) => {
    const form = javascriptForm();
    return form ? Promise.resolve(form) : compileInlined().catch(() => otherwise(tries));
  });
}

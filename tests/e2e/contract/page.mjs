// @ts-check
/** The page's script: the package as a bundler takes it in, and the claims about it. */

import "./clock.mjs";
import { faults, said } from "./witness.mjs";
// The name under which a migrating user imports either package.
// @ts-ignore: it is installed where the page is bundled.
import { EventSource, EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";
import { claims } from "./claims.mjs";
import { write } from "./facts.mjs";
import { makeSetting } from "./setting.mjs";

const imported = { EventSource, EventSourcePolyfill, NativeEventSource };

/**
 * @param {string} title
 * @param {string} name of the stream
 */
async function hold(title, name) {
  const claim = claims.find((claim) => claim.title === title);
  const setting = makeSetting(imported, name);
  const facts = await claim?.facts(setting);
  await setting.settle();
  const amid = [...faults];
  setting.close();
  await setting.settle();
  const written = write({ facts, said, faults, amid });
  setting.forget();
  return written;
}

Object.assign(globalThis, { hold });

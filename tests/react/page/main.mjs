// @ts-check
import "./rendering.mjs";
import "./wanting.mjs";
import "./hiding.mjs";
import "./sharing.mjs";
import { claims, hold } from "./setting.mjs";

/** @type {any} */
const page = globalThis;

page.holdAll = async () => {
  const results = [];
  for (const claim of claims) results.push(await hold(claim));
  return results;
};
page.imported = true;

// @ts-check
import "./agreed.mjs";
import { claims, hold } from "./setting.mjs";

/** @type {any} */
const page = globalThis;

page.titles = claims.map(({ title }) => title);
page.holdAll = async () => {
  const results = [];
  for (const claim of claims) results.push(await hold(claim));
  return results;
};
page.imported = true;

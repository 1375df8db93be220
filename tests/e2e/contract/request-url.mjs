// @ts-check
/** The last event ID in the query of the request URL. */

import { ended } from "./script.mjs";

/**
 * Where the second request goes, as it is handed to fetch: behind what claims share.
 *
 * @param {string} title
 * @param {string} rest of the URL, from its query on
 * @param {string} expected
 * @param {{ id?: string, name?: unknown, original?: [import("../departures.mjs").Departure, string] }} [options]
 * @returns {import("./setting.mjs").Claim}
 */
const rewriting = (title, rest, expected, { id = "1", name, original } = {}) => ({
  title,
  responses: [ended(`id: ${id}\ndata: a\n\n`)],
  facts: async ({ open, url, event, nextRequest, calls, requests }) => {
    const source = open({ lastEventIdQueryParameterName: name }, url + rest);
    await event(source, "error");
    await nextRequest();
    const [, second] = await requests(2);
    return [calls[1].url.replace(location.origin, "").replace(url, ""), second.query];
  },
  expected: [expected, query(expected)],
  original: original && [original[0], [original[1], query(original[1])]],
});

/**
 * What of it reaches the server: fetch encodes by the URL standard.
 *
 * @param {string} rest
 */
const query = (rest) => (rest.split("#")[0].includes("?") ? rest.split("#")[0].slice(1).replace(/ /g, "%20").replace(/'/g, "%27") : null);

/** @type {import("./setting.mjs").Claim[]} */
export const requestUrl = [
  rewriting("the last event ID goes into the query", "", "?lastEventId=1"),
  rewriting("the last event ID goes behind the query", "?a=1&b=", "?a=1&b=&lastEventId=1"),
  rewriting("the last event ID is encoded as a URI component", "", "?lastEventId=7%20%C3%A9%26%3D%2B%F0%9F%8C%8A*'()~", { id: "7 é&=+🌊*'()~" }),
  rewriting("without a last event ID the URL stays as it is", "?lastEventId=9&a&&=#f", "?lastEventId=9&a&&=#f", { id: "" }),
  rewriting("a name of the page's own", "?lastEventId=9", "?lastEventId=9&after=1", { name: "after" }),
  rewriting("an empty name is the default", "", "?lastEventId=1", { name: "" }),
  rewriting("a name of null is the default", "", "?lastEventId=1", { name: null }),
  rewriting("a name is not encoded", "", "?a b[]=1", { name: "a b[]" }),
  rewriting("a name that is no string becomes one", "", "?5=1", { name: 5 }),
  rewriting("a parameter whose name only begins so stays", "?lastEventIds=2&a=lastEventId", "?lastEventIds=2&a=lastEventId&lastEventId=1"),
  rewriting("a parameter of the same name is replaced", "?a=1&lastEventId=9", "?a=1&lastEventId=1"),
  rewriting("of parameters of the same name none stays", "?lastEventId=8&a=1&lastEventId&lastEventId=9=9", "?a=1&lastEventId=1", {
    original: ["stray &", "?&a=1&lastEventId=1"],
  }),
  rewriting("a lone parameter of the same name leaves no stray &", "?lastEventId=9", "?lastEventId=1", {
    original: ["stray &", "?&lastEventId=1"],
  }),
  rewriting("an empty query leaves no stray &", "?", "?lastEventId=1", { original: ["stray &", "?&lastEventId=1"] }),
  rewriting("the last event ID goes before the fragment", "?a=1#f", "?a=1&lastEventId=1#f", {
    original: ["fragment", "?a=1#f&lastEventId=1"],
  }),
  {
    title: "a data: URL stays as it is",
    facts: async ({ open, log, nextRequest, calls }) => {
      const url = "data:text/event-stream,id:1%0Adata:a%0A%0A";
      const seen = await log(open({}, url), ({ type, data, lastEventId }) => [type, data, lastEventId]).reach(3);
      await nextRequest();
      return [seen[1], calls.map((call) => call.url === url)];
    },
    expected: [["message", "a", "1"], [true, true]],
  },
];

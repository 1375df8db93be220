// @ts-check
/** Which responses are event streams, and what becomes of the others. */

import { allowed, ended, one } from "./script.mjs";

/** Longer than any backoff. */
const LONG = 60_000;

/**
 * @param {string} title
 * @param {import("../server.mjs").Response} response
 * @param {{ expected: unknown, original?: import("./setting.mjs").Claim["original"] }} rest
 * @returns {import("./setting.mjs").Claim}
 */
const outcome = (title, response, rest) => ({
  title,
  responses: [response],
  facts: async ({ open, until, log, advance, calls, settle }) => {
    const source = open({ heartbeatTimeout: 18_000_000 });
    const { entries } = log(source, (event) => [event.type, source.readyState, event.status]);
    await until(() => entries.length > 0, () => entries);
    const first = [...entries];
    await settle();
    if (source.readyState !== 1) await advance(LONG);
    return [...first, calls.length > 1];
  },
  ...rest,
});

/** The event, readyState, status, and whether it is asked for again. */
const OPENED = [["open", 1, 200], false];
/** @param {number} status */
const refused = (status) => [["error", 2, status], false];

/** @param {number} status */
const status = (status) => {
  // WebKitGTK tells of a 401 when it has all of it.
  const { steps } = status === 401 ? ended("data: a\n\n") : one;
  return outcome(`status ${status} closes`, { status, steps }, { expected: refused(status) });
};

/** @param {number} status */
const bare = (status) => outcome(`status ${status} closes`, { status }, { expected: refused(status) });

/**
 * @param {string} title
 * @param {string[]} values of Content-Type
 * @param {boolean} accepted
 * @param {boolean} [byOriginal]
 */
const contentType = (title, values, accepted, byOriginal = accepted) => {
  const facts = (/** @type {boolean} */ accepted) => (accepted ? OPENED : refused(200));
  return outcome(
    title,
    {
      headers: values.map((value) => /** @type {[string, string]} */ (["content-type", value])),
      // Where no type is said, Firefox 140 waits for a kilobyte or the end to guess one.
      steps: values.join("") ? [{ send: ":\n" }, { stall: true }] : [{ send: ":\n" }],
    },
    { expected: facts(accepted), original: accepted === byOriginal ? undefined : ["MIME type", facts(byOriginal)] },
  );
};

/** @param {number} status */
const redirect = (status) => {
  /** @type {import("./setting.mjs").Claim} */
  const claim = {
    title: `redirect ${status} is followed, at every attempt from the source's own URL`,
    responses: ({ url }) => [
      { status, headers: [["location", `${url}/target`]] },
      ended("id: 1\ndata: a\n\n"),
      { status, headers: [["location", `${url}/target`]] },
      // The server ends it: Firefox keeps the connection of a redirected request that is aborted.
      ended("data: b\n\n"),
    ],
    facts: async ({ open, url, event, nextRequest, requests }) => {
      const source = open({ headers: { "X-A": "1" } });
      await event(source, "error");
      const message = event(source, "message");
      await nextRequest();
      const { data } = await message;
      return [
        data,
        (await requests(4)).map(({ method, path, query, headers }) => [
          method,
          path.replace(url, ""),
          query,
          headers.some(([name]) => name === "x-a"),
        ]),
      ];
    },
    expected: ["b", [["GET", "", null, true], ["GET", "/target", null, true], ["GET", "", "lastEventId=1", true], ["GET", "/target", null, true]]],
  };
  return claim;
};

/** @type {import("./setting.mjs").Claim[]} */
export const responses = [
  ...[201, 202, 206, 400, 401, 403, 404, 410, 429, 500, 503].map(status),
  ...[204, 205].map(bare),
  ...[301, 302, 303, 307, 308].map(redirect),
  {
    // Of the server's own 204 browsers make a body that is empty.
    title: "a null body says no more and no less than an empty one",
    facts: async ({ open, log, stage, until, calls, advance }) => {
      const found = [];
      for (const status of [204, 200]) {
        stage.fetch = async () => new Response(null, { status, headers: { "content-type": "text/event-stream" } });
        const source = open();
        const { entries } = log(source, (event) => [event.type, event.status, source.readyState]);
        await until(() => entries[entries.length - 1]?.[0] === "error");
        const before = calls.length;
        found.push([...entries]);
        await advance(1_000);
        found.push(calls.length - before);
        source.close();
      }
      return found;
    },
    expected: [[["error", 204, 2]], 0, [["open", 200, 1], ["error", 200, 0]], 1],
    original: ["null body", [[["error", undefined, 0]], 1, [["error", undefined, 0]], 1]],
  },
  {
    title: "a redirect that leads nowhere closes by its status",
    responses: [{ status: 302 }],
    facts: async ({ open, event }) => {
      const source = open();
      const { status } = await event(source, "error");
      return [status, source.readyState];
    },
    expected: [302, 2],
  },
  {
    title: "after a redirect messages have the origin of the final URL, and open has the URL",
    responses: ({ elsewhere }) => [allowed({ status: 307, headers: [["location", elsewhere]] }), allowed(ended("data: a\n\n"))],
    facts: async ({ open, event, elsewhere }) => {
      const source = open();
      const opened = event(source, "open");
      const { origin } = await event(source, "message");
      return [origin === new URL(elsewhere).origin, (await opened).url === elsewhere, source.url === elsewhere];
    },
    expected: [true, true, false],
    original: ["origin", [false, false, false]],
  },
  contentType("text/event-stream is an event stream", ["text/event-stream"], true),
  contentType("text/event-stream with a parameter is an event stream", ["text/event-stream;charset=utf-8"], true),
  contentType("a parameter after a space is one", ["text/event-stream; charset=utf-8"], true),
  contentType("letter case does not matter", ["TEXT/Event-Stream;CHARSET=UTF-8"], true),
  contentType("another charset is ignored", ["text/event-stream;charset=windows-1252"], true),
  contentType("a space before the semicolon does not matter", ["text/event-stream ;charset=utf-8"], true, false),
  contentType("of several types the last one counts", ["text/plain", "text/event-stream"], true, false),
  contentType("of several types the last one counts, also against a stream", ["text/event-stream;a=b", "text/plain"], false, true),
  contentType("a longer type is none", ["text/event-streams"], false),
  contentType("text/html is none", ["text/html"], false),
  contentType("application/json is none", ["application/json"], false),
  contentType("an empty type is none", [""], false),
  contentType("no type is none", [], false),
  {
    title: "the header that is asked for by any letter case is the response's",
    responses: [{ headers: [["content-type", "text/event-stream"], ["x-a", "1"]], steps: one.steps }],
    facts: async ({ open, event }) => {
      const { headers } = await event(open(), "open");
      return [headers.get("x-a"), headers.get("X-A")];
    },
    expected: ["1", "1"],
  },
];

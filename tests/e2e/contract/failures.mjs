// @ts-check
/** What failures say, where nobody asked, and late answers of attempts that were given up. */

import { ended, forbidden, one } from "./script.mjs";

/**
 * What the console says after an error, and what the error event says.
 *
 * @param {string} title
 * @param {import("../server.mjs").Response} response
 * @param {string | null} text null: what the browser says, in words of its own
 * @param {{ fromElsewhere?: boolean, silence?: number }} [options]
 * @returns {import("./setting.mjs").Claim}
 */
const silent = (title, response, text, { fromElsewhere = false, silence = 0 } = {}) => {
  const said = text === null ? "error: (thrown)" : `error: ${text}`;
  return {
    title,
    responses: [response],
    facts: async ({ open, url, elsewhere, event, said, settle, advance, requests }) => {
      const source = open({ heartbeatTimeout: 1_000 }, fromElsewhere ? elsewhere : url);
      const error = event(source, "error");
      if (silence) {
        await requests(1);
        await advance(silence);
      }
      const { message, error: thrown } = await error;
      await settle();
      // The original writes the Error itself.
      const words = said.map((line) => line.replace(/^error: (Type)?Error: /, "error: "));
      return thrown instanceof Error && silence === 0
        ? [words.map((line) => line.replace(thrown.message, "(thrown)")), message?.replace(thrown.message, "(thrown)")]
        : [words, message];
    },
    expected: [[], text ?? "(thrown)"],
    original: ["console", [[said], undefined]],
    noisy: true,
  };
};

/** @type {import("./setting.mjs").Claim[]} */
export const failures = [
  silent(
    "a status leaves the console silent and its text is the error event's",
    { status: 429 },
    "EventSource's response has a status 429 Too Many Requests that is not 200. Aborting the connection.",
  ),
  silent(
    "a content type leaves the console silent and its text is the error event's",
    { headers: [["content-type", "text/html; a=b"]], steps: one.steps },
    "EventSource's response has a Content-Type specifying an unsupported type: text/html; a=b. Aborting the connection.",
  ),
  silent(
    "a missing content type leaves the console silent and its text is the error event's",
    // Ended: Firefox 140 waits for that, or a kilobyte, to guess the type.
    { headers: [], steps: [{ send: "data: a\n\n" }] },
    "EventSource's response has a Content-Type specifying an unsupported type: -. Aborting the connection.",
  ),
  silent("a network error leaves the console silent and its text is the error event's", forbidden, null, { fromElsewhere: true }),
  silent(
    "silence leaves the console silent and its text is the error event's",
    { hold: "never" },
    "No activity within 1000 milliseconds. No response received. Reconnecting.",
    { silence: 1_000 },
  ),
  {
    title: "the end of the body leaves the console silent",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, event, said, settle }) => {
      await event(open(), "error");
      await settle();
      return said;
    },
    expected: [],
  },
  {
    title: "white space in a status text is one space in the error's text",
    facts: async ({ open, event, stage, said, settle }) => {
      stage.fetch = async () => new Response("", { status: 404, statusText: "not \t  there" });
      const { message } = await event(open(), "error");
      await settle();
      return message ?? said[0].replace("error: ", "");
    },
    expected: "EventSource's response has a status 404 not there that is not 200. Aborting the connection.",
    noisy: true,
  },
  {
    title: "the late response of an attempt that was given up is ignored",
    facts: async ({ open, log, event, stage, advance, nextRequest, calls, settle }) => {
      /** @type {((response: Response) => void)[]} */
      const answers = [];
      // A fetch that does not heed its signal, as page's own wrappers may.
      stage.fetch = () => new Promise((resolve) => answers.push(resolve));
      const source = open({ heartbeatTimeout: 1_000 });
      const { entries } = log(source, ({ type, data }) => [type, data]);
      const error = event(source, "error");
      await advance(1_000);
      await error;
      await nextRequest();
      answers[0](new Response("data: late\n\n", { headers: { "content-type": "text/event-stream" } }));
      await settle();
      await settle();
      return [calls.length, entries, source.readyState];
    },
    expected: [2, [["error", undefined]], 0],
    original: ["stale attempt", [2, [["error", undefined], ["open", undefined], ["message", "late"], ["error", undefined]], 0]],
    noisy: true,
  },
  {
    title: "a URL of a scheme that cannot be fetched closes",
    facts: async ({ open, event }) => {
      const source = open({}, "ftp://localhost/");
      await event(source, "error");
      return source.readyState;
    },
    expected: 2,
    original: ["scheme", 0],
    noisy: true,
  },
];

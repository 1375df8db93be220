// @ts-check
/**
 * What an old Chromium lacks, so that a claim of the contract comes out otherwise there: these facts, and
 * in these versions alone.
 *
 * @type {{ title: string, before: number, facts: unknown, why: string }[]}
 */
export const lacking = [
  {
    title: "the server sees a GET that asks for an event stream past all caches",
    before: 110,
    facts: { method: "GET", query: null, accept: "text/event-stream", cacheControl: undefined, lastEventId: undefined, body: "" },
    why: "its fetch keeps cache: \"no-store\" to itself, where the standard has it send Cache-Control: no-cache",
  },
  {
    title: "signal: the listener goes when it is aborted",
    before: 88,
    facts: ["a", "b"],
    why: "its addEventListener has no option signal, for any EventTarget",
  },
];

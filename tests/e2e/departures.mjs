// @ts-check
/**
 * Where the package departs from event-source-polyfill 1.0.31 on purpose, and nowhere else.
 *
 * A claim about a departure names its row. In the contract (contract/) it holds the facts of both
 * sides, and each package must show exactly its own. A claim of the application (claims/) is an
 * assertion about ours, and with the original it must fail, by that assertion. Every claim that
 * names no row must hold for both packages.
 */
export const departures = {
  "null body": {
    original: "a network error, retried for ever, whatever the status",
    ours: "what its status and type say: 204 closes",
  },
  URL: {
    original: "one that does not parse is requested for ever",
    ours: "the constructor throws a SyntaxError",
  },
  "no argument": {
    original: 'requests "undefined"',
    ours: "the constructor throws a TypeError",
  },
  "primitive init": {
    original: "taken for options without members",
    ours: "the constructor throws a TypeError",
  },
  id: {
    original: "NUL in an id is kept; an id without data is forgotten",
    ours: "the standard: an id with NUL is ignored; one without data is the last event ID",
  },
  digits: {
    original: "the fields retry and heartbeatTimeout are read by parseInt: 5x is 5",
    ours: "ASCII digits alone, as the standard says of retry",
  },
  "Last-Event-ID": {
    original: "the last event ID goes into the query",
    ours: "into the query and, where no preflight is needed, into the header",
  },
  "stray &": {
    original: "a query that loses its parameter keeps the &",
    ours: "well-formed",
  },
  fragment: {
    original: "the last event ID goes behind the fragment and never arrives",
    ours: "before it",
  },
  EventTarget: {
    original: "a class of its own",
    ours: "an EventTarget: dispatchEvent takes events and answers; constructor and string tag are the class's",
  },
  Event: {
    original: "plain objects",
    ours: "instances of Event, messages of MessageEvent, with all their members",
  },
  "listener options": {
    original: "the third argument is ignored; a listener of null throws at every event",
    ours: "once, signal and capture as the DOM has them; null is no listener",
  },
  "removal amid a dispatch": {
    original: "the removed listener is called once more",
    ours: "it is not",
  },
  "event handlers": {
    original: "plain properties, undefined at first, called after the listeners",
    ours: "IDL attributes: null at first and for a primitive, called at the place of the first assignment",
  },
  attributes: {
    original: "writable properties of the instance; url as it was given",
    ours: "accessors of the prototype, all but headers and event handlers read-only; url absolute",
  },
  origin: {
    original: "messages have none, open has no url",
    ours: "those of the response after redirects",
  },
  "heartbeat off": {
    original: "cannot be switched off",
    ours: "0, false and Infinity do so for good",
  },
  "MIME type": {
    original: "a regular expression over all Content-Type headers",
    ours: "the essence of the extracted MIME type",
  },
  "unhandled rejection": {
    original: "close() after a body broke off leaves one",
    ours: "none, ever",
  },
  "stale attempt": {
    original: "late callbacks act on the attempt of the moment",
    ours: "ignored",
  },
  console: {
    original: "console.error at every failure",
    ours: "nothing; the text is the error event's message",
  },
  "error event": {
    original: "status, statusText and headers, or error",
    ours: "besides them reason, message, attempt, delay, willReconnect, and the response of a stream that was lost",
  },
  delays: {
    original: "exactly 1, 2, 4, 8, 16 s; every accepted response begins them anew",
    ours: "these and up to a fifth more; begun anew by a stream that delivered something or lived for long",
  },
  Transport: {
    original: "constructed twice",
    ours: "a TypeError that names the fetch option",
  },
  fetch: {
    original: "the one that is there at import",
    ours: "looked up at each attempt",
  },
  "fetch that throws": {
    original: "the constructor closes and throws it",
    ours: "a network error, as a promise that rejects; of a TypeError, by which fetch refuses its arguments, the reason is \"request\" and it closes",
  },
  reportError: {
    original: "what a listener throws is thrown again by a timer",
    ours: "reported at once, as every dispatch does",
  },
  HeadersInit: {
    original: "only a record is read",
    ours: "any HeadersInit",
  },
  Accept: {
    original: "one in lower case is combined with the default",
    ours: "one in any letter case takes its place",
  },
  "own handlers": {
    original: "an own property on… is called, a class field too",
    ours: "it hides the attribute, as natively, and is not",
  },
  "dispatchEvent override": {
    original: "an heir's hears every event",
    ours: "only what the page dispatches, as natively",
  },
  "odd listeners": {
    original: "anything is taken for one; a function's handleEvent goes first",
    ours: "a TypeError for what is neither object nor function; the function is called",
  },
  scheme: {
    original: "a URL that cannot be fetched is requested for ever",
    ours: "an error event, and CLOSED",
  },
  "own Last-Event-ID": {
    original: "a header of the page's stays as given",
    ours: "same-origin the ID that was received takes its place",
  },
  timers: {
    original: "those that are there at import",
    ours: "looked up at each use",
  },
  "headers that cannot be": {
    original: "a network error, retried for ever",
    ours: "a TypeError from the constructor; at a later attempt an error event, and CLOSED",
  },
};

/** @typedef {keyof typeof departures} Departure */

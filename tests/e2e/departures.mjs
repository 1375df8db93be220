// @ts-check
/**
 * Where the package departs from event-source-polyfill 1.0.31 on purpose. With the original's
 * tarball (PACKAGE_TARBALL) every claim here must fail and every other one must pass: that is how
 * the claims themselves are tested.
 */
export const departures = new Set([
  "a same-origin reconnection carries the Last-Event-ID header",
  "a URL that does not parse throws a SyntaxError",
  "a header name with a line break throws a TypeError",
  "fetch is looked up at each attempt",
  "the source is an EventTarget and its events are real",
  "a failure leaves the console silent",
  "the URL is resolved against the page",
]);

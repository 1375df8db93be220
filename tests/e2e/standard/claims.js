// @ts-check
/* A classic script: a page, or a worker's importScripts(), runs it beside event-source-polyfill.js.
 *
 * `runClaims()` holds every claim in turn and answers with what failed; the suites add to `claims`.
 */

/** @typedef {() => unknown} Claim */

/** @type {any} */
const scope = globalThis;
// A suite may replace them.
const [wait, random] = [scope.setTimeout.bind(scope), Math.random];

/** @type {Map<string, Claim>} */
scope.claims = new Map();

/**
 * @param {string} title
 * @param {Claim} body throws, or rejects, if the claim does not hold
 */
scope.claim = (title, body) => scope.claims.set(title, body);

scope.runClaims = async () => {
  /** @type {unknown[]} */
  const unhandled = [];
  const note = (/** @type {any} */ event) => unhandled.push(event.reason ?? event.message);
  scope.addEventListener("unhandledrejection", note);
  scope.addEventListener("error", note);

  const results = [];
  for (const [title, body] of scope.claims) {
    let failure = null;
    try {
      await Promise.race([body(), patience()]);
    } catch (error) {
      failure = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    }
    // What nobody handles is told in a task of its own.
    await new Promise((resolve) => wait(resolve));
    if (failure === null && unhandled.length > 0) failure = `unhandled: ${unhandled.join(", ")}`;
    unhandled.length = 0;
    results.push({ title, failure });
  }
  return results;
};

/** A claim that waits for what never comes must say so itself: the others still have their turn. */
const patience = () => new Promise((_, reject) => wait(reject, 20_000, new Error("it waits in vain")));

/**
 * Beyond ASCII WebKit encodes what is UTF-8 already once more: its fetch sends a header's value as text
 * where others send it as bytes.
 *
 * @param {string | undefined} value of a header, a character for each byte
 */
scope.asSent = (value) =>
  value && /AppleWebKit(?!.*Chrome)/.test(navigator.userAgent)
    ? String.fromCharCode(...new TextEncoder().encode(value))
    : value;

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
scope.equal = (actual, expected, what = "") => {
  const [seen, wanted] = [actual, expected].map((value) => JSON.stringify(value) ?? String(value));
  if (seen !== wanted) throw new Error(`${what} ${seen} is not ${wanted}`);
};

/**
 * @param {() => unknown} body
 * @param {Function} constructor
 * @param {string} [name] of a DOMException
 */
scope.throws = (body, constructor, name) => {
  let result;
  try {
    result = body();
  } catch (error) {
    if (!(error instanceof constructor)) throw new Error(`${error} is no ${constructor.name}`);
    if (name) scope.equal(/** @type {Error} */ (error).name, name);
    return;
  }
  /** @type {any} */ (result)?.close?.();
  throw new Error(`nothing is thrown: ${body}`);
};

let streams = 0;
/** The browsers share a server. */
const run = random().toString(36).slice(2);

/**
 * A URL of the test server that plays these responses.
 *
 * @param {object[]} responses
 * @param {object} [preflight]
 */
scope.play = async (responses, preflight) => {
  const name = `claim-${run}-${(streams += 1)}`;
  const answer = await fetch(`/script/${name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ responses, preflight }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return `/stream/${name}`;
};

/** @param {string} url of play() */
scope.requests = async (url, atLeast = 0) =>
  (await fetch(`${url.replace("/stream/", "/requests/")}?atLeast=${atLeast}`)).json();

/**
 * The next event of a type.
 *
 * @param {EventTarget} source
 * @param {string} type
 * @returns {Promise<any>}
 */
scope.next = (source, type) => new Promise((resolve) => source.addEventListener(type, resolve, { once: true }));

/**
 * Everything that a source says until its connection ends: [type, data, lastEventId, readyState].
 *
 * @param {any} source
 * @param {string[]} [types]
 * @returns {Promise<[string, string | undefined, string | undefined, number][]>}
 */
scope.untilError = (source, types = []) =>
  new Promise((resolve) => {
    /** @type {[string, string | undefined, string | undefined, number][]} */
    const log = [];
    for (const type of ["open", "message", "error", ...types]) {
      source.addEventListener(type, (/** @type {any} */ event) => {
        log.push([event.type, event.data, event.lastEventId, source.readyState]);
        if (event.type === "error" && !(event instanceof MessageEvent)) {
          source.close();
          resolve(log);
        }
      });
    }
  });

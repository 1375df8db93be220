import { EventSourcePolyfill, type EventSourcePolyfillOptions, type RequestHeaders } from "./index.js";
import type { PlatformEvent, PlatformURL } from "./globals.js";

export interface SharedEventSourceOptions extends EventSourcePolyfillOptions {
  /**
   * Whose stream it is, such as a user's ID: pages share only where it is the same. Required where
   * `headers` or `body` is a function or a promise, where `headers` is an iterator, and to change `headers` later:
   * what they will give is not known beforehand, and pages with other rights must never hear each other.
   */
  share?: string | null;
}

export interface SharingEventMap {
  /** `holder` or `sharers` has changed. A server's own event of that name is heard as well: it has `data`. */
  sharing: PlatformEvent;
}

/**
 * The interface of EventSourcePolyfill over one connection for all pages and workers of the origin that
 * ask for the same stream: the same URL, credentials mode, method, body, static headers,
 * `lastEventIdQueryParameterName` and `share`. One page has the connection, the others hear it; when it
 * goes, the next one reconnects with the last event ID that all have heard.
 *
 * `readyState`, `lastEventId`, `reconnectionTime` and the events are those of the connection, the same in
 * every page:
 * - CONNECTING until the page knows that the connection is open. Then comes `open`, with the response that
 *   the connection has: in the other pages its URL is without the last event ID, after a redirect without its
 *   query.
 * - A page that joins later hears what comes from then on; one with an initial `lastEventId` catches up
 *   from there, by a connection of its own until that meets the shared one.
 * - `error` has what was thrown, and the text of a refused response, in the page alone that has the
 *   connection: either may hold what is nobody else's.
 * - A connection that moves to another page is CONNECTING without a word, and then there is another `open`.
 * - Options besides those above, such as `reconnect`, are those of the page that has the connection.
 * - `pauseWhenHidden` pauses once all pages are hidden, or have left.
 *
 * A page that could not listen, frozen or in the back/forward cache, is told of the events that it missed
 * by an `error` with the reason "gap", and hears them first: by a connection of its own, from its last
 * event ID until that meets the shared one. Without IDs they are lost, and it is told all the same. Where
 * the server refuses that connection there is a "gap" with its `status`: nothing follows. A page that has the
 * connection itself when it is back goes on like any other source, and is told nothing.
 *
 * Where pages cannot find each other it has a connection of its own, and `shared` is false: without Web
 * Locks or BroadcastChannel (an insecure context, Node), in an opaque origin, where storage is blocked,
 * and with a stream or FormData as the body: no two are the same.
 */
export declare class SharedEventSource<Named extends object = {}> extends EventSourcePolyfill<SharingEventMap & Named> {
  /**
   * The request is sent once it is known that no other page has one: not before the constructor returns.
   * @throws SyntaxError (DOMException) for a URL that does not parse
   * @throws TypeError for an init member that cannot be, and where `share` is missing
   */
  constructor(url: string | PlatformURL, init?: SharedEventSourceOptions | null);

  /** Whether it takes part; false: its connection is its own. */
  readonly shared: boolean;

  /** Whether this page has the connection. */
  readonly holder: boolean;

  /**
   * How many share it, this one included: every source of every page and worker that is not away. One that
   * crashed is counted until the connection moves.
   */
  readonly sharers: number;

  /** Leaves; the connection ends with the last page. */
  close(): void;

  /** Has the one connection begin a new attempt, whichever page has it. */
  reconnect(): void;

  /**
   * For the attempts that this page makes, as they are then.
   * @throws TypeError when it is set without `share`
   */
  headers: RequestHeaders;

  /**
   * Every message event from now on, of any type, until CLOSED. A loop that is slow holds nobody up until
   * some 256 KiB wait for it; then the connection is read no faster than it takes them.
   */
  [Symbol.asyncIterator]: EventSourcePolyfill<SharingEventMap & Named>[typeof Symbol.asyncIterator];
}

export default SharedEventSource;

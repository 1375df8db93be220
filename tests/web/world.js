// What stands around the driver in its tests: a fetch whose responses the test plays, and a sink
// that records. Events are awaited, never slept for.

const decoders = { 1: new TextDecoder(), 2: new TextDecoder("utf-16le") };

export class World {
  /** Every call of the driver on the sink: ["open", response], ["messages", …], ["error", detail, error, response]. */
  calls = [];
  /** What the page's part of each request was asked for with. */
  asked = [];
  requests = [];
  closed = 0;
  /** The page's part of a request, or a promise of it. */
  init = () => ({ headers: {} });
  /** Called after each recorded call, as a listener would be. */
  listener = () => {};
  #waiting = [];

  constructor() {
    const record = (...call) => {
      this.calls.push(call);
      this.#wake();
      this.listener(call);
    };
    this.sink = {
      request: (detail) => {
        this.asked.push(detail);
        return this.init(detail);
      },
      open: (response) => record("open", response),
      fetch: (url, init, signal) => this.fetch(url, { ...init, signal }),
      read: (reader, fulfilled, rejected) => {
        const give = (result) => fulfilled(result && !result.done ? result.value || false : undefined);
        Promise.resolve(reader?.read ? reader.read() : reader).then(give, rejected);
      },
      // Views of memory that may move.
      messages: (text, spans) => record("messages", decoders[text.BYTES_PER_ELEMENT].decode(text), spans.slice()),
      backlog: () => undefined,
      error: (detail, response, error, controller) => {
        record("error", detail, error, response);
        return Boolean(controller && response?.body?.locked);
      },
      giveUp: async (body) => {
        const stream = body?.body ?? body;
        try {
          await (stream.locked || stream.cancel());
        } catch {
          // As in the face.
        }
      },
      closed: () => {
        this.closed += 1;
      },
    };
    this.fetch = (url, init) =>
      new Promise((resolve, reject) => {
        init.signal.addEventListener("abort", () => reject(init.signal.reason));
        init.signal.aborted && reject(init.signal.reason);
        this.requests.push({ url, init, resolve, reject });
        this.#wake();
      });
  }

  /** Answers the last request with a stream; its body is then fed with `send`, `end`, `fail`. */
  respond(status = 200, contentType = "text/event-stream") {
    const request = this.requests.at(-1);
    const body = new ReadableStream({
      start: (controller) => {
        request.body = controller;
      },
      cancel: () => {
        request.cancelled = true;
        this.#wake();
      },
    });
    const withBody = status !== 204;
    request.resolve(new Response(withBody ? body : null, { status, headers: { "content-type": contentType } }));
  }

  send(chunk) {
    this.requests.at(-1).body.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
  }

  end() {
    this.requests.at(-1).body.close();
  }

  fail(error) {
    this.requests.at(-1).body.error(error);
  }

  /** Until `condition(this)` holds. */
  until(condition) {
    return new Promise((resolve) => {
      this.#waiting.push({ condition, resolve });
      this.#wake();
    });
  }

  called(count) {
    return this.until(() => this.calls.length >= count);
  }

  requested(count) {
    return this.until(() => this.requests.length >= count);
  }

  cancelled() {
    return this.until(() => this.requests.at(-1).cancelled === true);
  }

  /** A later task: whatever the microtasks of this one would still report has been reported. */
  settled() {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  }

  call(index) {
    const [name, detail, error] = this.calls[index] ?? [];
    if (name === "messages") {
      return `messages ${detail} ${[...error]}`;
    }
    return name === "open" ? `open ${detail?.status}` : `${name} ${JSON.stringify(detail)}`;
  }

  callCount() {
    return this.calls.length;
  }

  #wake() {
    this.#waiting = this.#waiting.filter(({ condition, resolve }) => {
      if (!condition()) {
        return true;
      }
      resolve();
      return false;
    });
  }
}

/** A value by its expression. */
export const value = (source) => new Function(`return (${source})`)();

/** A value of the world, by an expression on `world`. */
export const ask = (world, expression) => String(new Function("world", `return (${expression})`)(world));

/** The name of the error that `thrown` is. */
export const nameOf = (thrown) => thrown?.constructor?.name ?? String(thrown);

/** Fails the run on what nobody handles: `count` after a task of its own. */
export class Unhandled {
  count = 0;
  #note = (event) => {
    event.preventDefault();
    this.count++;
  };

  constructor() {
    for (const type of ["error", "unhandledrejection"]) {
      addEventListener(type, this.#note);
    }
  }

  end() {
    for (const type of ["error", "unhandledrejection"]) {
      removeEventListener(type, this.#note);
    }
    return this.count;
  }
}

// @ts-check
/* A burst does not block the page: it comes in slices, in order, and the page has its turns. */
(() => {
  /** @type {any} */
  const { claim, equal, burst, bursts, chunks, numbered, first, next, task } = globalThis;

  /** @param {number} ms of work */
  const work = (ms) => {
    const until = performance.now() + ms;
    while (performance.now() < until);
  };

  const NAMES = ["frame", "timer", "message"];

  /**
   * How often the page had its turn, by what came.
   *
   * @returns {{ counts: number[], stop(): void }}
   */
  const turns = () => {
    const counts = [0, 0, 0];
    let stopped = false;
    const again = (/** @type {number} */ which, /** @type {(turn: () => void) => void} */ ask) =>
      ask(() => {
        counts[which] += 1;
        if (!stopped) again(which, ask);
      });
    again(0, requestAnimationFrame);
    again(1, (turn) => setTimeout(turn));
    return { counts, stop: () => (stopped = true) };
  };

  for (const [title, lists] of /** @type {[string, any[][]][]} */ ([
    ["one chunk", [numbered(400)]],
    ["many chunks", Array.from({ length: 400 }, (_, i) => numbered(1, i))],
  ])) {
    for (const kind of [false, true]) {
      claim(`frames and timers come while there is work for every event: ${title}, ${kind ? "capturing" : "plain"}`, async () => {
        const source = bursts(lists);
        const { counts, stop } = turns();
        /** @type {string[]} */
        const seen = [];
        await new Promise((resolve) => {
          source.addEventListener(
            "message",
            (/** @type {MessageEvent} */ { data }) => {
              seen.push(data);
              work(1);
              if (seen.length === 400) resolve(undefined);
            },
            kind,
          );
        });
        stop();
        source.close();
        equal(seen, numbered(400).map((/** @type {{ data: string }} */ { data }) => data));
        equal(counts.slice(0, 2).map((count) => count > 2), [true, true], `${NAMES} ${counts}:`);
      });
    }
  }

  claim("timers come while one read is delivered, each of whose slices takes less than the page's due", async () => {
    const long = "x".repeat(1_000);
    const source = burst(Array.from({ length: 6_400 }, () => ({ data: long })));
    const { counts, stop } = turns();
    let heard = 0;
    let before = 0;
    await new Promise((resolve) => {
      source.onmessage = () => {
        if (heard === 0) before = counts[1];
        heard += 1;
        if (heard % 8 === 0) work(0.1);
        if (heard === 6_400) resolve(undefined);
      };
    });
    stop();
    source.close();
    equal(counts[1] - before > 2, true, `${before}, ${counts}:`);
  });

  claim("a hundred thousand events are complete and in order, and nobody listens to some", async () => {
    const lists = Array.from({ length: 10 }, (_, i) =>
      numbered(20_000, i * 20_000).map((/** @type {any} */ block) => (block.data % 2 ? { ...block, type: "other" } : block)),
    );
    const source = bursts(lists);
    let expected = 0;
    let wrong = 0;
    await new Promise((resolve) => {
      source.onmessage = (/** @type {MessageEvent} */ { data }) => {
        wrong += Number(data !== String(expected));
        expected += 2;
        if (expected === 200_000) resolve(undefined);
      };
    });
    source.close();
    equal(wrong, 0);
  });

  claim("types, data and IDs are cut where they are: empty, repeated, long, of any script", async () => {
    const PARTS = ["", "x", "twenty characters…ok", "你好", "😀".repeat(30), "long ".repeat(700), "é".repeat(5000)];
    const TYPES = [undefined, "message", "a", "type of more than a few characters"];
    const blocks = [];
    for (let i = 0; i < 600; i += 1) {
      const id = i % 5 === 0 ? `${PARTS[i % 4]}${i % 15}` : undefined;
      // The ID stands before all that is heard of the next event.
      if (i % 5 === 1) blocks.push({ type: "unheard", data: "", id: `unheard ${i}` });
      blocks.push({ type: TYPES[(i * i + (i >> 3)) % 4], data: PARTS[(i * 3 + (i >> 4)) % PARTS.length], id });
    }
    // Of an event without any text the span is the next one's too.
    const all = [{ type: "a", data: "" }, { data: "" }, ...blocks, { type: "last", data: "" }];
    const source = burst(all);
    /** @type {unknown[]} */
    const seen = [];
    await new Promise((resolve) => {
      source.addEventListener("last", resolve);
      for (const type of ["message", "a", TYPES[3]]) {
        source.addEventListener(type, (/** @type {MessageEvent} */ event) => seen.push([event.type, event.data, event.lastEventId]));
      }
    });
    source.close();
    let lastEventId = "";
    const expected = all
      .slice(0, -1)
      .map(({ type = "message", data, id = lastEventId }) => [type, data, (lastEventId = id)])
      .filter(([type]) => type !== "unheard");
    for (const [place, entry] of expected.entries()) equal(seen[place], entry, `event ${place}:`);
    equal(seen.length, expected.length);
  });

  claim("close() between two slices drops what is left", async () => {
    const source = burst(numbered(400));
    let heard = 0;
    source.onmessage = () => {
      heard += 1;
      work(1);
    };
    await first(source);
    // A slice has begun: this is a task behind it.
    await task();
    const before = heard;
    source.close();
    equal([before > 0, before < 400], [true, true], `${before}:`);
    for (let i = 0; i < 5; i += 1) await task();
    equal([heard, source.readyState], [before, 2]);
  });

  claim("a listener that is added between two slices hears the rest, one that is removed does not", async () => {
    const source = burst(numbered(400));
    /** @type {[string[], string[]]} */
    const heard = [[], []];
    const removed = (/** @type {MessageEvent} */ { data }) => {
      heard[0].push(data);
      work(1);
    };
    source.addEventListener("message", removed);
    await first(source);
    await task();
    const before = heard[0].length;
    source.removeEventListener("message", removed);
    await new Promise((resolve) => {
      source.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
        heard[1].push(data);
        if (data === "399") resolve(undefined);
      });
    });
    source.close();
    equal(heard[0].concat(heard[1]), numbered(400).map((/** @type {{ data: string }} */ { data }) => data));
    equal([before > 0, before < 400], [true, true]);
  });

  claim("nothing is read while a chunk is only partly delivered", async () => {
    let heard = 0;
    /** @type {number[]} */
    const early = [];
    const source = bursts([numbered(200), numbered(200, 200), numbered(200, 400)], (pulled) => {
      if (heard < pulled * 200) early.push(pulled, heard);
    });
    await new Promise((resolve) => {
      source.onmessage = () => {
        heard += 1;
        if (heard % 10 === 0) work(1);
        if (heard === 600) resolve(undefined);
      };
    });
    source.close();
    equal(early, []);
  });

  claim("what is next of a response is read while the task between two events is awaited", async () => {
    let asked = 0;
    const body = chunks([numbered(1), numbered(1, 1)], (pulled) => (asked = pulled));
    const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
    const { EventSourcePolyfill } = /** @type {any} */ (globalThis);
    const source = new EventSourcePolyfill("/handmade", { fetch });
    await first(source);
    equal(asked, 1);
    equal((await next(source, "message")).data, "1");
    source.close();
  });

  claim("the stream's end is told after all of its events", async () => {
    const encoder = new TextEncoder();
    const text = numbered(300).map((/** @type {{ data: string }} */ { data }) => `data: ${data}\n\n`).join("");
    const { EventSourcePolyfill } = /** @type {any} */ (globalThis);
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(encoder.encode(text));
        controller.close();
      },
    });
    const source = EventSourcePolyfill.fromReadableStream(stream);
    let heard = 0;
    source.onmessage = () => {
      heard += 1;
      work(1);
    };
    await next(source, "error");
    equal(heard, 300);
  });
})();

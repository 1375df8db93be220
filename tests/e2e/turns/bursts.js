// @ts-check
/* Bursts: light events with a turn of the microtask queue between two. What is left to the platform is as natively. */
(() => {
  /** @type {any} */
  const { claim, equal, compare, messages, programs } = globalThis;
  const MANY = 100;

  /** Whether an event is no platform object. */
  const isLight = (/** @type {Event} */ event) => {
    try {
      Event.prototype.composedPath.call(event);
      return false;
    } catch {
      return true;
    }
  };

  claim("these are bursts: of a hundred messages most are light", async () => {
    let light = 0;
    await compare(messages(MANY), (/** @type {EventSource} */ source) => {
      source.onmessage = (event) => void (light += Number(isLight(event)));
    });
    equal(light > 50, true, `${light}:`);
  });

  for (const pieces of [false, true]) {
    for (const [title, program] of Object.entries({ ...programs.platform, ...programs.plain })) {
      claim(`a burst${pieces ? ", an event a chunk" : ""}: ${title}`, async () => {
        const { native, ours } = await compare(messages(MANY), program, pieces);
        equal(ours, native);
      });
    }
  }

  // A page that waits longer than a turn has more than one event under way: each is complete and in order.
  for (const [title, program] of Object.entries(programs.deep)) {
    claim(`a burst, nothing lost: ${title}`, async () => {
      const { native, ours } = await compare(messages(MANY), program);
      /** @param {string[]} log */
      const strands = (log) => {
        /** @type {Record<string, string[]>} */
        const ofWord = {};
        for (const line of log) {
          const [word] = line.split(" ");
          (ofWord[word] ??= []).push(line);
        }
        return ofWord;
      };
      equal(strands(ours), strands(native));
    });
  }
})();

// @ts-check
/* Fewer events than a burst: what any program sees is what it sees of the browser's own. */
(() => {
  /** @type {any} */
  const { claim, equal, compare, messages, programs, turns } = globalThis;

  for (const count of [1, 7, 15]) {
    for (const [title, program] of Object.entries({ ...programs.platform, ...programs.plain, ...programs.deep })) {
      if (count === 1 && /close\(\)/.test(title)) continue;
      claim(`${count}: ${title}`, async () => {
        const { native, ours } = await compare(messages(count), program);
        equal(ours, native);
        if (native.length < 1) throw new Error("the program writes");
      });
    }
  }

  claim("all microtasks run between two events, however many make each other", async () => {
    const program = async (/** @type {EventSource} */ source, /** @type {(...words: unknown[]) => void} */ write) => {
      source.onmessage = async ({ data }) => {
        write("in", data);
        await turns(1_000);
        write("out", data);
      };
      await new Promise((resolve) => source.addEventListener("error", resolve));
    };
    const { native, ours } = await compare(messages(9), program);
    equal(ours, native);
  });
})();

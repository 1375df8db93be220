// @ts-check
/** What befalls the page, as inputs of member.js: whether it is there, and whether somebody looks at it. */

const TYPES = ["pagehide", "pageshow", "freeze", "resume", "visibilitychange"];

/** @param {(name: string, ...words: boolean[]) => void} input */
export function lifecycle(input) {
  let begun = false;

  const hear = (/** @type {{ type: string }} */ { type }) => {
    // Nothing before it: what is told to a connection that waits may let it try again.
    if (type === "pagehide" || type === "freeze") return input("away");
    const { visibilityState } = self.document || {};
    input("looks", visibilityState === "visible", visibilityState === "hidden");
    if (type !== "visibilitychange" && begun) input("back");
  };

  return {
    /** @param {"addEventListener" | "removeEventListener"} change */
    _listen(change) {
      // Those of the document bubble up to the window or, where they do not, are heard in between.
      for (const type of TYPES) self[change](type, hear, true);
    },

    /** The page is there from now on. */
    _begin() {
      begun = true;
      hear({ type: "resume" });
    },
  };
}

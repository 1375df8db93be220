// @ts-check
/** What a claim of React's has: components in StrictMode that end with it. */

import { Component, StrictMode, createElement as h } from "react";
import { createRoot } from "react-dom/client";
import { endings, until } from "../../vue/page/claim.mjs";

export * from "../../vue/page/claim.mjs";

/**
 * An application's root, in the document.
 *
 * @param {import("react").ReactNode} element
 */
export function mount(element) {
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  const render = (/** @type {import("react").ReactNode} */ element) => root.render(h(StrictMode, null, element));
  const unmount = () => {
    root.unmount();
    place.remove();
  };
  endings.push(() => place.isConnected && unmount());
  render(element);
  return { place, render, unmount };
}

/** What a component shows of its result, in one text. */
export const show = (/** @type {any} */ api) => h("p", null, [api.status, api.event, api.data, api.lastEventId].map(String).join(" "));

/**
 * A component that uses the hook, with properties that may change, and shows what it says.
 *
 * @template P
 * @param {(props: P) => any} use
 * @param {P} [props]
 */
export async function using(use, props) {
  /** @type {any[]} */
  const results = [];
  let renderings = 0;
  const Using = (/** @type {{ props: P }} */ { props }) => {
    renderings += 1;
    const api = use(props);
    results.push(api);
    return show(api);
  };
  const element = (/** @type {any} */ props) => h(Using, { props });
  const { place, render, unmount } = mount(element(props));
  await until(() => results.length > 0 && place.textContent);
  return {
    place,
    unmount,
    /** The latest result. */
    get api() {
      return results[results.length - 1];
    },
    get renderings() {
      return renderings;
    },
    /** Renders again and waits for the rendering. @param {P} [props] */
    async again(props) {
      const before = renderings;
      render(element(props));
      await until(() => renderings > before);
    },
  };
}

/** Shows what was thrown beneath it. */
export class Boundary extends Component {
  /** @param {any} props */
  constructor(props) {
    super(props);
    this.state = { thrown: null };
  }

  /** @param {unknown} thrown */
  static getDerivedStateFromError(thrown) {
    return { thrown };
  }

  render() {
    const { thrown } = /** @type {any} */ (this.state);
    return thrown ? h("b", null, `${thrown.name}: ${thrown.message}`) : /** @type {any} */ (this.props).children;
  }
}

/**
 * What a component that throws shows. React says aloud what a boundary has caught.
 *
 * @param {() => any} use
 */
export async function thrownBy(use) {
  const { error } = console;
  const quiet = (/** @type {Event} */ event) => event.preventDefault();
  console.error = () => {};
  addEventListener("error", quiet);
  try {
    const { place } = mount(h(Boundary, null, h(() => show(use()))));
    return await until(() => place.querySelector("b")?.textContent, "it throws");
  } finally {
    console.error = error;
    removeEventListener("error", quiet);
  }
}

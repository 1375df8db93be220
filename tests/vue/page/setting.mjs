// @ts-check
/** What a claim of Vue's has: components that end with it. */

import { createApp, h } from "vue";
import { endings, note } from "./claim.mjs";

export * from "./claim.mjs";

/**
 * A component of the application, in the document.
 *
 * @param {import("vue").Component} component
 */
export function mount(component) {
  const place = document.body.appendChild(document.createElement("div"));
  const app = createApp(component);
  app.config.warnHandler = (message) => note(`warning: ${message}`);
  app.config.errorHandler = (error) => note(`error: ${error}`);
  app.mount(place);
  let mounted = true;
  const unmount = () => {
    if (mounted) app.unmount();
    mounted = false;
    place.remove();
  };
  endings.push(unmount);
  return { place, unmount };
}

/**
 * A component that uses the composable and shows what it says.
 *
 * @template {Record<string, any>} T
 * @param {() => T} use
 * @returns {{ api: T, place: HTMLElement, unmount: () => void }}
 */
export function using(use) {
  /** @type {any} */
  let api;
  const { place, unmount } = mount({
    setup() {
      api = use();
      return () => h("p", `${api.status.value} ${api.event.value} ${api.data.value} ${api.lastEventId.value}`);
    },
  });
  return { api, place, unmount };
}

// @ts-check
/** What is hidden: by an Activity, where React has it, and by Suspense. */

import { useEventSource } from "event-source-polyfill-wasm/react";
import * as React from "react";
import { aWhile, claim, closed, equal, header, mount, play, requests, show, stream, until } from "./setting.mjs";

const { createElement: h, Suspense, useState } = React;
const { Activity } = /** @type {any} */ (React);

claim("a component whose neighbour suspends stays connected", async () => {
  const url = await play(stream("data: a\n\n"));
  /** @type {any} */
  let thrown;
  /** @type {(suspends: boolean) => void} */
  let suspend = () => {};
  const Neighbour = () => {
    const [suspends, setSuspends] = useState(false);
    suspend = setSuspends;
    if (suspends && thrown) throw thrown;
    return h("i", null, `${suspends}`);
  };
  const Shows = () => show(useEventSource(url));
  const { place } = mount(h(Suspense, { fallback: h("b", null, "wait") }, h(Shows), h(Neighbour)));
  await until(() => place.querySelector("p")?.textContent === "OPEN message a ");
  let resume = () => {};
  thrown = new Promise((resolve) => (resume = () => resolve((thrown = undefined))));
  suspend(true);
  await until(() => place.querySelector("b"));
  await aWhile();
  resume();
  await until(() => place.querySelector("i")?.textContent === "true" && !place.querySelector("b"));
  await aWhile();
  equal([(await requests(url)).length, await closed(url)], [1, 0]);
});

if (Activity) {
  /** @param {(props: any) => any} use */
  const hideable = (use) => {
    /** @type {any} */
    let api;
    const Shows = (/** @type {any} */ props) => show((api = use(props)));
    const element = (/** @type {string} */ mode, /** @type {any} */ props) => h(Activity, { mode }, h(Shows, props));
    const { render } = mount(element("visible", {}));
    return {
      get api() {
        return api;
      },
      set: (/** @type {string} */ mode, /** @type {any} */ props = {}) => render(element(mode, props)),
    };
  };

  claim("under a hidden Activity it closes, and goes on from the last event ID", async () => {
    const url = await play(stream("id: 3\ndata: a\n\n"), stream("data: b\n\n"));
    const component = hideable(() => useEventSource(url));
    await until(() => component.api?.data === "a");
    component.set("hidden");
    equal(await closed(url, 1), 1);
    await aWhile();
    equal((await requests(url)).length, 1);
    component.set("visible");
    await until(() => component.api.data === "b");
    equal((await requests(url)).map((request) => header(request, "last-event-id")), [null, "3"].map((id) => id ?? undefined));
  });

  claim("another url under a hidden Activity waits until it is shown, and begins from the start", async () => {
    const [one, two] = [await play(stream("id: 3\ndata: a\n\n")), await play(stream("data: b\n\n"))];
    const component = hideable(({ url = one }) => useEventSource(url));
    await until(() => component.api?.data === "a");
    component.set("hidden");
    await closed(one, 1);
    component.set("hidden", { url: two });
    await aWhile();
    equal((await requests(two)).length, 0);
    component.set("visible", { url: two });
    await until(() => component.api.data === "b");
    equal([header((await requests(two))[0], "last-event-id"), (await requests(one)).length, (await requests(two)).length], [undefined, 1, 1]);
  });

  claim("open() under a hidden Activity waits until it is shown, close() remains closed", async () => {
    const url = await play(stream("id: 3\ndata: a\n\n"));
    const component = hideable(() => useEventSource(url));
    await until(() => component.api?.data === "a");
    component.set("hidden");
    await closed(url, 1);
    component.api.open();
    await aWhile();
    equal((await requests(url)).length, 1);
    component.set("visible");
    equal(header((await requests(url, 2))[1], "last-event-id"), undefined);
    await until(() => component.api.status === "OPEN");
    component.set("hidden");
    await closed(url, 2);
    component.api.close();
    component.set("visible");
    await aWhile();
    equal((await requests(url)).length, 2);
  });
}

// @ts-check
/* For the tests, which run code in this page. */
Object.assign(window, { imported: { EventSourcePolyfill: /** @type {any} */ (window).EventSourcePolyfill } });
Object.assign(window, { copies: [.../** @type {any} */ (window).copies ?? [], /** @type {any} */ (window).EventSourcePolyfill] });

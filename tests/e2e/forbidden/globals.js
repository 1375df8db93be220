// @ts-check
/* For the tests, which run code in this page. */
Object.assign(window, { imported: { EventSourcePolyfill: /** @type {any} */ (window).EventSourcePolyfill } });

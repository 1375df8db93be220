const { EventSourcePolyfill } = require("event-source-polyfill-wasm");

import("./receive.mjs").then(({ receive }) => receive(EventSourcePolyfill));

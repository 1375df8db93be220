import "./event-source-polyfill.js";

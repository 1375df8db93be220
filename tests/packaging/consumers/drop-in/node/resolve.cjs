// Where a build script looks for the files.
const { accessSync } = require("fs");
const { join } = require("path");

accessSync(join(__dirname, "node_modules/event-source-polyfill/src/eventsource.js"));
accessSync(join(__dirname, "node_modules/event-source-polyfill/src/eventsource.min.js"));
for (const path of ["", "/src/eventsource", "/src/eventsource.js", "/src/eventsource.min", "/src/eventsource.min.js"]) {
  accessSync(require.resolve(`event-source-polyfill${path}`));
}
require("event-source-polyfill/package.json");

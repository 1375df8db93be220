// `npm start`: builds everything and serves the demo. Flags go to the back end:
// `npm start -- --listen 127.0.0.1:9000`.
import { join } from "node:path";
import { buildPackage, buildPage, page, prepareDemo, server } from "./demo.mjs";
import { run } from "./process.mjs";

await buildPackage();
await prepareDemo();
await buildPage();
await run(server, ["--page", join(page, "dist"), ...process.argv.slice(2)]);

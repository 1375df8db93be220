// `npm run dev`: the page on Vite's dev server, which passes /dev-api on to the back end.
import { buildPackage, page, prepareDemo, server } from "./demo.mjs";
import { run } from "./process.mjs";

await buildPackage();
await prepareDemo();
const either = new AbortController();
const { signal } = either;
try {
  await Promise.race([
    run(server, [], { signal }),
    run("npm", ["run", "--silent", "dev", "--", ...process.argv.slice(2)], { cwd: page, signal }),
  ]);
} finally {
  either.abort();
}

// `npm run sizes`: the bytes of what `npm run build` made, and of the peers.
//
//   --check    exits with 1 when an entry is more than 1 % above the size accepted last
//   --accept   accepts the sizes; the change of scripts/accepted-sizes.json says what was paid
//   --pkg DIR  of another build
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./process.mjs";
import { setUpNpm } from "./setup.mjs";

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    accept: { type: "boolean", default: false },
    pkg: { type: "string", default: join(root, "pkg") },
  },
});
const pkg = resolve(values.pkg);
if (!existsSync(pkg)) {
  console.error(`${pkg} is not there: npm run build makes it`);
  process.exit(1);
}

await setUpNpm(root);
const { aboveCeiling, accept, peerSizes, printSizes, sizes } = await import("./sizes.mjs");
const rows = sizes(pkg);
if (values.accept) {
  accept(rows);
}
if (values.check) {
  printSizes(rows);
  const grown = aboveCeiling(rows);
  if (grown.length > 0) {
    console.error(`\nGrown:\n  ${grown.join("\n  ")}\nnpm run sizes -- --accept makes these the accepted sizes`);
    process.exitCode = 1;
  }
} else {
  await setUpNpm(join(root, "benches"));
  printSizes([...rows, ...peerSizes()]);
}

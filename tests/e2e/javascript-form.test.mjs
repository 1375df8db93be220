// @ts-check
/** The suites of the standard and of the contract once more, on the JavaScript form. */

import { join } from "node:path";
import { temporaryFolder } from "./child.mjs";
import { makeForbiddenTarball } from "./forbidden/tarball.mjs";
import { root } from "./server.mjs";

const made = join(temporaryFolder("event-source-javascript-form-").folder, "package.tgz");
await makeForbiddenTarball(process.env.PACKAGE_TARBALL ?? join(root, "dist/event-source-polyfill-wasm.tgz"), made);
// Read when the suites are imported.
process.env.PACKAGE_TARBALL = made;
await import("./standard.test.mjs");
await import("./contract.test.mjs");

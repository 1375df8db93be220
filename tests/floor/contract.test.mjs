// @ts-check
/** The contract once more, without what is younger than the floor. */

import { tarball } from "../e2e/consumer.mjs";

process.env.PACKAGE_TARBALL = tarball;
// Read when the suite is imported.
process.env.CONTRACT_BEFORE = new URL("bare.mjs", import.meta.url).href;
await import("../e2e/contract.test.mjs");

// `npm run interface -- v0.1.0`: whether what programs in Rust see of the crates has changed since a revision,
// more than the version says. Exits with 1 and what has.
//
// cargo-semver-checks is given what rustdoc says of both: it cannot ask for wasm32 itself, where alone the
// crate has its interface.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, run } from "./process.mjs";
import { setUpRust } from "./setup.mjs";
import { tool } from "./tools.mjs";

const TARGET = "wasm32-unknown-unknown";
/** Packages, and the names that programs call them by. */
const CRATES = { "event-source-polyfill-wasm": "event_source_polyfill_wasm", "event-source-event-stream": "event_stream" };
/** Rustdoc's JSON is unstable. */
const JSON_OUTPUT = ["-Z", "unstable-options", "--output-format", "json"];

const { positionals } = parseArgs({ allowPositionals: true });
if (positionals.length !== 1) {
  console.error("npm run interface -- REVISION, the one before");
  process.exit(1);
}

await setUpRust();
const checker = await tool("cargo-semver-checks");
const workspace = mkdtempSync(join(tmpdir(), "interface-"));
const before = join(workspace, "before");
try {
  await run("git", ["worktree", "add", "--quiet", "--detach", before, positionals[0]]);
  for (const crate of Object.keys(CRATES)) {
    console.log(`\n${crate}`);
    const [baseline, current] = [await describe(crate, before, "before"), await describe(crate, root, "now")];
    await run(checker, ["semver-checks", "--baseline-rustdoc", baseline, "--current-rustdoc", current]);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(workspace, { recursive: true });
  await run("git", ["worktree", "prune"]);
}

/** @returns {Promise<string>} the path of what rustdoc says of a crate, with its default features */
async function describe(crate, cwd, name) {
  const target = join(workspace, `target-${name}`);
  const words = ["rustdoc", "--quiet", "--locked", "--target", TARGET, "--lib", "-p", crate, "--", ...JSON_OUTPUT];
  await run("cargo", words, { cwd, env: { CARGO_TARGET_DIR: target, RUSTC_BOOTSTRAP: "1" } });
  return join(target, TARGET, "doc", `${CRATES[crate]}.json`);
}

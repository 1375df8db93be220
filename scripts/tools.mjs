// The pinned tools that are built from crates.io, each in a folder of its own version beside cargo's
// cache: a version that somebody else installed is neither used nor overwritten.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { root, run } from "./process.mjs";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "event-source-polyfill-wasm");

/** The command line tool must match the library to the patch. */
function wasmBindgenVersion() {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const [, version] = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock) ?? [];
  return version;
}

const versions = {
  "wasm-bindgen-cli": wasmBindgenVersion(),
  "wasm-pack": "0.15.1",
  geckodriver: "0.37.1",
};

/**
 * The path of a tool's executable, installed if it is missing.
 * @param {keyof typeof versions} crate
 * @param {string} [executable]
 */
export async function tool(crate, executable = crate) {
  const folder = join(cache, `${crate}-${versions[crate]}`);
  const path = join(folder, "bin", executable);
  if (!existsSync(path)) {
    console.log(`Installing ${crate} ${versions[crate]} (once, some minutes)`);
    const install = ["install", crate, "--version", versions[crate], "--locked", "--root", folder];
    await run("cargo", install, { env: { CARGO_TARGET_DIR: join(cache, "build") } });
  }
  return path;
}

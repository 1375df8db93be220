// Installs what a fresh machine with rustup's stable toolchain and Node lacks, and nothing twice.
// Imports no npm package: it runs before they are there.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./process.mjs";

/** Whether one of the commands can be run. */
const has = (...commands) => commands.some((command) => !spawnSync(command, ["--version"], { stdio: "ignore" }).error);

/** Ends the run with one line that says what to do. */
function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** The toolchain's parts that rust-toolchain.toml names: rustup may be told not to add them itself. */
export async function setUpRust() {
  if (!has("cargo")) {
    giveUp("Rust is missing. Install rustup's stable toolchain: https://rustup.rs");
  }
  await installDebian("a C compiler to link with", ["cc"], ["gcc", "libc6-dev"]);
  if (!has("rustup")) {
    return;
  }
  const installed = execFileSync("rustup", ["component", "list", "--installed"], { cwd: root, encoding: "utf8" });
  if (!installed.includes("rust-std-wasm32-unknown-unknown")) {
    await run("rustup", ["target", "add", "wasm32-unknown-unknown"]);
  }
  for (const component of ["rustfmt", "clippy", "rust-src"].filter((component) => !installed.includes(component))) {
    await run("rustup", ["component", "add", component]);
  }
}

/**
 * The packages of a folder's lock file, again when the lock or one of `inputs` has changed.
 * @param {string} folder
 * @param {string[]} [inputs] files that the lock refers to
 */
export async function setUpNpm(folder, inputs = []) {
  const hash = createHash("sha256");
  for (const file of [join(folder, "package-lock.json"), ...inputs]) {
    hash.update(readFileSync(file));
  }
  const digest = hash.digest("hex");
  const stamp = join(folder, "node_modules", ".installed-from");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== digest) {
    await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
    writeFileSync(stamp, digest);
  }
}

/**
 * Browsers, and the drivers that Debian has; geckodriver is one of the tools (tools.mjs).
 * @param {string[]} browsers "chromium", "firefox", "webkit"
 */
export async function setUpBrowsers(browsers) {
  if (browsers.includes("chromium")) {
    await installDebian("Chromium", [process.env.CHROMIUM ?? "chromium"], ["chromium"]);
    await installDebian("chromedriver", ["chromedriver"], ["chromium-driver"]);
  }
  if (browsers.includes("firefox")) {
    await installDebian("Firefox", [process.env.FIREFOX ?? "firefox-esr", "firefox"], ["firefox-esr"]);
  }
  if (browsers.includes("webkit")) {
    // With the driver comes MiniBrowser, which is the browser.
    await installDebian("WebKit", ["WebKitWebDriver"], ["webkit2gtk-driver"]);
    await installDebian("an X server that nobody sees", ["Xvfb"], ["xvfb", "xauth"]);
  }
}

/** A real reverse proxy between browser and test server, and openssl for its certificate. */
export async function setUpProxy() {
  await installDebian("nginx", ["nginx", "/usr/sbin/nginx"], ["nginx-light"]);
  await installDebian("openssl", ["openssl"], ["openssl"]);
}

let listsAreFresh = false;

async function installDebian(what, commands, packages) {
  if (has(...commands)) {
    return;
  }
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = async (...args) => {
    const [command, ...rest] = [...sudo, "apt-get", "-qq", ...args];
    await run(command, rest, { env: { DEBIAN_FRONTEND: "noninteractive" } });
  };
  try {
    console.log(`Installing ${packages.join(" ")}`);
    if (!listsAreFresh) {
      await apt("update");
      listsAreFresh = true;
    }
    await apt("install", "-y", "--no-install-recommends", ...packages);
  } catch {
    giveUp(`${what} is missing. On Debian: apt-get install ${packages.join(" ")}`);
  }
}

// `npm test`: builds and runs every test, on a fresh machine too.
//
// BROWSERS=chromium (or firefox, webkit) runs those that need a browser in that one alone, and installs
// nothing for the others.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildPackage, buildPage, page, prepareDemo } from "./demo.mjs";
import { root, run } from "./process.mjs";
import { setUpBrowsers, setUpNpm, setUpProxy, setUpRust } from "./setup.mjs";
import { geckodriver, tool } from "./tools.mjs";

// A change is judged by the same generated cases as the one before it. A suite that is run alone draws others,
// and so does the weekly run.
process.env.SEED ??= "1";

const browsers = (process.env.BROWSERS || "chromium,firefox,webkit").split(",").map((name) => name.trim());
const WASM = ["--target", "wasm32-unknown-unknown"];
const DENY_WARNINGS = ["--", "-D", "warnings"];
/** The shell's suites: whom it tells is the face in one, a program in the other. */
const SHELL = ["--test", "web", "--test", "event_source"];
/** The crate as the npm package has it, and as a program in Rust. */
const FEATURES = [["--no-default-features", "--features", "face"], []];

/** The driver of a browser, as wasm-pack's flags. */
const drivers = {
  chromium: async () => ["--chrome", "--chromedriver", process.env.CHROMEDRIVER ?? "/usr/bin/chromedriver"],
  firefox: async () => ["--firefox", "--geckodriver", await geckodriver()],
  // The runner asks any driver the same that it is told is Safari's.
  webkit: async () => ["--safari", "--safaridriver", "/usr/bin/WebKitWebDriver"],
};

async function testShell(browser) {
  const runner = await tool("wasm-bindgen-cli", "wasm-bindgen");
  const flags = await drivers[browser]();
  // wasm-pack takes the runner that it finds beside the wasm-bindgen on PATH.
  const PATH = `${join(runner, "..")}:${process.env.PATH}`;
  // WebKitGTK has no mode without a screen, and its sandbox none for root.
  const screen = browser === "webkit" ? ["xvfb-run", "-a"] : [];
  const sandbox = process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } : {};
  const [command, ...words] = [...screen, await tool("wasm-pack"), "test", "--headless", ...flags, "--", "--all-features", ...SHELL];
  await run(command, words, { env: { PATH, ...sandbox } });
}

async function clippyOfTheShell() {
  for (const features of FEATURES) {
    await run("cargo", ["clippy", "--locked", ...WASM, "--lib", ...features, ...DENY_WARNINGS]);
  }
  await run("cargo", ["clippy", "--locked", ...WASM, "--all-features", "--lib", ...SHELL, ...DENY_WARNINGS]);
}

/** As docs.rs makes it; and that its examples and those of the documents compile. */
async function documentation() {
  await run("cargo", ["doc", "--locked", ...WASM, "--lib", "--no-deps"], { env: { RUSTDOCFLAGS: "-D warnings" } });
  // Compiled and not run: they would look for a page.
  const env = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "true" };
  await run("cargo", ["test", "--locked", ...WASM, "--doc"], { env });
}

/** ms for one suite to end, or what it is made of; and for a step. What hangs says where, and holds nobody up. */
const PATIENCE = { suite: 15 * 60_000, step: 30 * 60_000 };

/** The suites of a folder, one after the other: a page in the background runs slower. */
async function suites(folder, env = {}) {
  const files = readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => join(folder, name));
  await run("node", ["--test", "--test-concurrency=1", `--test-timeout=${PATIENCE.suite}`, "--test-reporter=spec", ...files], {
    env: { BROWSERS: browsers.join(","), ...env },
  });
}

/** The suites of a folder with packages of its own. */
async function installed(folder) {
  await setUpNpm(join(root, folder));
  await suites(folder);
}

const steps = [
  ["Rust toolchain", setUpRust],
  ["format", () => run("cargo", ["fmt", "--all", "--check"])],
  ["format of the examples", () => run("cargo", ["fmt", "--all", "--check"], { cwd: join(root, "examples") })],
  ["clippy, native", () => run("cargo", ["clippy", "--locked", "--workspace", "--all-targets", ...DENY_WARNINGS])],
  ["clippy, wasm32", clippyOfTheShell],
  ["documentation of the crate", documentation],
  ["native tests", () => run("cargo", ["test", "--locked", "--workspace"])],
  ["package", buildPackage],
  ["face", () => suites("tests/face")],
  ["types", () => run(join(root, "node_modules/.bin/tsc"), ["-p", "tests/types"])],
  ["types of its users", () => suites("tests/types")],
  ["browsers and proxy", () => setUpBrowsers(browsers).then(setUpProxy)],
  ...browsers.map((browser) => [`shell in ${browser}`, () => testShell(browser)]),
  ["floor", () => installed("tests/floor")],
  ["supply", () => suites("tests/supply")],
  ["documents", () => suites("tests/docs")],
  ["demo", prepareDemo],
  ["types of the demo", () => run("npm", ["run", "--silent", "typecheck"], { cwd: page })],
  ["page of the demo", buildPage],
  ["end to end", () => suites("tests/e2e")],
  ...(browsers.includes("chromium") ? [["old browsers", () => installed("tests/old-browsers")]] : []),
  ["sharing", () => suites("tests/shared")],
  ["Vue", () => suites("tests/vue")],
  ["React", () => suites("tests/react")],
  ["front ends in Rust", () => suites("tests/rust")],
  ["screens of the demo", () => suites("www/tests")],
  // All of it: npm run test:packaging.
  ["packaging", () => suites("tests/packaging", { PACKAGING: process.env.PACKAGING ?? "core" })],
];

const started = Date.now();
for (const [name, step] of steps) {
  console.log(`\n▶ ${name}`);
  const late = setTimeout(() => {
    console.error(`✖ ${name}: no end after ${PATIENCE.step / 60_000} minutes`);
    // Which ends the children too: process.mjs.
    process.kill(process.pid, "SIGTERM");
  }, PATIENCE.step);
  try {
    await step();
    clearTimeout(late);
  } catch (error) {
    console.error(`✖ ${name}: ${error.message}`);
    process.exit(1);
  }
}
console.log(`\nAll ${steps.length} steps passed in ${Math.round((Date.now() - started) / 1000)} s`);

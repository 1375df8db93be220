// @ts-check
/** How blocks of each language are checked that are not compiled together: see compiler.mjs for those. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "../../scripts/process.mjs";
import { run } from "../e2e/child.mjs";
import { folder as tools } from "./document.mjs";

// Not there before document.mjs has installed it.
const { parse } = await import("java-parser");

/** @typedef {import("./document.mjs").Block} Block */

const OURS = JSON.parse(readFileSync(join(root, "pkg-template/package.json"), "utf8")).name;
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { devDependencies: known } = JSON.parse(readFileSync(join(tools, "package.json"), "utf8"));

/** What cargo has locked for the examples. */
const crates = readFileSync(join(root, "examples/Cargo.lock"), "utf8");

/** What the crate's documentation includes to compile it. */
const crate = readFileSync(join(root, "src/lib.rs"), "utf8");

/**
 * Compiled by `cargo test --doc`, in the document of which the other is a translation.
 *
 * @param {Block} block
 */
export function checkRust({ document }) {
  const original = document.replace(".zh-CN.md", ".md");
  assert.ok(crate.includes(`include_str!("../${original}")`), `src/lib.rs does not include ${original}`);
}

/** @param {Block} block */
export const checkJson = ({ code }) => void JSON.parse(code);

/**
 * The words of every command, and that what they name is there. Installing is not run: the package
 * may not be published.
 *
 * @param {Block} block
 */
export function checkShell({ code }) {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: code, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const commands = code.split("\n").map((line) => line.replace(/(^|\s)#.*/, "").trim());
  for (const command of commands.filter(Boolean)) {
    const words = command.split(/\s+/);
    const [program, verb, ...rest] = words;
    if (program === "npm" && ["install", "uninstall"].includes(verb)) {
      for (const specifier of rest) {
        // alias@npm:name, name
        const [alias, name = alias] = specifier.split("@npm:");
        assert.ok(name === OURS || alias in known, `${specifier} is no package that the blocks know`);
      }
    } else if (program === "npm") {
      const script = verb === "run" ? rest[0] : verb;
      assert.ok(script in scripts, `package.json has no script ${script}`);
    } else if (program === "cargo") {
      assert.ok(["add", "install"].includes(verb), `nobody knows how to check: ${command}`);
      for (const name of rest.filter((word) => !word.startsWith("-"))) {
        assert.ok(name === "trunk" || crates.includes(`name = "${name}"`), `${name} is no crate that the examples know`);
      }
    } else if (program === "trunk") {
      assert.ok(existsSync(join(root, words.at(-1) ?? "", "Trunk.toml")), `nobody knows how to check: ${command}`);
    } else if (program === "node") {
      const file = words.find((word) => word.endsWith(".mjs")) ?? "";
      assert.ok(existsSync(join(root, file)), `there is no ${file}`);
    } else {
      // Syntax is all that can be said of a request to the reader's own server.
      assert.equal(program, "curl", `nobody knows how to check: ${command}`);
    }
  }
}

/**
 * `nginx -t`, in the context that the block's first directive belongs to.
 *
 * @param {Block} block
 * @param {string} folder of its own
 */
export async function checkNginx({ code }, folder) {
  mkdirSync(join(folder, "temporary"), { recursive: true });
  const server = /^server\s*\{/m.test(code) ? code : `server {\nlisten unix:${join(folder, "socket")};\n${code}\n}`;
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${folder}/temporary/${kind};`)
    .join("\n");
  writeFileSync(join(folder, "nginx.conf"), `pid nginx.pid;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${server}\n}\n`);
  await run("openssl", [
    ..."req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2 -subj /CN=localhost".split(" "),
    ...["-keyout", join(folder, "key.pem"), "-out", join(folder, "certificate.pem")],
  ]);
  // Where Debian has it is not on everybody's PATH.
  const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` };
  await run("nginx", ["-t", "-p", folder, "-c", "nginx.conf", "-e", "stderr"], { env });
}

/** @param {Block} block */
export const checkJavaSyntax = ({ code }) => void parse(code);

/**
 * javac, against declarations of Spring's that have what the documents use and no more: Spring itself
 * comes from a registry of its own, which a test needs not ask.
 *
 * @param {Block} block
 * @param {string} folder of its own
 * @returns {boolean} false where there is no javac
 */
export function checkJava({ code }, folder) {
  cpSync(join(tools, "spring"), join(folder, "spring"), { recursive: true });
  const [, name = "Block"] = /^(?:public )?class (\w+)/m.exec(code) ?? [];
  const file = join(folder, `${name}.java`);
  writeFileSync(file, code);
  const { status, error, stderr } = spawnSync(
    "javac",
    ["-sourcepath", join(folder, "spring"), "-d", join(folder, "classes"), file],
    { encoding: "utf8" },
  );
  if (/** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === "ENOENT") return false;
  assert.equal(status, 0, stderr);
  return true;
}

/**
 * What a page loads from the package is in it, and import maps are JSON.
 *
 * @param {Block} block
 * @param {string} installed the package's folder
 */
export function checkPage({ code }, installed) {
  const paths = [...code.matchAll(/\/node_modules\/event-source-polyfill-wasm\/([\w./-]+)/g)];
  for (const [, file] of paths) assert.ok(existsSync(join(installed, file)), `the package has no ${file}`);
  const scripts = scriptElements(code);
  assert.ok(scripts.length > 0, "a page without a script");
  for (const { kind, code } of scripts) if (kind === "importmap") JSON.parse(code);
}

/**
 * The code that stands in a page.
 *
 * @param {Block} block
 */
export const scriptsOf = ({ code }) => scriptElements(code).filter(({ kind, code }) => kind !== "importmap" && code !== "");

/** @param {string} page */
function scriptElements(page) {
  return [...page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].map(([, attributes, code]) => ({
    kind: /type="(\w+)"/.exec(attributes)?.[1] ?? "classic",
    code,
  }));
}

// @ts-check
/**
 * The declarations of the packed tarball: programs that must compile and, in them, lines that must not, by every
 * compiler that is promised. What compiles with @types/event-source-polyfill, or with lib.dom's EventSource, compiles
 * with ours; the same program is given to both. Nothing runs.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";
import { VERSIONS, composables, projects, resolution } from "./projects.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const { folder, remove } = temporaryFolder("event-source-types-");
after(remove);

for (const file of ["package.json", "package-lock.json"]) cpSync(join(here, file), join(folder, file));
await run("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder });
const installed = join(folder, "node_modules");

/** Ours under both names; theirs is found under @types. */
for (const side of ["ours", "theirs"]) {
  mkdirSync(join(folder, side, "node_modules"), { recursive: true });
  writeFileSync(join(folder, side, "package.json"), JSON.stringify({ private: true, type: "module" }));
  cpSync(join(here, "programs"), join(folder, side), { recursive: true });
}
const ours = join(folder, "ours/node_modules/event-source-polyfill");
mkdirSync(ours);
await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", ours]);
symlinkSync("event-source-polyfill", `${ours}-wasm`);

/** Native: lib.dom's class in the place of the import. */
cpSync(join(folder, "theirs"), join(folder, "native"), { recursive: true });
{
  const program = readFileSync(join(here, "programs/lib-dom.ts"), "utf8");
  const native = program.replace(/^import \{ EventSourcePolyfill as Polyfill \} from .*$/m, "const Polyfill = EventSource;");
  assert.notEqual(native, program);
  writeFileSync(join(folder, "native/lib-dom.ts"), native);
}

let count = 0;

/**
 * @param {string} version
 * @param {string} place
 * @param {string[]} programs
 * @param {Record<string, unknown>} options
 * @returns {Promise<string[]>} what is wrong in the programs and in our declarations; other packages' need more than they ask for
 */
async function compile(version, place, programs, options) {
  const configuration = join(folder, place, `tsconfig.${(count += 1)}.json`);
  const compilerOptions = {
    ...{ target: "es2022", strict: true, skipLibCheck: false, noEmit: true, types: [], ...resolution(/** @type {any} */ (version)) },
    ...{ typeRoots: [join(installed, "@types"), installed], ...options },
  };
  writeFileSync(configuration, JSON.stringify({ compilerOptions, files: programs }));
  const compiler = join(installed, `typescript-${version}/bin/tsc`);
  const child = spawn(process.execPath, [compiler, "-p", configuration, "--pretty", "false"], { cwd: join(folder, place) });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.ok(code === 0 || said.trim(), `the compiler ends with ${code} and a word`);
  return said.split(/\n(?! )/).filter((line) => line.trim() && !/^((\.\.\/)+node_modules|node_modules\/vue)\//.test(line));
}

for (const version of VERSIONS) {
  /** One run of the compiler for all that differ in the program alone. @type {Map<string, { programs: Set<string>, wrong?: Promise<string[]> }>} */
  const runs = new Map();
  const here = projects.filter(({ versions = VERSIONS }) => versions.includes(version));
  for (const { program, declarations, options = {} } of here) {
    for (const side of declarations) {
      const key = JSON.stringify([side, options]);
      runs.set(key, runs.get(key) ?? { programs: new Set() });
      runs.get(key)?.programs.add(program);
    }
  }
  suite(`TypeScript ${version}`, { concurrency: 2 }, () => {
    for (const { name, program, declarations, options = {} } of here) {
      for (const side of declarations) {
        test(`${name}: ${side}`, async () => {
          const run = /** @type {{ programs: Set<string>, wrong?: Promise<string[]> }} */ (runs.get(JSON.stringify([side, options])));
          run.wrong ??= compile(version, side, [...run.programs], options);
          const others = [...run.programs].filter((other) => other !== program);
          const wrong = (await run.wrong).filter((line) => !others.some((other) => line.startsWith(`${other}(`)));
          assert.equal(wrong.join("\n"), "");
        });
      }
    }
  });
}

suite("Vue", { concurrency: 2 }, () => {
  for (const [vue, version] of composables) {
    test(`${vue}, TypeScript ${version}`, async () => {
      const place = `vue-${vue}-${version}`;
      cpSync(join(here, "vue/use.ts"), join(folder, place, "use.ts"));
      writeFileSync(join(folder, place, "package.json"), JSON.stringify({ private: true, type: "module" }));
      cpSync(ours, join(folder, place, "node_modules/event-source-polyfill-wasm"), { recursive: true });
      cpSync(join(installed, `vue-${vue}`), join(folder, place, "node_modules/vue"), { recursive: true });
      const wrong = await compile(version, place, ["use.ts"], { lib: ["es2022", "dom", "dom.iterable"] });
      assert.equal(wrong.join("\n"), "");
    });
  }
});

// @ts-check
/**
 * What ships keeps to the floor that package.json names: it is read with the syntax of ECMAScript 2019,
 * and names nothing that a browser of the floor has not. PACKAGE_TARBALL picks the package.
 *
 * What is younger is used behind a question whether it is there; `asked` has the list.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { ESLint } from "eslint";
import compat from "eslint-plugin-compat";
import es from "eslint-plugin-es-x";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";
import { asked, elsewhere } from "./exceptions.mjs";

const { folder, remove } = temporaryFolder("event-source-floor-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const installed = join(folder, "package");
const { browserslist } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

const eslint = new ESLint({
  cwd: installed,
  overrideConfigFile: true,
  allowInlineConfig: false,
  overrideConfig: [
    {
      files: ["**/*.js"],
      plugins: { compat, "es-x": /** @type {any} */ (es) },
      // import() and import.meta are of 2020, but Chromium has them since 63 and 64; what else is of 2020 has a rule.
      languageOptions: { ecmaVersion: 2020, sourceType: "module" },
      linterOptions: { reportUnusedDisableDirectives: "off" },
      rules: {
        ...es.configs["flat/restrict-to-es2019"].rules,
        "es-x/no-dynamic-import": "off",
        "es-x/no-import-meta": "off",
        // Arrays have methods of these names, and wasm's tables and streams.
        ...Object.fromEntries(Object.keys(es.rules).filter((name) => /^no-(iterator-prototype|arraybuffer|resizable)/.test(name)).map((name) => [`es-x/${name}`, "off"])),
        "compat/compat": "error",
      },
      // Of whatever type a method's object may be.
      settings: { "es-x": { aggressive: true }, targets: browserslist, lintAllEsApis: true },
    },
    { files: ["cjs/**", "event-source-polyfill*.js", "src/*.js"], languageOptions: { sourceType: "script" } },
    // Their own short names may be those of methods.
    { files: ["**/*.min.js"], settings: { "es-x": { aggressive: false } } },
  ],
});

const results = await eslint.lintFiles(["**/*.js"]);
after(remove);

test("the floor is named", () => {
  assert.ok(browserslist?.length > 0);
});

for (const { filePath, messages } of results) {
  const file = filePath.slice(installed.length + 1);
  if (elsewhere.some(({ files }) => files.test(file))) continue;
  test(file, () => {
    const faults = messages
      .map(({ line, column, message, fatal }) => `${line}:${column} ${fatal ? "syntax: " : ""}${message}`)
      .filter((fault) => !asked.some((name) => fault.includes(name)));
    assert.deepEqual(faults, []);
  });
}

test("every exception is needed", () => {
  const all = results.flatMap(({ messages }) => messages.map(({ message }) => message));
  assert.deepEqual(asked.filter((name) => !all.some((message) => message.includes(name))), []);
});

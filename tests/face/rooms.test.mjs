// @ts-check
/** Claim: the rooms of pkg-template import each other one way. Types, which are comments, may look back. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const template = new URL("../../pkg-template/", import.meta.url);

/** Each room, and what it may import besides its own files: rooms, or single files of one. */
const ROOMS = /** @type {Record<string, string[]>} */ ({
  entries: ["composable", "sharing", "face", "driver", "platform"],
  composable: ["entries/index.js", "entries/shared.js", "platform"],
  sharing: ["face", "delivery", "driver/inert.js", "platform"],
  face: ["delivery", "driver/inert.js", "platform"],
  driver: ["platform"],
  delivery: ["platform"],
  platform: [],
});

/** A package of the page's own. */
const OUTSIDE = ["entries/react.js imports react", "entries/vue.js imports vue"];

const COMMENT = /\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm;
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)"([^"]+)"/g;

/** @param {string} program */
const importsOf = (program) => Array.from(program.replace(COMMENT, " ").matchAll(IMPORT), ([, name]) => name);

const rooms = readdirSync(template, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(new URL(`${entry.name}/`, template)).some((name) => /(?<!\.d)\.[cm]?[jt]s$/.test(name)))
  .map(({ name }) => name);

const imports = rooms.flatMap((room) =>
  readdirSync(new URL(`${room}/`, template), { encoding: "utf8", recursive: true }).flatMap((name) => {
    if (!name.endsWith(".js")) return [];
    const file = new URL(`${room}/${name}`, template);
    return importsOf(readFileSync(file, "utf8")).map((imported) => ({
      from: `${room}/${name}`,
      to: imported.startsWith(".") ? new URL(imported, file).pathname.slice(template.pathname.length) : imported,
    }));
  }),
);

test("imports are found, and comments are none", () => {
  const program = [
    'import { a } from "./1.js"; export * from "2";',
    'import "./3.js";',
    'const run = () => import(/* @vite-ignore */ "./4.js");',
    '/** @typedef {import("./no.js").A} A */',
    '// import "./no.js";',
    'const url = "https://h/"; import b, {\n  c,\n} from "./5.js"; // from "./no.js"',
  ];
  assert.deepEqual(importsOf(program.join("\n")), ["./1.js", "2", "./3.js", "./4.js", "./5.js"]);
});

test("there are these rooms, and no drawer beside them", () => {
  assert.deepEqual(rooms.sort(), Object.keys(ROOMS).sort());
});

for (const [room, allowed] of Object.entries(ROOMS)) {
  test(`${room} imports ${allowed.join(", ") || "nothing"}`, () => {
    const own = imports.filter(({ from }) => from.startsWith(`${room}/`));
    const strays = own
      .filter(({ to }) => ![room, ...allowed].some((place) => to === place || to.startsWith(`${place}/`)))
      .map(({ from, to }) => `${from} imports ${to}`);
    assert.deepEqual(strays, OUTSIDE.filter((line) => line.startsWith(`${room}/`)));
  });
}

// What is changed about the glue that wasm-bindgen makes.

/**
 * Text in and out by our own choice of codec, no effect for a method that nobody calls.
 * @param {string} glue
 * @param {string} encoding where pkg-template/platform/encoding.js is
 */
export function adaptGlue(glue, encoding) {
  const adapted = glue
    // What Rust calls a string is well-formed; to make sure of it takes longer.
    .replace(/new TextDecoder\('utf-8', \{ ignoreBOM: true, fatal: true \}\)/g, "textDecoder()")
    .replace(/new TextEncoder\(\)/g, "textEncoder()")
    .replace(/^if \(Symbol\.dispose\).*$/m, "");
  if (/\bText(De|En)coder\b/.test(adapted)) {
    throw new Error("the glue makes its codecs in a way that adaptGlue() does not know");
  }
  return `import { textDecoder, textEncoder } from "${encoding}";\n${adapted}`;
}

/**
 * As a function that makes the glue, so that nothing of it runs at import; and without the loading of the
 * wasm, which is driver/'s: what is given are the classes, the wasm's imports, and what makes an instance
 * of it the glue's.
 *
 * @param {string} glue of the target "web"
 */
export function asFunction(glue) {
  const at = glue.indexOf("async function __wbg_load(");
  const [, imported] = /^(import .*\n)/.exec(glue) ?? [];
  const classes = [...glue.matchAll(/^export class (\w+)/gm)].map(([, name]) => name);
  if (at < 0 || !imported || classes.length === 0 || !/\bfunction __wbg_finalize_init\(/.test(glue)) {
    throw new Error("the glue is of a form that asFunction() does not know");
  }
  const body = glue.slice(imported.length, at).replace(/^export (?=class )/gm, "");
  if (/^export /m.test(body)) {
    throw new Error("the glue exports more than classes");
  }
  return `${imported}export function glue() {\n${body}return { ${classes.join(", ")}, imports: __wbg_get_imports, start: __wbg_finalize_init };\n}\n`;
}

/**
 * The same of its declarations.
 * @param {string} declarations
 */
export function typesAsFunction(declarations) {
  return `${declarations}
export function glue(): {
  EventSourceDriver: typeof EventSourceDriver;
  /** What the wasm is instantiated with. */
  imports(): WebAssembly.Imports;
  /** Makes an instance the one that the classes call. */
  start(instance: WebAssembly.Instance): unknown;
};
`;
}

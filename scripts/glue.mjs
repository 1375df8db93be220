// What is changed about the glue that wasm-bindgen makes.

/** Strings cross rarely and are short: the plain way is small, and fast enough. */
const PASS_STRING = `function passStringToWasm0(arg, malloc) {
    const bytes = encode(arg);
    const ptr = malloc(bytes.length, 1) >>> 0;
    getUint8ArrayMemory0().set(bytes, ptr);
    WASM_VECTOR_LEN = bytes.length;
    return ptr;
}
`;
const DECODE_TEXT = `function decodeText(ptr, len) {
    return decodeUnits(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}
`;
/** Makes of an import one whose exceptions Rust catches. */
const CAUGHT = `const caught = (f) => function () {
    return handleError(f, arguments);
};
`;

/**
 * Text in and out by our own codec, which jsdom has as well; wrappers said once; nothing for a method that
 * nobody calls.
 *
 * @param {string} glue
 * @param {string} encoding where pkg-template/platform/encoding.js is
 */
export function adaptGlue(glue, encoding) {
  /** @type {[RegExp, string][]} */
  const changes = [
    [/^function passStringToWasm0\([^]*?^}\n/m, PASS_STRING],
    [/^let cachedTextDecoder = [^]*?^function decodeText\([^]*?^}\n/m, DECODE_TEXT],
    [/^const cachedTextEncoder = .*\n+(if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?^}\n)?/m, ""],
    [/^( *)__destroy_into_raw\(\) \{[^]*?^\1}\n\1free\(\) \{[^]*?^\1}\n/m, ""],
    [/^if \(Symbol\.dispose\).*$/m, ""],
  ];
  const adapted = changes.reduce((glue, [pattern, replacement]) => {
    if (!pattern.test(glue)) throw new Error(`the glue has nothing like ${pattern}`);
    return glue.replace(pattern, () => replacement);
  }, glue);
  const brief = adapted.replace(/function\s?\(\) \{ return handleError\((function \([^]*?)\n( *)}, arguments\); }/g, "caught($1\n$2})");
  if (/\bText(De|En)coder\b/.test(brief)) {
    throw new Error("the glue makes its codecs in a way that adaptGlue() does not know");
  }
  return `import { decodeUnits, encode } from "${encoding}";\n${CAUGHT}${brief}`;
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
  if (/^export |: function\(\) \{ return handleError/m.test(body)) {
    throw new Error("the glue exports more than classes, or catches in another way");
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

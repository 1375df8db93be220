// What is changed about the glue that wasm-bindgen makes.

/** Strings cross rarely and are short: the plain way is small, and fast enough. */
const PASS_STRING = `function passStringToWasm0(arg, malloc) {
    const bytes = encode(arg);
    const ptr = malloc(bytes.length, 1) >>> 0;
    getArrayU8FromWasm0(ptr, bytes.length).set(bytes);
    WASM_VECTOR_LEN = bytes.length;
    return ptr;
}
`;
const DECODE_TEXT = `function decodeText(ptr, len) {
    return decodeUnits(getArrayU8FromWasm0(ptr, len));
}
`;
/** A string or none, as two numbers in memory. */
const GIVE_STRING = `function giveString(at, string, malloc) {
    const ptr = isLikeNone(string) ? 0 : passStringToWasm0(string, malloc);
    getArrayU32FromWasm0(at, 2).set([ptr, WASM_VECTOR_LEN]);
}
`;
/** Calls may nest. While one of a closure that changes what it holds runs, there must be no other. */
const makeClosure = (/** @type {string} */ destroy) => `function makeClosure(arg0, b, f, isMut) {
    const state = { a: arg0, b, cnt: 1 };
    const real = (arg) => {
        state.cnt++;
        const { a } = state;
        if (isMut) state.a = 0;
        try {
            return f(a, b, arg);
        } finally {
            state.a = a;
            real._wbg_cb_unref();
        }
    };
    real._wbg_cb_unref = () => {
        if (--state.cnt === 0) {
            ${destroy}(state.a, b);
            state.a = 0;
            CLOSURE_DTORS.unregister(state);
        }
    };
    CLOSURE_DTORS.register(real, state, state);
    return real;
}
const makeMutClosure = (a, b, f) => makeClosure(a, b, f, true);
`;
/** Only of an instance: nobody asks for more. */
const START = `let wasm;
function __wbg_finalize_init(instance) {
    wasm = instance.exports;
    $1
}
`;
/** Makes of an import one whose exceptions Rust catches. None takes more: an array for each call is what takes time. */
const CAUGHT = `function caught(f) {
    return (a, b, c, d, e) => {
        try {
            return f(a, b, c, d, e);
        } catch (e) {
    $1
        }
    };
}
`;
/** What frees what JavaScript has forgotten. */
const SAID_ONCE = `const finalization = (free) => typeof FinalizationRegistry === "undefined" ? { register() {}, unregister() {} } : new FinalizationRegistry(free);
`;

/**
 * Text in and out by our own codec, which jsdom has as well; wrappers said once; nothing for a method that
 * nobody calls. Views of memory are made anew each time: few are needed for a read, and none outlives the
 * memory's growth, of which wasm2js tells nobody.
 *
 * @param {string} glue
 * @param {string} encoding where pkg-template/platform/encoding.js is
 */
export function adaptGlue(glue, encoding) {
  const [, memory] = /= new Uint8Array\((wasm\.\w+\.buffer)\)/.exec(glue) ?? [];
  const [, destroy] = /^const CLOSURE_DTORS = [^;]*state => (wasm\.\w+)\(state\.a, state\.b\)/m.exec(glue) ?? [];
  if (!memory || !destroy) throw new Error("the glue has no memory, or no closures");
  /** @type {[RegExp, string][]} */
  const changes = [
    [/^function passStringToWasm0\([^]*?^}\n/m, PASS_STRING + GIVE_STRING],
    [/^let cachedTextDecoder = [^]*?^function decodeText\([^]*?^}\n/m, DECODE_TEXT],
    [/^const cachedTextEncoder = .*\n+(if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?^}\n)?/m, ""],
    [/^( *)__destroy_into_raw\(\) \{[^]*?^\1}\n\1free\(\) \{[^]*?^\1}\n/m, ""],
    [/^if \(Symbol\.dispose\).*$/m, ""],
    [/\b(?:var|const) ptr1 = .*passStringToWasm0\(ret, (.*), .*\);\n.*len1 = .*\n.*, len1, true\);\n.*, ptr1, true\);/g, "giveString(arg0, ret, $1);"],
    [/^let cached(\w+)Memory0 = null;\nfunction get\1Memory0\(\) \{[^]*?^}\n/gm, ""],
    [/^(function getArray\w+\(ptr, len\) \{\n).*\n.*get(\w+)Memory0\(\).*\n/gm, `$1    return new $2(${memory}, ptr >>> 0, len);\n`],
    [/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{.*\}\s*: new FinalizationRegistry\((.*)\);/g, "finalization($1);"],
    [/^function handleError\([^]*?catch \(e\) \{\n([^]*?)\n    }\n}\n/m, CAUGHT],
    [/^function makeClosure\([^]*?^}\n/m, makeClosure(destroy)],
    [/^function makeMutClosure\([^]*?^}\n/m, ""],
  ];
  const adapted = changes.reduce((glue, [pattern, replacement]) => {
    if (!glue.match(pattern)) throw new Error(`the glue has nothing like ${pattern}`);
    return glue.replace(pattern, replacement);
  }, glue);
  const brief = adapted
    .replaceAll("getDataViewMemory0()", `new DataView(${memory})`)
    .replace(/function\s?\(\) \{ return handleError\((function \([^]*?)\n( *)}, arguments\); }/g, "caught($1\n$2})")
    .replace(/^export function (\w+)\(\) \{ return handleError\((function \([^]*?)\n}, arguments\); }/gm, "export const $1 = caught($2\n});")
    // None has a `this`, and most are one expression.
    .replace(/\bfunction ?\((.*)\) \{\n(?: *\/\/.*\n)? *const ret = (.*);\n *return ret;\n *}/g, "($1) => $2")
    .replace(/\bfunction ?\((.*)\) \{/g, "($1) => {");
  if (/\bText(De|En)coder\b|\bget\w+Memory0\b|\bhandleError\b|\bcaught\(\([^)]*\barg5\b/.test(brief)) {
    throw new Error("the glue makes its codecs, or its views of memory, or catches, in a way that adaptGlue() does not know");
  }
  return `import { decodeUnits, encode } from "${encoding}";\n${SAID_ONCE}${brief}`;
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
  const body = glue
    .slice(imported.length, at)
    .replace(/^export (?=class )/gm, "")
    .replace(/^let wasmModule, .*\nfunction __wbg_finalize_init\([^]*(wasm\.\w+\(\);)[^]*?^}\n/m, START);
  if (/\bwasm(Module|Instance)\b/.test(body) || /^export /m.test(body)) {
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

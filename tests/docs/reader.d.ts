/** What the documents take for granted in the reader's application. */
declare const token: string;
declare const question: string;
declare function fetchToken(how?: { refresh: boolean }): Promise<string>;
declare function show(...values: unknown[]): void;
declare function notify(text: string): void;
declare function logOut(why: unknown): void;
declare function reload(): void;
/** RequireJS, as much of it as they use. */
declare const requirejs: {
  config(configuration: { paths: Record<string, string> }): void;
  (modules: string[], ready: (polyfill: typeof import("event-source-polyfill-wasm")) => void): void;
};
/** Nuxt's, as much of it as they use. */
declare function defineNuxtConfig(config: {
  hooks: { "build:manifest"(manifest: Record<string, { file: string; preload?: boolean; prefetch?: boolean }>): void };
}): unknown;

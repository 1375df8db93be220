/** The names that only some of the readers of umd.js know, and what the build puts in. */
declare const module: unknown;
declare const exports: Record<string, unknown>;
declare const define: undefined | (((dependencies: string[], factory: () => object) => void) & { amd?: object });
/** From the folder of the file that is made to that of the package, as in a URL. */
declare const FOLDER: string;
/** What a bundler finds the JavaScript form by. */
declare const JAVASCRIPT_FORM: string;

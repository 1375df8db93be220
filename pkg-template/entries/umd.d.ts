/** The names that only some of the readers of umd.js know, and what the build puts in. */
declare const module: unknown;
declare const exports: Record<string, unknown>;
declare const define: undefined | (((dependencies: string[], factory: () => object) => void) & { amd?: object });
/** From the folder of the file that is made to that of the package, as in a URL. */
declare const FOLDER: string;
/** Whether there may be an import() in it. */
declare const IMPORTS: boolean;
/** In whose place the build puts a require() that bundlers read: one in the sources would be bundled there. */
declare function requireJavascriptForm(): void;

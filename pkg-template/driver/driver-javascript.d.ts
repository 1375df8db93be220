// The build makes driver-javascript.js: glue.js and the wasm, as JavaScript.
export { EventSourceDriver } from "./glue.js";

// jsdom has no fetch: an environment that lends Node's, as projects have that mock requests.
const { TestEnvironment, default: Environment } = require("jest-environment-jsdom");

module.exports = class extends (TestEnvironment || Environment || require("jest-environment-jsdom")) {
  async setup() {
    await super.setup();
    const { AbortController, AbortSignal, Headers, ReadableStream, Request, Response, TextDecoder, TextEncoder, fetch } = globalThis;
    Object.assign(this.global, { AbortController, AbortSignal, Headers, ReadableStream, Request, Response });
    Object.assign(this.global, { TextDecoder, TextEncoder, Uint8Array, fetch });
  }
};

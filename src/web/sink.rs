//! The calls that Rust makes on the face. Each may run listeners, so no borrow is alive around one.

use js_sys::{Promise, Uint32Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, Headers, ReadableStream};

#[wasm_bindgen]
extern "C" {
    /// The face's side of the bridge, see `pkg-template/event-source.js`.
    #[derive(Clone, Debug)]
    pub type Sink;

    /// The `headers` attribute as it is now.
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn headers(this: &Sink) -> Result<JsValue, JsValue>;

    /// Announce the connection, with the response where there is one.
    #[wasm_bindgen(method, catch)]
    pub(super) fn open(
        this: &Sink,
        detail: JsValue,
        headers: Option<&Headers>,
    ) -> Result<(), JsValue>;

    /// Dispatch events. `spans` is a copy: wasm memory may move while listeners run. Gives a promise
    /// if the page wants nothing read before it is fulfilled.
    #[wasm_bindgen(method, catch)]
    pub(super) fn messages(
        this: &Sink,
        text: &str,
        spans: Uint32Array,
    ) -> Result<Option<Promise>, JsValue>;

    /// Dispatch `error`, with the response's headers, what was thrown, the body of a refused
    /// response and what ends it, where there is any.
    #[wasm_bindgen(method, catch)]
    pub(super) fn error(
        this: &Sink,
        detail: JsValue,
        headers: Option<&Headers>,
        error: &JsValue,
        body: Option<&ReadableStream>,
        controller: Option<&AbortController>,
    ) -> Result<(), JsValue>;

    /// Nothing will be called any more.
    #[wasm_bindgen(method, catch)]
    pub(super) fn closed(this: &Sink) -> Result<(), JsValue>;
}

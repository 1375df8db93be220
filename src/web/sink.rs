//! The calls that Rust makes on the face. Each may run the page's code, so no borrow is alive around
//! one.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

use super::response::FetchResponse;

#[wasm_bindgen]
extern "C" {
    /// The face's side of the bridge, see `pkg-template/face/source.js`.
    #[derive(Clone, Debug)]
    pub type Sink;

    /// Asks the page for its part of an attempt's request: an init dictionary, or a promise of it.
    #[wasm_bindgen(method, catch)]
    pub(super) fn request(this: &Sink, detail: JsValue) -> Result<JsValue, JsValue>;

    /// Sends a request: fetch, the page's own or the platform's, and what it gives.
    #[wasm_bindgen(method, catch)]
    pub(super) fn fetch(
        this: &Sink,
        url: &str,
        init: &JsValue,
        signal: Option<&AbortSignal>,
    ) -> Result<JsValue, JsValue>;

    /// Reads from the body's reader (undefined: there is no body), but not in the task of an event: natively
    /// the next one has its own. `fulfilled` is given the chunk, or undefined at the end.
    #[wasm_bindgen(method, catch)]
    pub(super) fn read(
        this: &Sink,
        reader: Option<&JsValue>,
        fulfilled: &JsValue,
        rejected: &JsValue,
    ) -> Result<(), JsValue>;

    /// Announce the connection, with the response where there is one.
    #[wasm_bindgen(method, catch)]
    pub(super) fn open(this: &Sink, response: Option<&FetchResponse>) -> Result<(), JsValue>;

    /// Dispatch events, whose text is ASCII. Both are views of wasm memory, which may move as soon as
    /// a listener runs. Gives a promise if it has not come to the end: nothing else is told before it
    /// is fulfilled, and nothing read.
    #[wasm_bindgen(method, catch)]
    pub(super) fn messages(
        this: &Sink,
        text: &[u8],
        spans: &[u32],
    ) -> Result<Option<Promise>, JsValue>;

    /// The same of a text that is not.
    #[wasm_bindgen(method, catch, js_name = messages)]
    pub(super) fn messages_in_utf16(
        this: &Sink,
        text: &[u16],
        spans: &[u32],
    ) -> Result<Option<Promise>, JsValue>;

    /// Gives a promise if the page wants nothing read before it is fulfilled.
    #[wasm_bindgen(method)]
    pub(super) fn backlog(this: &Sink) -> Option<Promise>;

    /// Dispatch `error`, with the response where there is one, what was thrown, and what ends the
    /// request. Gives whether a listener has begun to read the body of a refused response.
    #[wasm_bindgen(method, catch)]
    pub(super) fn error(
        this: &Sink,
        detail: JsValue,
        response: Option<&FetchResponse>,
        error: &JsValue,
        controller: Option<&AbortController>,
    ) -> Result<bool, JsValue>;

    /// Cancels a body, the reader of one, or the body of a response that comes too late.
    #[wasm_bindgen(method, catch, js_name = giveUp)]
    pub(super) fn give_up(this: &Sink, body: &JsValue) -> Result<(), JsValue>;

    /// Nothing will be called any more.
    #[wasm_bindgen(method, catch)]
    pub(super) fn closed(this: &Sink) -> Result<(), JsValue>;
}

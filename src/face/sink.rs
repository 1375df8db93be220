//! The calls that Rust makes on the face. What one throws is dropped, but for text that there is no string for:
//! listeners' exceptions are reported by the dispatch, what is left is an engine at its limits (stack, memory).

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

use super::detail::{attempt_detail, error_detail};
use crate::connection::{Failure, Request};
use crate::event_stream::{Batch, Text};
use crate::web::{FetchResponse, Sink};

#[wasm_bindgen]
extern "C" {
    /// The face's side of the bridge, see `pkg-template/face/sink.js`.
    #[derive(Clone, Debug)]
    #[wasm_bindgen(js_name = Sink)]
    pub type FaceSink;

    /// Asks the page for its part of an attempt's request: an init dictionary, or a promise of it.
    #[wasm_bindgen(method, catch)]
    fn request(this: &FaceSink, detail: JsValue) -> Result<JsValue, JsValue>;

    /// Sends a request: fetch, the page's own or the platform's, and what it gives.
    #[wasm_bindgen(method, catch)]
    fn fetch(
        this: &FaceSink,
        url: &str,
        init: &JsValue,
        signal: Option<&AbortSignal>,
    ) -> Result<JsValue, JsValue>;

    /// Reads from the body's reader (undefined: there is no body; a promise: what a read has come to). What
    /// is read is told in a later task than the event before: natively each has its own. `fulfilled` is
    /// given the chunk, or undefined at the end.
    #[wasm_bindgen(method, catch)]
    fn read(
        this: &FaceSink,
        reader: Option<&JsValue>,
        fulfilled: &JsValue,
        rejected: &JsValue,
    ) -> Result<(), JsValue>;

    /// Announce the connection, with the response where there is one.
    #[wasm_bindgen(method, catch)]
    fn open(this: &FaceSink, response: Option<&FetchResponse>) -> Result<(), JsValue>;

    /// Dispatch events, whose text is ASCII. Both are views of wasm memory, which may move as soon as
    /// a listener runs. Gives a promise if it has not come to the end: nothing else is told before it
    /// is fulfilled, and nothing read.
    #[wasm_bindgen(method, catch)]
    fn messages(this: &FaceSink, text: &[u8], spans: &[u32]) -> Result<Option<Promise>, JsValue>;

    /// The same of a text that is not.
    #[wasm_bindgen(method, catch, js_name = messages)]
    fn messages_in_utf16(
        this: &FaceSink,
        text: &[u16],
        spans: &[u32],
    ) -> Result<Option<Promise>, JsValue>;

    /// Gives a promise if the page wants nothing read before it is fulfilled.
    #[wasm_bindgen(method)]
    fn backlog(this: &FaceSink) -> Option<Promise>;

    /// Dispatch `error`, with the response where there is one, what was thrown, and what ends the
    /// request. Gives whether a listener has begun to read the body of a refused response.
    #[wasm_bindgen(method, catch)]
    fn error(
        this: &FaceSink,
        detail: JsValue,
        response: Option<&FetchResponse>,
        error: &JsValue,
        controller: Option<&AbortController>,
    ) -> Result<bool, JsValue>;

    /// Cancels a body, the reader of one, or the body of a response that comes too late.
    #[wasm_bindgen(method, catch, js_name = giveUp)]
    fn give_up(this: &FaceSink, body: &JsValue) -> Result<(), JsValue>;

    /// Nothing will be called any more.
    #[wasm_bindgen(method, catch)]
    fn closed(this: &FaceSink) -> Result<(), JsValue>;
}

impl Sink for FaceSink {
    fn request(&self, request: &Request) -> Result<JsValue, JsValue> {
        self.request(attempt_detail(request))
    }

    fn fetch(
        &self,
        url: &str,
        init: &JsValue,
        signal: Option<&AbortSignal>,
    ) -> Result<JsValue, JsValue> {
        self.fetch(url, init, signal)
    }

    fn read(
        &self,
        reader: Option<&JsValue>,
        fulfilled: &JsValue,
        rejected: &JsValue,
    ) -> Result<(), JsValue> {
        self.read(reader, fulfilled, rejected)
    }

    fn chunk(&self, read: JsValue) -> Result<Option<Uint8Array>, JsValue> {
        Ok((!read.is_undefined()).then(|| read.unchecked_into()))
    }

    fn open(&self, response: Option<&FetchResponse>) {
        drop(self.open(response));
    }

    fn messages(&self, batch: &mut Batch) -> Result<Option<Promise>, JsValue> {
        match batch.text() {
            Text::Ascii(text) => self.messages(text, batch.spans()),
            Text::Utf16(text) => self.messages_in_utf16(text, batch.spans()),
        }
    }

    fn backlog(&self) -> Option<Promise> {
        self.backlog()
    }

    fn error(
        &self,
        failure: Failure,
        response: Option<&FetchResponse>,
        thrown: &JsValue,
        controller: Option<&AbortController>,
    ) -> bool {
        self.error(error_detail(failure), response, thrown, controller) == Ok(true)
    }

    fn give_up(&self, body: &JsValue) {
        drop(self.give_up(body));
    }

    fn closed(&self) {
        drop(self.closed());
    }
}

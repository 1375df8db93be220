//! Whom the driver tells, and by whom its requests are made: the face, or a Rust program's stream.
//!
//! Each call may run the page's code, so no borrow is alive around one.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

use super::response::FetchResponse;
use crate::connection::{Failure, Request};
use crate::event_stream::Batch;

/// The one place where the driver says what has happened.
pub(crate) trait Sink: 'static {
    /// Asks for the page's part of an attempt's request: an init dictionary, or a promise of it.
    fn request(&self, request: &Request) -> Result<JsValue, JsValue>;

    /// Sends a request, and gives what fetch gives.
    fn fetch(
        &self,
        url: &str,
        init: &JsValue,
        signal: Option<&AbortSignal>,
    ) -> Result<JsValue, JsValue>;

    /// Reads from the body's reader; without one there is no body, and a promise in its place is what a
    /// read has come to. `fulfilled` is given what [`chunk`](Self::chunk) takes.
    fn read(
        &self,
        reader: Option<&JsValue>,
        fulfilled: &JsValue,
        rejected: &JsValue,
    ) -> Result<(), JsValue>;

    /// What was read, which is bytes and does not only look like them; nothing at the end of the body.
    fn chunk(&self, read: JsValue) -> Result<Option<Uint8Array>, JsValue>;

    /// Announce the connection, with the response where there is one.
    fn open(&self, response: Option<&FetchResponse>);

    /// Dispatch events. Gives a promise if it has not come to the end: nothing else is told before it
    /// is fulfilled, and nothing read. What is left of the batch is taken into use again.
    ///
    /// # Errors
    /// What was thrown where the engine cannot take the text.
    fn messages(&self, batch: &mut Batch) -> Result<Option<Promise>, JsValue>;

    /// Gives a promise if nothing is to be read before it is fulfilled.
    fn backlog(&self) -> Option<Promise>;

    /// Dispatch `error`, with the response where there is one, what was thrown, and what ends the
    /// request. Gives whether somebody else reads the body of a refused response, and ends it.
    fn error(
        &self,
        failure: Failure,
        response: Option<&FetchResponse>,
        thrown: &JsValue,
        controller: Option<&AbortController>,
    ) -> bool;

    /// Cancels a body, the reader of one, or the body of a response that comes too late.
    fn give_up(&self, body: &JsValue);

    /// Nothing will be called any more.
    fn closed(&self);
}

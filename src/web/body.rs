//! The body of a response, chunk by chunk: a stream's reader, the platform's or one that is like it.
//!
//! A mocked or ponyfilled `fetch` gives `{ getReader() }`, so nothing is asked of a body but that.

use js_sys::{TypeError, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A `ReadableStream`, or what stands in for one.
    pub(super) type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    pub(super) fn reader(this: &Body) -> Result<Reader, JsValue>;

    /// Of a `ReadableStream` alone: a TypeError for what is none, or locked. Its constructor would do
    /// as well, but came later than streams did.
    #[wasm_bindgen(js_namespace = ["ReadableStream", "prototype", "getReader"], js_name = call, catch)]
    pub(super) fn reader_of_stream(stream: &JsValue) -> Result<Reader, JsValue>;

    /// `ReadableStreamDefaultReader`, or its stand-in.
    pub(super) type Reader;
    #[wasm_bindgen(method, catch)]
    pub(super) fn read(this: &Reader) -> Result<JsValue, JsValue>;

    /// `ReadableStreamReadResult` (Streams §4.3.2).
    type ReadResult;
    #[wasm_bindgen(method, getter, catch)]
    fn done(this: &ReadResult) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn value(this: &ReadResult) -> JsValue;

    /// `[object Uint8Array]` for one of any realm.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn class_string(value: &JsValue) -> String;
}

/// The bytes of what was read; nothing at the end of the body.
///
/// # Errors
/// A `TypeError` for a chunk of something else.
pub(super) fn chunk(result: JsValue) -> Result<Option<Vec<u8>>, JsValue> {
    let result: ReadResult = result.unchecked_into();
    if result.done()? {
        return Ok(None);
    }
    let value = result.value();
    if class_string(&value) != "[object Uint8Array]" {
        return Err(TypeError::new("A chunk of the response's body is not a Uint8Array").into());
    }
    Ok(Some(value.unchecked_into::<Uint8Array>().to_vec()))
}

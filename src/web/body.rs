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

/// What was read; nothing at the end of the body.
///
/// # Errors
/// A `TypeError` for a chunk of something else than bytes.
pub(super) fn chunk(result: JsValue) -> Result<Option<Uint8Array>, JsValue> {
    let result: ReadResult = result.unchecked_into();
    if result.done()? {
        return Ok(None);
    }
    let value = result.value();
    if value.is_instance_of::<Uint8Array>() || class_string(&value) == "[object Uint8Array]" {
        return Ok(Some(value.unchecked_into()));
    }
    Err(TypeError::new("A chunk of the response's body is not a Uint8Array").into())
}

/// Bytes that are fed at once: a read may be of megabytes, and what is made of them at once would keep
/// the page waiting, and memory. Tests are built with others too.
const SLICE: u32 = match option_env!("SLICE_BYTES") {
    Some(text) => match u32::from_str_radix(text, 10) {
        Ok(bytes) => bytes,
        Err(_) => panic!("SLICE_BYTES is a number"),
    },
    None => 64 * 1024,
};

/// Takes the next slice of a chunk, and leaves what is behind it.
pub(super) fn slice(chunk: &mut Option<Uint8Array>) -> Option<Vec<u8>> {
    let bytes = chunk.take()?;
    let length = bytes.length();
    if length <= SLICE {
        return Some(bytes.to_vec());
    }
    *chunk = Some(bytes.subarray(SLICE, length));
    Some(bytes.subarray(0, SLICE).to_vec())
}

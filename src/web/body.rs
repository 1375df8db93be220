//! The body of a response, chunk by chunk: a stream's reader, the platform's or one that is like it.
//!
//! A mocked or ponyfilled `fetch` gives `{ getReader() }`, so nothing is asked of a body but that.

use std::cell::Cell;

use js_sys::{TypeError, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A `ReadableStream`, or what stands in for one.
    pub(super) type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    pub(super) fn reader(this: &Body) -> Result<JsValue, JsValue>;

    /// Of a `ReadableStream` alone: a TypeError for what is none, or locked. Its constructor would do
    /// as well, but came later than streams did.
    #[wasm_bindgen(js_namespace = ["ReadableStream", "prototype", "getReader"], js_name = call, catch)]
    pub(super) fn reader_of_stream(stream: &JsValue) -> Result<JsValue, JsValue>;

    /// Into a view of wasm memory.
    #[wasm_bindgen(js_namespace = ["Uint8Array", "prototype", "set"], js_name = call)]
    fn copy(into: &mut [u8], bytes: &Uint8Array);

    /// `[object Uint8Array]` for one of any realm.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn class_string(value: &JsValue) -> JsValue;
}

/// What was read; nothing at the end of the body.
///
/// # Errors
/// A `TypeError` for a chunk of something else than bytes.
pub(crate) fn chunk(value: JsValue) -> Result<Option<Uint8Array>, JsValue> {
    if value.is_undefined() {
        return Ok(None);
    }
    if value.is_instance_of::<Uint8Array>()
        || class_string(&value) == JsValue::from_str("[object Uint8Array]")
    {
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
    None => 32 * 1024,
};

/// Takes the next slice of a chunk, and leaves what is behind it.
pub(super) fn slice(chunk: &Cell<Option<Uint8Array>>) -> Option<Vec<u8>> {
    let mut bytes = chunk.take()?;
    let mut length = bytes.length();
    if length > SLICE {
        chunk.set(Some(bytes.subarray(SLICE, length)));
        bytes = bytes.subarray(0, SLICE);
        length = SLICE;
    }
    let mut slice = vec![0; length as usize];
    copy(&mut slice, &bytes);
    Some(slice)
}

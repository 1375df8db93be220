//! The body of a response, chunk by chunk: a stream's reader, the platform's or one that is like it.
//!
//! A mocked or ponyfilled `fetch` gives `{ getReader() }`, so nothing is asked of a body but that.

use std::cell::Cell;

use js_sys::Uint8Array;
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

    /// Into a view of wasm memory. The page may have transferred what it is taken from.
    #[wasm_bindgen(js_namespace = ["Uint8Array", "prototype", "set"], js_name = call, catch)]
    fn copy(into: &mut [u8], bytes: &Uint8Array) -> Result<(), JsValue>;
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
///
/// # Errors
/// A `TypeError` for bytes that are gone.
pub(super) fn slice(chunk: &Cell<Option<Uint8Array>>) -> Result<Option<Vec<u8>>, JsValue> {
    let Some(mut bytes) = chunk.take() else { return Ok(None) };
    let length = bytes.length();
    if length > SLICE {
        chunk.set(Some(bytes.subarray(SLICE, length)));
        bytes = bytes.subarray(0, SLICE);
    }
    copied(&bytes).map(Some)
}

/// The bytes, as Rust's own.
///
/// # Errors
/// A `TypeError` where they are gone.
pub(crate) fn copied(bytes: &Uint8Array) -> Result<Vec<u8>, JsValue> {
    let mut copied = vec![0; bytes.length() as usize];
    copy(&mut copied, bytes).map(|()| copied)
}

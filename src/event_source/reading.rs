//! How a body is read, chunk by chunk, and given up. `fetch` may be a stand-in of the page's, and so may be what it
//! answers with: nothing of it is asked without `catch`.

use js_sys::{Promise, Reflect, TypeError, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::ReadableStream;

#[wasm_bindgen]
extern "C" {
    type Stream;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn reader(this: &Stream) -> Result<JsValue, JsValue>;

    type Reader;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Reader) -> Result<JsValue, JsValue>;

    /// A stream, or the reader of one.
    type Cancelled;
    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Cancelled) -> Result<JsValue, JsValue>;

    type ReadResult;
    #[wasm_bindgen(method, getter, catch)]
    fn value(this: &ReadResult) -> Result<JsValue, JsValue>;

    /// Of bytes or other numbers, and of nothing that looks like them.
    #[wasm_bindgen(js_namespace = ArrayBuffer, js_name = isView)]
    fn is_view(value: &JsValue) -> bool;
    /// `[object Uint8Array]` for one of any realm.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call, catch)]
    fn class_string(value: &JsValue) -> Result<JsValue, JsValue>;

    type View;
    #[wasm_bindgen(method, getter, catch)]
    fn buffer(this: &View) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = byteOffset)]
    fn byte_offset(this: &View) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = byteLength)]
    fn byte_length(this: &View) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = Uint8Array)]
    type Bytes;
    #[wasm_bindgen(constructor, catch, js_class = Uint8Array)]
    fn new(buffer: &JsValue, offset: &JsValue, length: &JsValue) -> Result<Bytes, JsValue>;
}

/// The reader of a body.
///
/// # Errors
/// A `TypeError` where somebody else has it.
pub(super) fn reader(body: &ReadableStream) -> Result<JsValue, JsValue> {
    body.unchecked_ref::<Stream>().reader()
}

/// What is read next. Without a reader there is no body; in its place there may be what a read has come
/// to.
pub(super) fn read(reader: Option<&JsValue>) -> Promise {
    let read = reader.map_or(Ok(JsValue::UNDEFINED), |reader| {
        if reader.has_type::<Promise>() {
            Ok(reader.clone())
        } else {
            reader.unchecked_ref::<Reader>().read()
        }
    });
    read.map_or_else(|error| Promise::reject(&error), |read| Promise::resolve(&read))
}

/// The bytes of what was read; nothing at the end. An heir of `Uint8Array` may have a name of its own, and a
/// constructor that takes something else: what is given is none.
pub(super) fn chunk(read: &JsValue) -> Result<Option<Uint8Array>, JsValue> {
    if read.is_undefined() {
        return Ok(None);
    }
    // At the end there is no value.
    let value = read.unchecked_ref::<ReadResult>().value()?;
    if value.is_undefined() {
        return Ok(None);
    }
    if is_view(&value)
        && (value.has_type::<Uint8Array>()
            || class_string(&value)? == JsValue::from_str("[object Uint8Array]"))
    {
        let view = value.unchecked_ref::<View>();
        let bytes = Bytes::new(&view.buffer()?, &view.byte_offset()?, &view.byte_length()?)?;
        return Ok(Some(bytes.unchecked_into()));
    }
    Err(TypeError::new("A chunk is not a Uint8Array").into())
}

/// Cancels a body, the reader of one, or the body of a response that comes too late.
pub(super) fn give_up(body: &JsValue) {
    let late = Reflect::get(body, &"body".into()).ok().filter(JsValue::is_truthy);
    let body = late.as_ref().unwrap_or(body);
    // What was given up may fail: nobody wants to know.
    if let Ok(cancelled) = body.unchecked_ref::<Cancelled>().cancel() {
        crate::web::disregard(&Promise::resolve(&cancelled));
    }
}

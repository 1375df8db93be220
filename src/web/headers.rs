//! The request headers of one attempt.

use js_sys::{Array, Object, Reflect, Symbol};
use wasm_bindgen::prelude::*;
use web_sys::Headers;

use super::options::is_missing;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String, catch)]
    fn to_string(value: &JsValue) -> Result<JsValue, JsValue>;
}

/// The page's headers, `Accept` and `Last-Event-ID`, as the record that goes into fetch's init: a
/// record keeps the names' letter case, as event-source-polyfill's does, for a `fetch` of the
/// page's own that reads it.
///
/// # Errors
/// The platform's `TypeError` for a name or value that no header can have.
pub(super) fn request_headers(from_page: &JsValue, last_event_id: &str) -> Result<Object, JsValue> {
    let checked = if is_missing(from_page) {
        Headers::new()?
    } else {
        Headers::new_with_str_sequence_sequence(from_page)?
    };
    let record = Object::new();
    if !checked.has("accept")? {
        set(&record, &"Accept".into(), &"text/event-stream".into())?;
    }
    // An ID of ours replaces one that the page gave to start from.
    let replaced = |name: &JsValue| {
        !last_event_id.is_empty()
            && name.as_string().is_some_and(|name| name.eq_ignore_ascii_case("last-event-id"))
    };
    for entry in entries(from_page, &checked)? {
        let entry = Array::from(&entry);
        let (name, value) = (entry.get(0), entry.get(1));
        if !replaced(&name) {
            set(&record, &name, &to_string(&value)?)?;
        }
    }
    if !last_event_id.is_empty() {
        set(&record, &"Last-Event-ID".into(), &isomorphic_decode(last_event_id).into())?;
    }
    Ok(record)
}

/// Pairs of name and value: a record's own, everything else as `Headers` combined it.
fn entries(from_page: &JsValue, checked: &Headers) -> Result<Array, JsValue> {
    let is_record =
        !is_missing(from_page) && Reflect::get(from_page, &Symbol::iterator())?.is_undefined();
    Ok(if is_record { Object::entries(from_page.unchecked_ref()) } else { Array::from(checked) })
}

/// A header value is bytes, and a byte is one UTF-16 unit of a `ByteString` (Infra, isomorphic
/// decode): the standard sends the ID in UTF-8.
fn isomorphic_decode(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn set(record: &Object, name: &JsValue, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(record, name, value).map(drop)
}

//! What an object of the page's says of itself: a member may be missing, another's, or throw.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// A member that is text.
pub(super) fn text(of: &JsValue, name: &str) -> Option<String> {
    Reflect::get(of, &name.into()).ok()?.as_string()
}

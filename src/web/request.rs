//! The source's part of a request; the page's is given.

use wasm_bindgen::prelude::*;
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestInit};

/// Adds it to the page's init dictionary.
pub(super) fn complete(
    init: &RequestInit,
    with_credentials: bool,
    controller: Option<&AbortController>,
) {
    init.set_credentials(if with_credentials {
        RequestCredentials::Include
    } else {
        RequestCredentials::SameOrigin
    });
    if let Some(controller) = controller {
        init.set_signal(Some(&controller.signal()));
    }
    init.set_cache(RequestCache::NoStore);
}

#[wasm_bindgen]
extern "C" {
    /// Anything that was thrown.
    type Thrown;
    #[wasm_bindgen(method, getter, catch)]
    fn name(this: &Thrown) -> Result<JsValue, JsValue>;
}

/// Whether fetch has no use for its arguments, and never will: a `TypeError`, of any realm.
pub(super) fn is_type_error(thrown: &JsValue) -> bool {
    let name = thrown.unchecked_ref::<Thrown>().name();
    name.is_ok_and(|name| name.as_string().as_deref() == Some("TypeError"))
}

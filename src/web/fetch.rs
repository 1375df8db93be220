//! The call of fetch: the page's own or the platform's.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestInit};

#[wasm_bindgen]
extern "C" {
    /// The global one as it is now.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;

    /// Anything that was thrown.
    type Thrown;
    #[wasm_bindgen(method, getter, catch)]
    fn name(this: &Thrown) -> Result<JsValue, JsValue>;
}

/// How requests are made.
#[derive(Clone, Debug)]
pub(super) struct Fetch {
    /// `None`: the global one, looked up at each attempt.
    pub(super) function: Option<Function>,
    pub(super) with_credentials: bool,
}

impl Fetch {
    /// Adds the source's part of the request to the page's, and sends it.
    ///
    /// # Errors
    /// What fetch throws. A `TypeError` says that it has no use for its arguments, and never will.
    pub(super) fn send(
        &self,
        url: &str,
        init: JsValue,
        controller: Option<&AbortController>,
    ) -> Result<JsValue, JsValue> {
        let init: RequestInit = init.unchecked_into();
        init.set_credentials(if self.with_credentials {
            RequestCredentials::Include
        } else {
            RequestCredentials::SameOrigin
        });
        if let Some(controller) = controller {
            init.set_signal(Some(&controller.signal()));
        }
        init.set_cache(RequestCache::NoStore);
        match &self.function {
            Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), &init),
            None => global_fetch(url, &init),
        }
    }
}

/// Whether it is a `TypeError`, of any realm.
pub(super) fn is_type_error(thrown: &JsValue) -> bool {
    let name = thrown.unchecked_ref::<Thrown>().name();
    name.is_ok_and(|name| name.as_string().as_deref() == Some("TypeError"))
}

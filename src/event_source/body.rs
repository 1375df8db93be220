//! What a request carries besides its headers, the same at every attempt. A stream could be sent only
//! once, and is none of it.

use std::fmt;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, FormData, UrlSearchParams};

/// The body of every request.
#[derive(Clone)]
pub struct Body(JsValue);

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not what is in it: it may be a password.
        formatter.debug_struct("Body").finish_non_exhaustive()
    }
}

impl Body {
    pub(super) fn value(&self) -> &JsValue {
        &self.0
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes).into())
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(&*bytes)
    }
}

impl From<Blob> for Body {
    fn from(blob: Blob) -> Self {
        Self(blob.into())
    }
}

impl From<FormData> for Body {
    fn from(form: FormData) -> Self {
        Self(form.into())
    }
}

impl From<UrlSearchParams> for Body {
    fn from(parameters: UrlSearchParams) -> Self {
        Self(parameters.into())
    }
}

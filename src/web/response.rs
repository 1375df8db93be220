//! What fetch answered with, read once.

use js_sys::{Date, Reflect, TypeError};
use wasm_bindgen::prelude::*;
use web_sys::{Headers, ReadableStream};

use super::options::is_missing;
use crate::response;

#[wasm_bindgen]
extern "C" {
    /// A `Response`, or what a fetch of the page's own gives in its place: every member may be
    /// missing, so none is read as if its type were sure.
    type FetchResponse;
    #[wasm_bindgen(method, getter, catch)]
    fn status(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = statusText)]
    fn status_text(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn url(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn headers(this: &FetchResponse) -> Result<Headers, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn body(this: &FetchResponse) -> Result<JsValue, JsValue>;
}

/// Status, headers and body of a response.
#[derive(Clone, Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) status_text: String,
    /// After redirects; empty where fetch does not say.
    pub(super) url: String,
    pub(super) headers: Headers,
    pub(super) body: Option<ReadableStream>,
    content_type: Option<String>,
    /// ms
    retry_after: Option<u64>,
}

impl Response {
    /// # Errors
    /// A network error, or something that is no response.
    pub(super) fn read(response: JsValue) -> Result<Self, JsValue> {
        let response: FetchResponse = response.unchecked_into();
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        // Response.error() has status 0.
        let Some(status) = response.status()?.as_f64().filter(|status| *status > 0.0) else {
            return Err(TypeError::new("fetch gave no response").into());
        };
        let headers = response.headers()?;
        Ok(Self {
            status: status as u16,
            status_text: text(response.status_text()?),
            url: text(response.url()?),
            content_type: headers.get("content-type")?,
            retry_after: headers
                .get("retry-after")?
                .and_then(|value| response::retry_after(&value, milliseconds_until)),
            headers,
            body: stream(response.body()?)?,
        })
    }

    /// What the machine checks.
    pub(super) fn head(&self) -> response::Response<'_> {
        response::Response {
            status: self.status,
            content_type: self.content_type.as_deref(),
            retry_after: self.retry_after,
        }
    }
}

/// A stream of any realm, or none; it can at least be cancelled.
fn stream(body: JsValue) -> Result<Option<ReadableStream>, JsValue> {
    if is_missing(&body) {
        return Ok(None);
    }
    if !body.is_object() || !Reflect::get(&body, &"cancel".into())?.is_function() {
        return Err(TypeError::new("The response's body is no stream").into());
    }
    Ok(Some(body.unchecked_into()))
}

/// How long a date lies ahead on the wall clock; nothing for what is no date.
fn milliseconds_until(date: &str) -> Option<u64> {
    let time = Date::parse(date);
    // Past dates saturate to 0.
    (!time.is_nan()).then(|| (time - Date::now()) as u64)
}

//! What fetch answered with: as much of it as the machine checks.

use js_sys::Date;
use wasm_bindgen::prelude::*;

use super::body::Body;
use crate::response::{self, Response};

#[wasm_bindgen]
extern "C" {
    /// A `Response`, or what a fetch of the page's own gives in its place: any member may be
    /// missing or another's, so none is read without `catch`, and nothing asked of it but this.
    #[derive(Clone, Debug)]
    pub(crate) type FetchResponse;
    /// As a number already: what the page's turns into one throws here.
    #[wasm_bindgen(method, getter, catch)]
    fn status(this: &FetchResponse) -> Result<Option<u32>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn headers(this: &FetchResponse) -> Result<ResponseHeaders, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn body(this: &FetchResponse) -> Result<Option<Body>, JsValue>;

    /// `Headers`, or what is like them.
    type ResponseHeaders;
    #[wasm_bindgen(method, catch)]
    fn get(this: &ResponseHeaders, name: &str) -> Result<Option<String>, JsValue>;
}

/// Status and headers, read once.
pub(super) struct Head {
    status: u16,
    content_type: Option<String>,
    /// ms
    retry_after: Option<u64>,
}

impl Head {
    /// # Errors
    /// A network error, or something that is no response.
    pub(super) fn read(response: &FetchResponse) -> Result<Self, JsValue> {
        let status = response.status()?.unwrap_or(0) as u16;
        // That of Response.error(), and of what is no response.
        if status == 0 {
            return Err(js_sys::TypeError::new("fetch gave no response").into());
        }
        let headers = response.headers()?;
        Ok(Self {
            status,
            content_type: headers.get("content-type")?,
            retry_after: headers
                .get("retry-after")?
                .and_then(|value| response::retry_after(&value, milliseconds_until)),
        })
    }

    /// What the machine checks.
    pub(super) fn response(&self) -> Response<'_> {
        Response {
            status: self.status,
            content_type: self.content_type.as_deref(),
            retry_after: self.retry_after,
        }
    }
}

/// What a stream which the page has would have been answered with.
pub(super) const OF_STREAM: Response<'static> =
    Response { status: 200, content_type: Some("text/event-stream"), retry_after: None };

/// How long a date lies ahead on the wall clock; nothing for what is no date.
fn milliseconds_until(date: &str) -> Option<u64> {
    let time = Date::parse(date);
    // Past dates saturate to 0.
    (!time.is_nan()).then(|| (time - Date::now()) as u64)
}

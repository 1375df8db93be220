//! The body of a response that was refused: an explanation, maybe, and no download.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStream};

use super::reading;
use crate::web::copied;

/// In bytes.
const LONGEST: usize = 64 * 1024;

/// How long a server may take to explain itself, in ms.
const PATIENCE: u32 = 10_000;

/// Unread. Dropping it ends the request.
#[derive(Debug)]
pub(super) struct RefusedBody {
    body: ReadableStream,
    request: Request,
}

/// What ends it.
#[derive(Clone, Debug)]
struct Request {
    controller: AbortController,
    /// The body, or the reader of it.
    body: JsValue,
}

impl Request {
    fn end(&self) {
        self.controller.abort();
        // A fetch of the page's own may not heed the signal.
        reading::give_up(&self.body);
    }
}

impl RefusedBody {
    pub(super) fn new(body: Option<ReadableStream>, controller: &AbortController) -> Option<Self> {
        let body = body?;
        let request = Request { controller: controller.clone(), body: body.clone().into() };
        Some(Self { body, request })
    }

    /// As much of it as comes in time.
    pub(super) async fn text(mut self) -> String {
        let mut bytes = Vec::new();
        if let Ok(reader) = reading::reader(&self.body) {
            self.request.body = reader.clone();
            let request = self.request.clone();
            let _late = Timeout::new(PATIENCE, move || request.end());
            while bytes.len() < LONGEST
                && let Ok(read) = JsFuture::from(reading::read(Some(&reader))).await
                && let Ok(Some(chunk)) = reading::chunk(&read)
                && let left = (LONGEST - bytes.len()) as u32
                && let Ok(chunk) = copied(&chunk.subarray(0, left.min(chunk.length())))
            {
                bytes.extend(chunk);
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
    }
}

impl Drop for RefusedBody {
    fn drop(&mut self) {
        self.request.end();
    }
}

//! The body of a response that was refused: an explanation, maybe, and no download.

use gloo_timers::callback::Timeout;
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
    body: Option<ReadableStream>,
    controller: AbortController,
}

impl RefusedBody {
    pub(super) fn new(body: Option<ReadableStream>, controller: &AbortController) -> Option<Self> {
        Some(Self { body: Some(body?), controller: controller.clone() })
    }

    /// As much of it as comes in time.
    pub(super) async fn text(mut self) -> String {
        let controller = self.controller.clone();
        let _late = Timeout::new(PATIENCE, move || controller.abort());
        let mut bytes = Vec::new();
        if let Some(body) = self.body.take()
            && let Ok(reader) = reading::reader(&body)
        {
            while bytes.len() < LONGEST
                && let Ok(read) = JsFuture::from(reading::read(Some(&reader))).await
                && let Ok(Some(chunk)) = reading::chunk(&read)
                && let Ok(chunk) = copied(&chunk)
            {
                bytes.extend(chunk);
                bytes.truncate(LONGEST);
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
    }
}

impl Drop for RefusedBody {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

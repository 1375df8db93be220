//! One attempt's exchange: the request, the response, the body chunk by chunk. Or the body alone,
//! where the page has one.
//!
//! ```text
//! Request ──▶ Response ──▶ Chunk ──▶ Chunk …
//!                            │  ▲
//!   (a stream of the page's) ┘  └── Pause, while the page is behind
//! ```
//!
//! Each arrow is the fulfilment of one promise, awaited by the one loop of [`follow`].

use std::rc::Rc;

use js_sys::{Function, Promise, TypeError, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestInit,
};

use super::driver::Driver;
use super::sink::Sink;

#[wasm_bindgen]
extern "C" {
    /// `ReadableStreamReadResult` (Streams §4.3.2).
    type ReadResult;
    #[wasm_bindgen(method, getter)]
    fn done(this: &ReadResult) -> bool;
    #[wasm_bindgen(method, getter)]
    fn value(this: &ReadResult) -> JsValue;

    /// `[object Uint8Array]` for one of any realm.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn class_string(value: &JsValue) -> String;

    /// The global one as it is now.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;
}

/// What the exchange waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The page's part of the request.
    Request,
    Response,
    Chunk,
    /// The page to catch up.
    Pause,
}

/// The attempt that is alive. Dropping it aborts the request and gives up the body.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) attempt: u32,
    pub(super) phase: Phase,
    pub(super) url: String,
    pub(super) controller: Option<AbortController>,
    /// The body, later its reader.
    pub(super) body: JsValue,
    sink: Sink,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
        // A fetch of the page's own may not heed the signal.
        if !self.body.is_undefined() {
            drop(self.sink.give_up(&self.body));
        }
    }
}

impl Exchange {
    /// An attempt whose request is yet to be made.
    pub(super) fn new(attempt: u32, url: String, sink: Sink) -> Self {
        let controller = AbortController::new().ok();
        Self { attempt, phase: Phase::Request, url, controller, body: JsValue::UNDEFINED, sink }
    }

    /// Takes the stream for the first and only attempt.
    ///
    /// # Errors
    /// The platform's `TypeError` for what is no stream, or a locked one.
    pub(super) fn of_stream(stream: &web_sys::ReadableStream, sink: Sink) -> Result<Self, JsValue> {
        let body = ReadableStreamDefaultReader::new(stream)?.into();
        Ok(Self {
            attempt: 1,
            phase: Phase::Chunk,
            url: String::new(),
            controller: None,
            body,
            sink,
        })
    }

    /// Leaves the body to somebody else: dropping aborts nothing.
    pub(super) fn leave(&mut self) {
        self.controller = None;
        self.body = JsValue::UNDEFINED;
    }
}

/// Adds the source's part of the request to the page's, and sends it. The promise is rejected if
/// fetch throws.
pub(super) fn send(
    fetch: Option<&Function>,
    url: &str,
    init: JsValue,
    with_credentials: bool,
    controller: Option<&AbortController>,
) -> Promise {
    let init: RequestInit = init.unchecked_into();
    init.set_credentials(if with_credentials {
        RequestCredentials::Include
    } else {
        RequestCredentials::SameOrigin
    });
    if let Some(controller) = controller {
        init.set_signal(Some(&controller.signal()));
    }
    init.set_cache(RequestCache::NoStore);
    let answer = match fetch {
        Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), &init),
        None => global_fetch(url, &init),
    };
    // A fetch of the page's own may answer with something else than a promise.
    answer.map_or_else(|error| Promise::reject(&error), |answer| Promise::resolve(&answer))
}

/// Awaits one promise after the other and has the driver step on with what it gives.
pub(super) fn follow(driver: &Rc<Driver>, sink: Sink, attempt: u32, first: Promise) {
    let driver = Rc::downgrade(driver);
    spawn_local(async move {
        let mut promise = first;
        loop {
            let settled = JsFuture::from(promise).await;
            match driver.upgrade().filter(|driver| driver.is_alive(attempt)) {
                Some(driver) => match driver.step(attempt, settled) {
                    Some(next) => promise = next,
                    None => return,
                },
                None => {
                    // Maybe a response that came too late.
                    if let Ok(value) = settled {
                        drop(sink.give_up(&value));
                    }
                    return;
                }
            }
        }
    });
}

/// The bytes of what `read()` gave; nothing at the end of the body.
///
/// # Errors
/// A `TypeError` for a chunk of something else.
pub(super) fn chunk(result: JsValue) -> Result<Option<Vec<u8>>, JsValue> {
    let result: ReadResult = result.unchecked_into();
    if result.done() {
        return Ok(None);
    }
    let value = result.value();
    if class_string(&value) != "[object Uint8Array]" {
        return Err(TypeError::new("A chunk of the response's body is not a Uint8Array").into());
    }
    Ok(Some(value.unchecked_into::<Uint8Array>().to_vec()))
}

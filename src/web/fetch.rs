//! One attempt's exchange: the request, the response, the body chunk by chunk. Or the body alone,
//! where the page has one.

use std::rc::Weak;

use js_sys::{Function, Object, Promise, Reflect, TypeError, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, ReadableStream, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestInit,
};

use super::driver::Driver;
use super::options::RequestOptions;
use super::response::Response;
use crate::connection::Report;
use crate::response;

#[wasm_bindgen]
extern "C" {
    /// `ReadableStreamReadResult` (Streams §4.3.2).
    type ReadResult;
    #[wasm_bindgen(method, getter)]
    fn done(this: &ReadResult) -> bool;
    #[wasm_bindgen(method, getter)]
    fn value(this: &ReadResult) -> JsValue;
}

/// The attempt that is alive. Dropping it aborts the request and gives up the body.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) attempt: u32,
    controller: Option<AbortController>,
    reader: Option<ReadableStreamDefaultReader>,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
        // A fetch of the page's own may not heed the signal.
        if let Some(reader) = self.reader.take() {
            let cancelled = reader.cancel();
            spawn_local(async { drop(JsFuture::from(cancelled).await) });
        }
    }
}

impl Exchange {
    /// Sends the request before it returns. What comes of it, even at once, is reported later.
    pub(super) fn start(
        driver: Weak<Driver>,
        attempt: u32,
        url: &str,
        headers: Result<Object, JsValue>,
        options: &RequestOptions,
    ) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        match headers {
            Ok(headers) => {
                let response = send(url, &headers, &controller, options)
                    .unwrap_or_else(|error| Promise::reject(&error));
                spawn_local(async move {
                    if let Err(error) = receive(&driver, attempt, response).await {
                        report(&driver, attempt, Report::NetworkError, Some(error));
                    }
                });
            }
            Err(error) => spawn_local(async move {
                report(&driver, attempt, Report::HeadersError, Some(error));
            }),
        }
        Ok(Self { attempt, controller: Some(controller), reader: None })
    }

    /// Takes the stream for the first and only attempt; [`read_alone`](Self::read_alone) reads it.
    ///
    /// # Errors
    /// The platform's `TypeError` for what is no stream, or a locked one.
    pub(super) fn of_stream(stream: &ReadableStream) -> Result<Self, JsValue> {
        let reader = ReadableStreamDefaultReader::new(stream)?;
        Ok(Self { attempt: 1, controller: None, reader: Some(reader) })
    }

    /// Reports an accepted response and then the stream.
    pub(super) fn read_alone(&self, driver: Weak<Driver>) {
        let (attempt, reader) = (self.attempt, self.reader.clone());
        spawn_local(async move {
            let accepted =
                response::Response { status: 200, content_type: Some("text/event-stream") };
            if let Some(reader) = reader
                && report(&driver, attempt, Report::Response(accepted), None)
                && let Err(error) = read(&driver, attempt, &reader).await
            {
                report(&driver, attempt, Report::NetworkError, Some(error));
            }
        });
    }

    pub(super) fn read_with(&mut self, reader: &ReadableStreamDefaultReader) {
        self.reader = Some(reader.clone());
    }
}

fn send(
    url: &str,
    headers: &Object,
    controller: &AbortController,
    options: &RequestOptions,
) -> Result<Promise, JsValue> {
    let init = RequestInit::new();
    init.set_headers(headers);
    init.set_credentials(if options.with_credentials {
        RequestCredentials::Include
    } else {
        RequestCredentials::SameOrigin
    });
    init.set_signal(Some(&controller.signal()));
    init.set_cache(RequestCache::NoStore);
    let fetch = match &options.fetch {
        Some(fetch) => fetch.clone(),
        None => Reflect::get(&js_sys::global(), &"fetch".into())?
            .dyn_into::<Function>()
            .map_err(|_| TypeError::new("fetch is not a function"))?,
    };
    // A fetch of the page's own may answer with something else than a promise.
    Ok(Promise::resolve(&fetch.call2(&JsValue::UNDEFINED, &url.into(), &init)?))
}

/// Reports the response and the body. `Ok` also when the attempt was given up meanwhile.
async fn receive(driver: &Weak<Driver>, attempt: u32, response: Promise) -> Result<(), JsValue> {
    let response = Response::read(JsFuture::from(response).await?)?;
    let body = response.body.clone();
    let Some(strong) = driver.upgrade() else { return Ok(()) };
    strong.respond(attempt, response);
    if !strong.is_alive(attempt) {
        return Ok(());
    }
    let Some(body) = body else {
        report(driver, attempt, Report::EndOfBody, None);
        return Ok(());
    };
    let reader = ReadableStreamDefaultReader::new(&body)?;
    strong.read_with(&reader);
    drop(strong);
    read(driver, attempt, &reader).await
}

/// Reports the body, chunk by chunk.
async fn read(
    driver: &Weak<Driver>,
    attempt: u32,
    reader: &ReadableStreamDefaultReader,
) -> Result<(), JsValue> {
    let mut bytes = Vec::new();
    loop {
        let result: ReadResult = JsFuture::from(reader.read()).await?.unchecked_into();
        if result.done() {
            report(driver, attempt, Report::EndOfBody, None);
            return Ok(());
        }
        let chunk: Uint8Array = result
            .value()
            .dyn_into()
            .map_err(|_| TypeError::new("A chunk of the response's body is not a Uint8Array"))?;
        bytes.resize(chunk.length() as usize, 0);
        chunk.copy_to(&mut bytes);
        if !report(driver, attempt, Report::Chunk(&bytes), None) {
            return Ok(());
        }
    }
}

/// Whether the attempt is still alive afterwards.
fn report(driver: &Weak<Driver>, attempt: u32, report: Report<'_>, error: Option<JsValue>) -> bool {
    driver.upgrade().is_some_and(|driver| {
        driver.report(attempt, report, error);
        driver.is_alive(attempt)
    })
}

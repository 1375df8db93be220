//! One attempt's exchange: the request, the response, the body chunk by chunk. Or the body alone,
//! where the page has one.

use std::rc::{Rc, Weak};

use js_sys::{Function, Object, Promise, Reflect, TypeError, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, ReadableStream, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestInit,
};

use super::driver::Driver;
use super::headers::request_headers;
use super::options::{RequestOptions, is_missing};
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
    pub(super) controller: Option<AbortController>,
    body: Option<ReadableStream>,
    reader: Option<ReadableStreamDefaultReader>,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
        // A fetch of the page's own may not heed the signal.
        if let Some(reader) = self.reader.take() {
            ignore(reader.cancel());
        } else if let Some(body) = self.body.take() {
            give_up(&body);
        }
    }
}

/// Cancels a body that nobody reads.
fn give_up(body: &ReadableStream) {
    if !body.locked() {
        ignore(body.cancel());
    }
}

/// What was given up may fail: nobody wants to know.
fn ignore(promise: Promise) {
    spawn_local(async { drop(JsFuture::from(promise).await) });
}

/// Whether `await` would wait for it: a promise of any realm, or what has a `then` of its own.
fn is_thenable(value: &JsValue) -> bool {
    value.is_object() && Reflect::get(value, &"then".into()).is_ok_and(|then| then.is_function())
}

/// What a request is made of, as the page gave it or its functions answered: maybe promises.
#[derive(Debug)]
pub(super) struct Ingredients {
    pub(super) url: String,
    /// Empty where it does not go into a header.
    pub(super) id_header: String,
    pub(super) headers: JsValue,
    pub(super) body: JsValue,
}

impl Exchange {
    /// Sends the request before it returns, unless a promise must be awaited first. What comes of
    /// it, even at once, is reported later.
    pub(super) fn start(
        driver: &Rc<Driver>,
        attempt: u32,
        ingredients: Result<Ingredients, JsValue>,
    ) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let exchange =
            Self { attempt, controller: Some(controller.clone()), body: None, reader: None };
        let weak = Rc::downgrade(driver);
        match ingredients {
            Ok(ready) if !is_thenable(&ready.headers) && !is_thenable(&ready.body) => {
                let response = send(&driver.options, &ready, &controller);
                spawn_local(async move { receive(&weak, attempt, response).await });
            }
            Ok(mut later) => spawn_local(async move {
                let ready = async {
                    for value in [&mut later.headers, &mut later.body] {
                        *value = JsFuture::from(Promise::resolve(value)).await?;
                    }
                    Ok(later)
                };
                let ready = ready.await.map_err(Unsent::Request);
                // close() may have come meanwhile.
                if let Some(driver) = weak.upgrade().filter(|driver| driver.is_alive(attempt)) {
                    let response =
                        ready.and_then(|ready| send(&driver.options, &ready, &controller));
                    drop(driver);
                    receive(&weak, attempt, response).await;
                }
            }),
            Err(error) => spawn_local(async move {
                receive(&weak, attempt, Err(Unsent::Request(error))).await;
            }),
        }
        Ok(exchange)
    }

    /// Takes the stream for the first and only attempt; [`read_alone`](Self::read_alone) reads it.
    ///
    /// # Errors
    /// The platform's `TypeError` for what is no stream, or a locked one.
    pub(super) fn of_stream(stream: &ReadableStream) -> Result<Self, JsValue> {
        let reader = ReadableStreamDefaultReader::new(stream)?;
        Ok(Self { attempt: 1, controller: None, body: None, reader: Some(reader) })
    }

    /// Reports an accepted response and then the stream.
    pub(super) fn read_alone(&self, driver: Weak<Driver>) {
        let (attempt, reader) = (self.attempt, self.reader.clone());
        spawn_local(async move {
            let accepted = response::Response {
                status: 200,
                content_type: Some("text/event-stream"),
                retry_after: None,
            };
            if let Some(reader) = reader
                && report(&driver, attempt, Report::Response(accepted), None)
                && let Err(error) = read(&driver, attempt, &reader).await
            {
                report(&driver, attempt, Report::NetworkError, Some(error));
            }
        });
    }

    pub(super) fn respond_with(&mut self, body: Option<ReadableStream>) {
        self.body = body;
    }

    pub(super) fn read_with(&mut self, reader: &ReadableStreamDefaultReader) {
        self.reader = Some(reader.clone());
    }

    /// Leaves the body to somebody else: dropping aborts nothing.
    pub(super) fn leave(&mut self) {
        self.controller = None;
        self.body = None;
    }
}

/// Why there is no response to wait for.
enum Unsent {
    /// The request cannot be made.
    Request(JsValue),
    /// fetch did not take it.
    Fetch(JsValue),
}

fn send(
    options: &RequestOptions,
    ready: &Ingredients,
    controller: &AbortController,
) -> Result<Promise, Unsent> {
    let headers = request_headers(&ready.headers, &ready.id_header).map_err(Unsent::Request)?;
    let init = request_init(options, &headers, &ready.body, controller);
    call(options, &ready.url, &init).map_err(Unsent::Fetch)
}

fn request_init(
    options: &RequestOptions,
    headers: &Object,
    body: &JsValue,
    controller: &AbortController,
) -> RequestInit {
    let init = RequestInit::new();
    init.set_headers(headers);
    init.set_credentials(if options.with_credentials {
        RequestCredentials::Include
    } else {
        RequestCredentials::SameOrigin
    });
    init.set_signal(Some(&controller.signal()));
    init.set_cache(RequestCache::NoStore);
    if let Some(method) = &options.method {
        init.set_method(method);
    }
    if !is_missing(body) {
        init.set_body(body);
        if body.is_instance_of::<ReadableStream>() {
            // Required (Fetch §5.4); on an ordinary object it cannot fail.
            drop(Reflect::set(&init, &"duplex".into(), &"half".into()));
        }
    }
    init
}

fn call(options: &RequestOptions, url: &str, init: &RequestInit) -> Result<Promise, JsValue> {
    let fetch = match &options.fetch {
        Some(fetch) => fetch.clone(),
        None => Reflect::get(&js_sys::global(), &"fetch".into())?
            .dyn_into::<Function>()
            .map_err(|_| TypeError::new("fetch is not a function"))?,
    };
    // A fetch of the page's own may answer with something else than a promise.
    Ok(Promise::resolve(&fetch.call2(&JsValue::UNDEFINED, &url.into(), init)?))
}

/// Reports all that becomes of the request.
async fn receive(driver: &Weak<Driver>, attempt: u32, response: Result<Promise, Unsent>) {
    let result = match response {
        Ok(response) => receive_response(driver, attempt, response).await,
        Err(Unsent::Fetch(error)) => Err(error),
        Err(Unsent::Request(error)) => {
            report(driver, attempt, Report::HeadersError, Some(error));
            Ok(())
        }
    };
    if let Err(error) = result {
        report(driver, attempt, Report::NetworkError, Some(error));
    }
}

/// Reports the response and the body. `Ok` also when the attempt was given up meanwhile.
async fn receive_response(
    driver: &Weak<Driver>,
    attempt: u32,
    response: Promise,
) -> Result<(), JsValue> {
    let response = Response::read(JsFuture::from(response).await?)?;
    let body = response.body.clone();
    let Some(strong) = driver.upgrade() else {
        if let Some(body) = &body {
            give_up(body);
        }
        return Ok(());
    };
    strong.respond(attempt, response);
    if !strong.is_alive(attempt) {
        // It came too late, or was refused; in that case a listener may read it.
        if let Some(body) = &body {
            give_up(body);
        }
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

/// Reports the body, chunk by chunk, no faster than the page takes it.
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
        let backlog = driver.upgrade().and_then(|driver| driver.take_backlog());
        if let Some(backlog) = backlog {
            report(driver, attempt, Report::Paused, None);
            drop(JsFuture::from(backlog).await);
            if !report(driver, attempt, Report::Resumed, None) {
                return Ok(());
            }
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

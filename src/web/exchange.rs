//! One attempt's exchange: the request, the response, the body chunk by chunk. Or the body alone,
//! where the page has one.
//!
//! ```text
//! Request ──▶ Response ──▶ Chunk ──▶ Chunk …
//!                         ▲  │  ▲
//!    Stream, of the page's┘  └── Pause, while the page is behind
//! ```
//!
//! Each arrow is the fulfilment of one promise. The exchange knows nobody that it tells: whoever owns
//! it gives it a [`Follower`], and asks what each promise means ([`Exchange::advance`]). A chunk is
//! taken slice by slice.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::body::{self, Body, reader_of_stream};
use super::follower::Follower;
use super::response::{FetchResponse, Head};
use super::sink::Sink;
use crate::connection::Report;

#[wasm_bindgen]
extern "C" {
    /// Anything that was thrown.
    type Thrown;
    #[wasm_bindgen(method, getter, catch)]
    fn name(this: &Thrown) -> Result<JsValue, JsValue>;
}

/// What the exchange waits for.
#[derive(Clone, Copy, Debug)]
enum Phase {
    /// The page's part of the request.
    Request,
    /// Nothing that could come: fetch would not even take the request.
    Refusal,
    Response,
    /// The beginning of a stream that the page has.
    Stream,
    Chunk,
    /// The page to catch up.
    Pause,
}

/// What a promise of the exchange means.
pub(super) enum Step {
    /// The request is sent.
    Sent(Promise),
    Response(FetchResponse, Head),
    /// The stream that the page has is there.
    Stream,
    /// To be taken in slices.
    Chunk,
    EndOfBody,
    /// The page has caught up.
    Resumed,
    /// It came to nothing, by what was thrown.
    Failed(Report<'static>, JsValue),
}

/// The attempt that is alive. Dropping it gives it up.
pub(crate) struct Exchange<S: Sink> {
    pub(super) attempt: u32,
    phase: Cell<Phase>,
    url: String,
    follower: OnceCell<Follower>,
    controller: Option<AbortController>,
    body: OnceCell<Body>,
    reader: OnceCell<JsValue>,
    /// What is left of a chunk.
    chunk: Cell<Option<Uint8Array>>,
    /// Given up, or left to somebody else.
    over: Cell<bool>,
    sink: Rc<S>,
}

impl<S: Sink> Drop for Exchange<S> {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl<S: Sink> Exchange<S> {
    /// An attempt whose request is yet to be made.
    pub(super) fn new(attempt: u32, url: String, sink: Rc<S>) -> Self {
        Self {
            attempt,
            phase: Cell::new(Phase::Request),
            url,
            follower: OnceCell::new(),
            controller: AbortController::new().ok(),
            body: OnceCell::new(),
            reader: OnceCell::new(),
            chunk: Cell::new(None),
            over: Cell::new(false),
            sink,
        }
    }

    /// Takes the stream for the first and only attempt.
    ///
    /// # Errors
    /// The platform's `TypeError` for what is no stream, or a locked one.
    pub(crate) fn of_stream(stream: &JsValue, sink: Rc<S>) -> Result<Rc<Self>, JsValue> {
        let reader = reader_of_stream(stream)?;
        let mut exchange = Self::new(1, String::new(), sink);
        exchange.phase = Cell::new(Phase::Stream);
        exchange.reader = reader.into();
        exchange.controller = None;
        Ok(Rc::new(exchange))
    }

    /// What ends the request; nothing where there is none.
    pub(super) fn controller(&self) -> Option<&AbortController> {
        self.controller.as_ref().filter(|_| !self.over.get())
    }

    /// Aborts the request and gives up the body.
    pub(super) fn give_up(&self) {
        if self.over.replace(true) {
            return;
        }
        if let Some(controller) = &self.controller {
            controller.abort();
        }
        // A fetch of the page's own may not heed the signal.
        if let Some(body) = self.reader.get().or(self.body.get().map(AsRef::as_ref)) {
            self.sink.give_up(body);
        }
    }

    /// Leaves the body to somebody else: nothing is aborted.
    pub(super) fn leave(&self) {
        self.over.set(true);
    }

    /// Tells `follower` what `first` comes to, and each promise that follows on it.
    pub(super) fn begin(&self, first: &Promise, follower: Follower) {
        self.follower.get_or_init(|| follower).follow(first);
    }

    pub(super) fn follow(&self, next: &Promise) {
        if let Some(follower) = self.follower.get() {
            follower.follow(next);
        }
    }

    /// The page's part of the request is there, or a promise of it, or what was thrown. Gives the
    /// first promise.
    pub(super) fn request(&self, init: Result<JsValue, JsValue>) -> Promise {
        match init.map(JsCast::dyn_into::<Promise>) {
            Ok(Ok(later)) => later,
            Ok(Err(init)) => self.send(init),
            Err(error) => Promise::reject(&error),
        }
    }

    fn send(&self, init: JsValue) -> Promise {
        let signal = self.controller().map(AbortController::signal);
        let answer = self.sink.fetch(&self.url, &init, signal.as_ref());
        let refused = answer.as_ref().is_err_and(is_type_error);
        self.phase.set(if refused { Phase::Refusal } else { Phase::Response });
        answer.map_or_else(|error| Promise::reject(&error), |answer| Promise::resolve(&answer))
    }

    /// What it waited for has come, or will not.
    pub(super) fn advance(&self, settled: Result<JsValue, JsValue>) -> Step {
        let phase = self.phase.get();
        // A delivery that fails is at its end as well: nobody else would let the drain go on.
        let settled = settled.or_else(|error| {
            if matches!(phase, Phase::Pause) { Ok(JsValue::UNDEFINED) } else { Err(error) }
        });
        let step = settled.and_then(|value| match phase {
            Phase::Request => Ok(Step::Sent(self.send(value))),
            Phase::Response | Phase::Refusal => {
                let response: FetchResponse = value.unchecked_into();
                let head = Head::read(&response)?;
                if let Some(body) = response.body()? {
                    self.body.get_or_init(|| body);
                }
                Ok(Step::Response(response, head))
            }
            Phase::Stream => Ok(Step::Stream),
            Phase::Chunk => {
                let chunk = self.sink.chunk(value)?;
                let step = if chunk.is_some() { Step::Chunk } else { Step::EndOfBody };
                self.chunk.set(chunk);
                Ok(step)
            }
            Phase::Pause => Ok(Step::Resumed),
        });
        step.unwrap_or_else(|error| {
            let report = match phase {
                Phase::Request => Report::HeadersError,
                Phase::Refusal => Report::RequestError,
                _ => Report::NetworkError,
            };
            Step::Failed(report, error)
        })
    }

    /// The next slice of what was read.
    pub(super) fn slice(&self) -> Result<Option<Vec<u8>>, JsValue> {
        body::slice(&self.chunk)
    }

    /// Asks for the next chunk.
    pub(super) fn read(&self) {
        match self.lock() {
            Ok(()) => self.ask(self.reader.get()),
            Err(error) => self.lose(&error),
        }
    }

    /// What was read cannot be taken: as if it could not have been read.
    pub(super) fn lose(&self, error: &JsValue) {
        self.ask(Some(&Promise::reject(error)));
    }

    fn ask(&self, reader: Option<&JsValue>) {
        self.phase.set(Phase::Chunk);
        if let Some(follower) = self.follower.get() {
            drop(follower.read(&*self.sink, reader));
        }
    }

    fn lock(&self) -> Result<(), JsValue> {
        if self.reader.get().is_none()
            && let Some(body) = self.body.get()
        {
            let reader = body.reader()?;
            self.reader.get_or_init(|| reader);
        }
        Ok(())
    }

    /// Nothing is read before `page` is fulfilled.
    pub(super) fn pause(&self, page: Promise) -> Promise {
        self.phase.set(Phase::Pause);
        page
    }
}

/// Whether fetch has no use for its arguments, and never will: a `TypeError`, of any realm.
fn is_type_error(thrown: &JsValue) -> bool {
    let name = thrown.unchecked_ref::<Thrown>().name();
    name.is_ok_and(|name| name == JsValue::from_str("TypeError"))
}

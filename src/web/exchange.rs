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

use std::cell::{Cell, OnceCell, RefCell};

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::body::{self, Body, Reader, reader_of_stream};
use super::follower::Follower;
use super::request::{complete, is_type_error};
use super::response::{FetchResponse, Head};
use super::sink::Sink;
use crate::connection::Report;

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
    /// The task of an event that was dispatched to be over.
    Turn,
    /// The same, before its end is told.
    End(Report<'static>),
}

/// What a promise of the exchange means.
pub(super) enum Step {
    /// The request is sent.
    Sent(Promise),
    /// A stream of the page's has no response of its own.
    Response(Option<FetchResponse>, Head),
    /// To be taken in slices.
    Chunk,
    EndOfBody,
    /// The page has caught up.
    Resumed,
    /// What was dispatched has had its task.
    Turned,
    /// What was dispatched has had its task, and it ended so.
    Ended(Report<'static>),
    /// It came to nothing, by what was thrown.
    Failed(Report<'static>, JsValue),
}

/// The attempt that is alive. Dropping it gives it up.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) attempt: u32,
    phase: Cell<Phase>,
    url: String,
    with_credentials: bool,
    follower: OnceCell<Follower>,
    controller: RefCell<Option<AbortController>>,
    body: RefCell<JsValue>,
    /// In place of the body there is its reader.
    locked: Cell<bool>,
    /// What is left of a chunk.
    chunk: RefCell<Option<Uint8Array>>,
    sink: Sink,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl Exchange {
    /// An attempt whose request is yet to be made.
    pub(super) fn new(attempt: u32, url: String, with_credentials: bool, sink: Sink) -> Self {
        Self {
            attempt,
            phase: Cell::new(Phase::Request),
            url,
            with_credentials,
            follower: OnceCell::new(),
            controller: RefCell::new(AbortController::new().ok()),
            body: RefCell::new(JsValue::NULL),
            locked: Cell::new(false),
            chunk: RefCell::new(None),
            sink,
        }
    }

    /// Takes the stream for the first and only attempt.
    ///
    /// # Errors
    /// The platform's `TypeError` for what is no stream, or a locked one.
    pub(super) fn of_stream(stream: &JsValue, sink: Sink) -> Result<Self, JsValue> {
        let exchange = Self::new(1, String::new(), false, sink);
        exchange.body.replace(reader_of_stream(stream)?.into());
        exchange.locked.set(true);
        exchange.controller.take();
        exchange.phase.set(Phase::Stream);
        Ok(exchange)
    }

    /// What ends the request; nothing where there is none.
    pub(super) fn controller(&self) -> Option<AbortController> {
        self.controller.borrow().clone()
    }

    /// Aborts the request and gives up the body.
    pub(super) fn give_up(&self) {
        // Bound first: what listens to the signal may call in.
        let (controller, body) = self.take();
        if let Some(controller) = controller {
            controller.abort();
        }
        // A fetch of the page's own may not heed the signal.
        if !is_missing(&body) {
            drop(self.sink.give_up(&body));
        }
    }

    /// Leaves the body to somebody else: nothing is aborted.
    pub(super) fn leave(&self) {
        drop(self.take());
    }

    fn take(&self) -> (Option<AbortController>, JsValue) {
        (self.controller.take(), self.body.replace(JsValue::NULL))
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
        let init = init.unchecked_into();
        complete(&init, self.with_credentials, self.controller().as_ref());
        let answer = self.sink.fetch(&self.url, &init);
        let refused = answer.as_ref().is_err_and(is_type_error);
        self.phase.set(if refused { Phase::Refusal } else { Phase::Response });
        promise(answer)
    }

    /// What it waited for has come, or will not.
    pub(super) fn advance(&self, settled: Result<JsValue, JsValue>) -> Step {
        let phase = self.phase.get();
        // A delivery that fails is at its end as well: nobody else would let the drain go on.
        let settled = settled.or_else(|error| {
            if matches!(phase, Phase::Pause | Phase::Turn | Phase::End(_)) {
                Ok(JsValue::UNDEFINED)
            } else {
                Err(error)
            }
        });
        let step = settled.and_then(|value| match phase {
            Phase::Request => Ok(Step::Sent(self.send(value))),
            Phase::Response | Phase::Refusal => {
                let response: FetchResponse = value.unchecked_into();
                let head = Head::read(&response)?;
                self.body.replace(response.body()?);
                Ok(Step::Response(Some(response), head))
            }
            Phase::Stream => Ok(Step::Response(None, Head::of_stream())),
            Phase::Chunk => {
                let chunk = body::chunk(value)?;
                let step = if chunk.is_some() { Step::Chunk } else { Step::EndOfBody };
                self.chunk.replace(chunk);
                Ok(step)
            }
            Phase::Pause => Ok(Step::Resumed),
            Phase::Turn => Ok(Step::Turned),
            Phase::End(report) => Ok(Step::Ended(report)),
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
    pub(super) fn slice(&self) -> Option<Vec<u8>> {
        body::slice(&mut self.chunk.borrow_mut())
    }

    /// The next chunk; nothing if there is no body.
    pub(super) fn read(&self) -> Option<Promise> {
        self.phase.set(Phase::Chunk);
        let body = self.body.borrow().clone();
        if is_missing(&body) {
            return None;
        }
        if self.locked.replace(true) {
            return Some(promise(body.unchecked_ref::<Reader>().read()));
        }
        let reader = body.unchecked_ref::<Body>().reader();
        Some(promise(reader.and_then(|reader| {
            let chunk = reader.read();
            self.body.replace(reader.into());
            chunk
        })))
    }

    /// Nothing is read before `page` is fulfilled.
    pub(super) fn pause(&self, page: Promise) -> Promise {
        self.phase.set(Phase::Pause);
        page
    }

    /// The same, but of a moment: it is no silence of the page's.
    pub(super) fn turn(&self, task: Promise) -> Promise {
        self.phase.set(Phase::Turn);
        task
    }

    /// Its end is told after `task`.
    pub(super) fn end(&self, report: Report<'static>, task: Promise) -> Promise {
        self.phase.set(Phase::End(report));
        task
    }
}

fn is_missing(body: &JsValue) -> bool {
    body.is_null() || body.is_undefined()
}

/// What a call of somebody else's function gave: it may not be a promise, or have thrown.
fn promise(answer: Result<JsValue, JsValue>) -> Promise {
    answer.map_or_else(|error| Promise::reject(&error), |answer| Promise::resolve(&answer))
}

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
//! it has its promises followed ([`follow`]), and asks what each of them means ([`Exchange::advance`]).

use std::cell::{Cell, RefCell};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use super::body::{Body, Reader, chunk, reader_of_stream};
use super::fetch::{Fetch, is_type_error};
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
}

/// What a promise of the exchange means.
pub(super) enum Step {
    /// The request is sent.
    Sent(Promise),
    /// A stream of the page's has no response of its own.
    Response(Option<FetchResponse>, Head),
    Chunk(Vec<u8>),
    EndOfBody,
    /// The page has caught up.
    Resumed,
    /// What was dispatched has had its task.
    Turned,
    /// It came to nothing, by what was thrown.
    Failed(Report<'static>, JsValue),
}

/// The attempt that is alive. Dropping it gives it up.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) attempt: u32,
    phase: Cell<Phase>,
    url: String,
    controller: RefCell<Option<AbortController>>,
    body: RefCell<JsValue>,
    /// In place of the body there is its reader.
    locked: Cell<bool>,
    sink: Sink,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl Exchange {
    /// An attempt whose request is yet to be made.
    pub(super) fn new(attempt: u32, url: String, sink: Sink) -> Self {
        Self {
            attempt,
            phase: Cell::new(Phase::Request),
            url,
            controller: RefCell::new(AbortController::new().ok()),
            body: RefCell::new(JsValue::NULL),
            locked: Cell::new(false),
            sink,
        }
    }

    /// Takes the stream for the first and only attempt.
    ///
    /// # Errors
    /// The platform's `TypeError` for what is no stream, or a locked one.
    pub(super) fn of_stream(stream: &JsValue, sink: Sink) -> Result<Self, JsValue> {
        let reader = reader_of_stream(stream)?.into();
        Ok(Self {
            attempt: 1,
            phase: Cell::new(Phase::Stream),
            url: String::new(),
            controller: RefCell::new(None),
            body: RefCell::new(reader),
            locked: Cell::new(true),
            sink,
        })
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

    /// The page's part of the request is there, or a promise of it, or what was thrown.
    pub(super) fn begin(&self, fetch: &Fetch, init: Result<JsValue, JsValue>) -> Promise {
        match init.map(JsCast::dyn_into::<Promise>) {
            Ok(Ok(later)) => later,
            Ok(Err(init)) => self.send(fetch, init),
            Err(error) => Promise::reject(&error),
        }
    }

    fn send(&self, fetch: &Fetch, init: JsValue) -> Promise {
        let answer = fetch.send(&self.url, init, self.controller().as_ref());
        let refused = answer.as_ref().is_err_and(is_type_error);
        self.phase.set(if refused { Phase::Refusal } else { Phase::Response });
        promise(answer)
    }

    /// What it waited for has come, or will not.
    pub(super) fn advance(&self, fetch: &Fetch, settled: Result<JsValue, JsValue>) -> Step {
        let phase = self.phase.get();
        // A delivery that fails is at its end as well: nobody else would let the drain go on.
        let settled = settled.or_else(|error| {
            if matches!(phase, Phase::Pause | Phase::Turn) {
                Ok(JsValue::UNDEFINED)
            } else {
                Err(error)
            }
        });
        let step = settled.and_then(|value| match phase {
            Phase::Request => Ok(Step::Sent(self.send(fetch, value))),
            Phase::Response | Phase::Refusal => {
                let response: FetchResponse = value.unchecked_into();
                let head = Head::read(&response)?;
                self.body.replace(response.body()?);
                Ok(Step::Response(Some(response), head))
            }
            Phase::Stream => Ok(Step::Response(None, Head::of_stream())),
            Phase::Chunk => Ok(chunk(value)?.map_or(Step::EndOfBody, Step::Chunk)),
            Phase::Pause => Ok(Step::Resumed),
            Phase::Turn => Ok(Step::Turned),
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
}

fn is_missing(body: &JsValue) -> bool {
    body.is_null() || body.is_undefined()
}

/// What a call of somebody else's function gave: it may not be a promise, or have thrown.
fn promise(answer: Result<JsValue, JsValue>) -> Promise {
    answer.map_or_else(|error| Promise::reject(&error), |answer| Promise::resolve(&answer))
}

/// Awaits one promise after the other: `step` is given what each has come to, and gives the next.
pub(super) fn follow(
    first: Promise,
    mut step: impl FnMut(Result<JsValue, JsValue>) -> Option<Promise> + 'static,
) {
    spawn_local(async move {
        let mut next = Some(first);
        while let Some(promise) = next {
            next = step(JsFuture::from(promise).await);
        }
    });
}

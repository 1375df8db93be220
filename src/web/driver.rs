//! Drives the machine: inputs from fetch, timer and face go in, outputs are carried out.
//!
//! The drain law: the machine is borrowed for one `handle` or one `poll` at a time, never while the
//! face runs. A call that comes in meanwhile (`close()` in a listener) enters its input at once and
//! leaves the outputs to the drain under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Math, Promise, Uint32Array};
use wasm_bindgen::prelude::*;
use web_sys::ReadableStreamDefaultReader;

use super::clock::Clock;
use super::detail::{attempt_detail, error_detail};
use super::exchange::{Exchange, Phase, chunk, follow, send};
use super::response::{FetchResponse, Head};
use super::sink::Sink;
use super::timer::Timer;
use crate::connection::{Connection, Failure, Input, Output, ReadyState, Report, Request};
use crate::event_stream::Batch;
use crate::response::Response;
use crate::settings::Settings;

#[derive(Debug)]
pub(super) struct Driver {
    pub(super) connection: RefCell<Connection>,
    clock: Clock,
    /// `None`: the global one, looked up at each attempt.
    fetch: Option<Function>,
    with_credentials: bool,
    /// `None` once closed, so that the face the page forgot can go.
    sink: RefCell<Option<Sink>>,
    exchange: RefCell<Option<Exchange>>,
    /// Of the attempt that is alive or ended last.
    response: RefCell<Option<FetchResponse>>,
    /// What ended it, where something was thrown.
    thrown: RefCell<JsValue>,
    /// Fulfilled when the face has dispatched all that it was given.
    delivery: RefCell<Option<Promise>>,
    timer: Timer,
    draining: Cell<bool>,
    /// The drain waits for `delivery`.
    delivering: Cell<bool>,
}

impl Driver {
    #[inline(never)]
    pub(super) fn new(
        settings: Settings,
        fetch: Option<Function>,
        with_credentials: bool,
        sink: Sink,
        exchange: Option<Exchange>,
    ) -> Self {
        let clock = Clock::start();
        Self {
            connection: RefCell::new(Connection::new(settings, clock.now())),
            clock,
            fetch,
            with_credentials,
            sink: RefCell::new(Some(sink)),
            exchange: RefCell::new(exchange),
            response: RefCell::new(None),
            thrown: RefCell::new(JsValue::UNDEFINED),
            delivery: RefCell::new(None),
            timer: Timer::default(),
            draining: Cell::new(false),
            delivering: Cell::new(false),
        }
    }

    /// Whether the attempt is the one that runs.
    pub(super) fn is_alive(&self, attempt: u32) -> bool {
        self.exchange.borrow().as_ref().is_some_and(|exchange| exchange.attempt == attempt)
    }

    /// What the attempt waited for is there. Gives what it waits for next, if it goes on.
    pub(super) fn step(
        self: &Rc<Self>,
        attempt: u32,
        settled: Result<JsValue, JsValue>,
    ) -> Option<Promise> {
        let phase = self.exchange.borrow().as_ref()?.phase;
        // A delivery that fails is at its end as well: nobody else would let the drain go on.
        let settled = settled.or_else(|error| {
            if phase == Phase::Pause { Ok(JsValue::UNDEFINED) } else { Err(error) }
        });
        settled.and_then(|value| self.advance(attempt, phase, value)).unwrap_or_else(|error| {
            self.thrown.replace(error);
            let report =
                if phase == Phase::Request { Report::HeadersError } else { Report::NetworkError };
            self.report(attempt, report);
            None
        })
    }

    fn advance(
        self: &Rc<Self>,
        attempt: u32,
        phase: Phase,
        value: JsValue,
    ) -> Result<Option<Promise>, JsValue> {
        match phase {
            Phase::Request => Ok(Some(self.send(value))),
            Phase::Response => {
                let response: FetchResponse = value.unchecked_into();
                let head = Head::read(&response)?;
                let body = response.body()?;
                self.enter(Phase::Chunk, body.as_ref().map_or(&JsValue::UNDEFINED, AsRef::as_ref));
                self.response.replace(Some(response));
                self.report(attempt, Report::Response(head.response()));
                if !self.is_alive(attempt) {
                    return Ok(None);
                }
                let Some(body) = body else {
                    self.report(attempt, Report::EndOfBody);
                    return Ok(None);
                };
                let reader = ReadableStreamDefaultReader::new(&body)?;
                self.enter(Phase::Chunk, &reader);
                Ok(Some(reader.read()))
            }
            Phase::Chunk => {
                if self.connection.borrow().ready_state() == ReadyState::Connecting {
                    // A stream of the page's own needs no response.
                    let content_type = Some("text/event-stream");
                    let response = Response { status: 200, content_type, retry_after: None };
                    self.report(attempt, Report::Response(response));
                } else if let Some(bytes) = chunk(value)? {
                    self.report(attempt, Report::Chunk(&bytes));
                } else {
                    self.report(attempt, Report::EndOfBody);
                }
                Ok(self.read_on(attempt))
            }
            Phase::Pause => {
                self.go_on();
                self.report(attempt, Report::Resumed);
                Ok(self.read_on(attempt))
            }
        }
    }

    /// The next chunk, no sooner than the page takes it.
    fn read_on(self: &Rc<Self>, attempt: u32) -> Option<Promise> {
        let sink = self.sink()?;
        let wait = self.delivery.take().or_else(|| sink.backlog().unwrap_or(None));
        let phase = if wait.is_some() { Phase::Pause } else { Phase::Chunk };
        let reader: ReadableStreamDefaultReader = {
            let mut exchange = self.exchange.borrow_mut();
            let exchange = exchange.as_mut().filter(|exchange| exchange.attempt == attempt)?;
            exchange.phase = phase;
            exchange.body.clone().unchecked_into()
        };
        if wait.is_some() {
            self.report(attempt, Report::Paused);
        }
        Some(wait.unwrap_or_else(|| reader.read()))
    }

    fn enter(&self, phase: Phase, body: &JsValue) {
        if let Some(exchange) = self.exchange.borrow_mut().as_mut() {
            exchange.phase = phase;
            exchange.body = body.clone();
        }
    }

    fn send(&self, init: JsValue) -> Promise {
        let (url, controller) = {
            let mut exchange = self.exchange.borrow_mut();
            exchange.as_mut().map_or((String::new(), None), |exchange| {
                exchange.phase = Phase::Response;
                (std::mem::take(&mut exchange.url), exchange.controller.clone())
            })
        };
        send(self.fetch.as_ref(), &url, init, self.with_credentials, controller.as_ref())
    }

    fn report(self: &Rc<Self>, attempt: u32, report: Report<'_>) {
        self.handle(Input::Attempt(attempt, report));
    }

    pub(super) fn handle(self: &Rc<Self>, input: Input<'_>) {
        let now = self.clock.now();
        self.connection.borrow_mut().handle(input, now, Math::random);
        if !self.draining.replace(true) {
            self.drain();
            self.draining.set(self.delivering.get());
        }
    }

    /// The delivery is at its end, or nobody wants the rest: the drain may go on.
    pub(super) fn go_on(&self) {
        if self.delivering.replace(false) {
            self.draining.set(false);
        }
    }

    /// Carries out outputs until there is none, or a delivery has to come to its end first.
    fn drain(self: &Rc<Self>) {
        loop {
            let output = self.connection.borrow_mut().poll();
            match output {
                Output::Fetch(request) => self.fetch(request),
                Output::Abort => {
                    // Bound first: what listens to the signal may call in.
                    let exchange = self.exchange.take();
                    drop(exchange);
                }
                Output::Announce => {
                    let response = self.response.borrow().clone();
                    if let Some(sink) = self.sink() {
                        ignore(sink.open(response.as_ref()));
                    }
                }
                Output::Dispatch(batch) => {
                    self.dispatch(batch);
                    if self.delivering.get() {
                        return;
                    }
                }
                Output::Error(failure) => self.error(failure),
                Output::WaitUntil(until) => {
                    let driver = Rc::downgrade(self);
                    return self.timer.arm(until, self.clock.now(), move || {
                        if let Some(driver) = driver.upgrade() {
                            driver.timer.disarm();
                            driver.handle(Input::Timeout);
                        }
                    });
                }
                Output::Idle => break,
            }
        }
        self.timer.disarm();
        if self.is_closed() {
            self.response.take();
            // A stream that was never read.
            drop(self.exchange.take());
            if let Some(sink) = self.sink.take() {
                ignore(sink.closed());
            }
        }
    }

    fn fetch(self: &Rc<Self>, request: Request) {
        let Some(sink) = self.sink() else { return };
        self.response.take();
        self.thrown.replace(JsValue::UNDEFINED);
        let attempt = request.attempt;
        let first = if self.exchange.borrow().is_some() {
            Promise::resolve(&JsValue::UNDEFINED)
        } else {
            let detail = attempt_detail(&request);
            let init = sink.request(detail);
            // A function of the page's own may have closed the source.
            if self.is_closed() {
                return;
            }
            self.exchange.replace(Some(Exchange::new(attempt, request.url, sink.clone())));
            match init.map(JsCast::dyn_into::<Promise>) {
                Ok(Ok(later)) => later,
                Ok(Err(init)) => self.send(init),
                Err(error) => Promise::reject(&error),
            }
        };
        follow(self, sink, attempt, first);
    }

    fn is_closed(&self) -> bool {
        self.connection.borrow().ready_state() == ReadyState::Closed
    }

    fn dispatch(&self, batch: Batch) {
        if let Some(sink) = self.sink() {
            let delivery = sink.messages(batch.text(), Uint32Array::from(batch.spans()));
            let delivery = delivery.unwrap_or(None).filter(|_| !self.is_closed());
            self.delivering.set(delivery.is_some());
            self.delivery.replace(delivery);
        }
        self.connection.borrow_mut().recycle(batch);
    }

    fn error(&self, failure: Failure) {
        let (response, thrown) = (self.response.take(), self.thrown.take());
        let Some(sink) = self.sink() else { return };
        let controller = self.exchange.borrow().as_ref().and_then(|it| it.controller.clone());
        let detail = error_detail(failure);
        let taken = sink.error(detail, response.as_ref(), &thrown, controller.as_ref());
        // A listener has begun to read it.
        if taken == Ok(true)
            && let Some(exchange) = self.exchange.borrow_mut().as_mut()
        {
            exchange.leave();
        }
    }

    fn sink(&self) -> Option<Sink> {
        self.sink.borrow().clone()
    }
}

/// Listeners' exceptions are reported by the dispatch itself; what is left is an engine at its
/// limits (stack, memory), and the connection must survive that.
fn ignore(result: Result<(), JsValue>) {
    drop(result);
}

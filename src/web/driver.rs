//! Drives the machine: inputs from fetch, timer and face go in, outputs are carried out.
//!
//! The drain law: the machine is borrowed for one `handle` or one `poll` at a time, never while the
//! face runs. A call that comes in meanwhile (`close()` in a listener) enters its input at once and
//! leaves the outputs to the drain under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Math, Promise, Uint32Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use super::clock::Clock;
use super::detail::{attempt_detail, error_detail, open_detail};
use super::fetch::{Exchange, Ingredients};
use super::headers::request_headers;
use super::options::{self, EventSourceInit, RequestOptions};
use super::response::Response;
use super::sink::Sink;
use super::timer::Timer;
use crate::connection::{
    Connection, Failure, Input, Output, Page, ReadyState, Reason, Report, Request,
};
use crate::event_stream::Batch;
use crate::settings::Settings;

/// What the face holds: one event source.
#[wasm_bindgen]
#[derive(Debug)]
pub struct EventSourceDriver(Rc<Driver>);

#[wasm_bindgen]
impl EventSourceDriver {
    /// Reads the init dictionary; sends nothing.
    ///
    /// `url` is absolute; `same_origin` whether a header of ours asks for no preflight there.
    ///
    /// # Errors
    /// What an init member's getter throws, or a `TypeError` for a member that cannot be.
    #[wasm_bindgen(constructor)]
    pub fn new(
        url: String,
        same_origin: bool,
        init: &EventSourceInit,
        sink: Sink,
    ) -> Result<Self, JsValue> {
        let (settings, options) = options::read(url, same_origin, init)?;
        let headers = sink.headers()?;
        if !headers.is_function() {
            request_headers(&headers, "")?;
        }
        Ok(Self::with(settings, options, sink, None))
    }

    /// A driver of one stream that the page has, and of no request.
    ///
    /// # Errors
    /// The platform's `TypeError` for what is no stream, or a locked one.
    #[wasm_bindgen(js_name = fromReadableStream)]
    pub fn from_readable_stream(stream: &ReadableStream, sink: Sink) -> Result<Self, JsValue> {
        let exchange = Exchange::of_stream(stream)?;
        let settings = Settings::of_readable_stream();
        Ok(Self::with(settings, RequestOptions::default(), sink, Some(exchange)))
    }

    /// Sends the first request before it returns. A stream of the page's is read in a later task.
    pub fn connect(&self) {
        if self.0.exchange.borrow().is_none() {
            self.0.handle(Input::Timeout);
        } else {
            self.0.drain();
        }
    }

    /// Closes for good.
    pub fn close(&self) {
        self.0.handle(Input::Close);
    }

    /// `reconnect()`.
    pub fn reconnect(&self) {
        self.0.handle(Input::Reconnect);
    }

    /// Something changed about the page, or it woke.
    pub fn page(&self, online: bool, active: bool) {
        self.0.handle(Input::Page(Page { online, active }));
    }

    /// `readyState`: 0, 1 or 2.
    #[wasm_bindgen(getter, js_name = readyState)]
    pub fn ready_state(&self) -> u8 {
        self.0.connection.borrow().ready_state() as u8
    }

    /// The `withCredentials` attribute.
    #[wasm_bindgen(getter, js_name = withCredentials)]
    pub fn with_credentials(&self) -> bool {
        self.0.options.with_credentials
    }

    /// The `lastEventId` attribute.
    #[wasm_bindgen(getter, js_name = lastEventId)]
    pub fn last_event_id(&self) -> String {
        self.0.connection.borrow().last_event_id().to_owned()
    }

    /// The `reconnectionTime` attribute, in ms.
    #[wasm_bindgen(getter, js_name = reconnectionTime)]
    pub fn reconnection_time(&self) -> f64 {
        self.0.connection.borrow().reconnection_time() as f64
    }
}

impl EventSourceDriver {
    fn with(
        settings: Settings,
        options: RequestOptions,
        sink: Sink,
        exchange: Option<Exchange>,
    ) -> Self {
        let clock = Clock::start();
        Self(Rc::new(Driver {
            connection: RefCell::new(Connection::new(settings, clock.now())),
            clock,
            options,
            sink: RefCell::new(Some(sink)),
            exchange: RefCell::new(exchange),
            ended: RefCell::new(Ended::default()),
            backlog: RefCell::new(None),
            timer: Timer::default(),
            draining: Cell::new(false),
        }))
    }
}

#[derive(Debug)]
pub(super) struct Driver {
    connection: RefCell<Connection>,
    clock: Clock,
    pub(super) options: RequestOptions,
    /// `None` once closed, so that the face the page forgot can go.
    sink: RefCell<Option<Sink>>,
    exchange: RefCell<Option<Exchange>>,
    ended: RefCell<Ended>,
    /// What the page wants to wait for before more is read.
    backlog: RefCell<Option<Promise>>,
    timer: Timer,
    draining: Cell<bool>,
}

/// What the events may say about the attempt that is alive or ended last.
#[derive(Debug, Default)]
struct Ended {
    response: Option<Response>,
    error: JsValue,
}

impl Driver {
    pub(super) fn report(
        self: &Rc<Self>,
        attempt: u32,
        report: Report<'_>,
        error: Option<JsValue>,
    ) {
        if let Some(error) = error.filter(|_| self.is_alive(attempt)) {
            self.ended.borrow_mut().error = error;
        }
        self.handle(Input::Attempt(attempt, report));
    }

    pub(super) fn respond(self: &Rc<Self>, attempt: u32, response: Response) {
        if self.is_alive(attempt) {
            if let Some(exchange) = self.exchange.borrow_mut().as_mut() {
                exchange.respond_with(response.body.clone());
            }
            self.ended.borrow_mut().response = Some(response.clone());
        }
        self.handle(Input::Attempt(attempt, Report::Response(response.head())));
    }

    /// Whether the attempt is the one that runs.
    pub(super) fn is_alive(&self, attempt: u32) -> bool {
        self.exchange.borrow().as_ref().is_some_and(|exchange| exchange.attempt == attempt)
    }

    pub(super) fn read_with(&self, reader: &ReadableStreamDefaultReader) {
        if let Some(exchange) = self.exchange.borrow_mut().as_mut() {
            exchange.read_with(reader);
        }
    }

    pub(super) fn take_backlog(&self) -> Option<Promise> {
        self.backlog.take()
    }

    fn handle(self: &Rc<Self>, input: Input<'_>) {
        let now = self.clock.now();
        self.connection.borrow_mut().handle(input, now, Math::random);
        self.drain();
    }

    fn drain(self: &Rc<Self>) {
        if !self.draining.replace(true) {
            self.carry_out();
            self.draining.set(false);
        }
    }

    /// Carries out outputs until there is none.
    fn carry_out(self: &Rc<Self>) {
        loop {
            let output = self.connection.borrow_mut().poll();
            match output {
                Output::Fetch(request) => self.fetch(request),
                Output::Abort => {
                    // Bound first: what listens to the signal may call in.
                    let exchange = self.exchange.take();
                    drop(exchange);
                }
                Output::Announce => self.announce(),
                Output::Dispatch(batch) => self.dispatch(batch),
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
            self.ended.take();
            // A stream that was never read.
            drop(self.exchange.take());
            if let Some(sink) = self.sink.take() {
                ignore(sink.closed());
            }
        }
    }

    fn fetch(self: &Rc<Self>, request: Request) {
        let Some(sink) = self.sink() else { return };
        self.ended.take();
        if let Some(stream) = &*self.exchange.borrow() {
            return stream.read_alone(Rc::downgrade(self));
        }
        let attempt = request.attempt;
        match Exchange::start(self, attempt, self.ingredients(&sink, request)) {
            // A function of the page's own may have closed the source: dropped, it is aborted.
            Ok(exchange) if !self.is_closed() => drop(self.exchange.replace(Some(exchange))),
            Ok(exchange) => drop(exchange),
            Err(error) => {
                self.ended.borrow_mut().error = error;
                let driver = Rc::clone(self);
                spawn_local(async move { driver.report(attempt, Report::NetworkError, None) });
            }
        }
    }

    /// Asks the page afresh.
    fn ingredients(&self, sink: &Sink, request: Request) -> Result<Ingredients, JsValue> {
        let mut headers = sink.headers()?;
        if let Some(function) = headers.dyn_ref::<Function>() {
            headers = function.call1(&JsValue::UNDEFINED, &attempt_detail(&request))?;
        }
        let body = match self.options.body.dyn_ref::<Function>() {
            Some(function) => function.call0(&JsValue::UNDEFINED)?,
            None => self.options.body.clone(),
        };
        let id_header =
            if self.options.id_in_header { request.last_event_id } else { String::new() };
        Ok(Ingredients { url: request.url, id_header, headers, body })
    }

    fn is_closed(&self) -> bool {
        self.connection.borrow().ready_state() == ReadyState::Closed
    }

    fn announce(&self) {
        let response = self.ended.borrow().response.clone();
        if let Some(sink) = self.sink() {
            let headers = response.as_ref().map(|response| &response.headers);
            ignore(sink.open(open_detail(response.as_ref()), headers));
        }
    }

    fn dispatch(&self, batch: Batch) {
        if let Some(sink) = self.sink() {
            let backlog = sink.messages(batch.text(), Uint32Array::from(batch.spans()));
            self.backlog.replace(backlog.unwrap_or(None));
        }
        self.connection.borrow_mut().recycle(batch);
    }

    fn error(&self, failure: Failure) {
        let Ended { response, error } = self.ended.take();
        let Some(sink) = self.sink() else { return };
        let refused = matches!(failure.reason, Reason::Status | Reason::ContentType);
        let body = response.as_ref().and_then(|response| response.body.as_ref());
        let body = body.filter(|_| refused);
        let headers = response.as_ref().map(|response| &response.headers);
        let detail = error_detail(failure, response.as_ref());
        let controller = self.exchange.borrow().as_ref().and_then(|it| it.controller.clone());
        ignore(sink.error(detail, headers, &error, body, controller.as_ref()));
        // A listener has begun to read it.
        if body.is_some_and(ReadableStream::locked)
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

//! Drives the machine: inputs from fetch, timer and page go in, outputs are carried out.
//!
//! The drain law: the machine is borrowed for one `handle` or one `poll` at a time, never while the
//! sink runs. A call that comes in meanwhile (`close()` in a listener) enters its input at once and
//! leaves the outputs to the drain under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Math, Promise};
use wasm_bindgen::prelude::*;

use super::clock::Clock;
use super::exchange::{Exchange, Step};
use super::follower::Follower;
use super::response::{FetchResponse, OF_STREAM};
use super::sink::Sink;
use super::timer::Timer;
use crate::connection::{Connection, Failure, Input, Output, ReadyState, Report, Request};
use crate::event_stream::Batch;
use crate::settings::Settings;

pub(crate) struct Driver<S: Sink> {
    pub(crate) connection: RefCell<Connection>,
    clock: Clock,
    /// `None` once closed, so that what the page forgot can go.
    sink: Cell<Option<Rc<S>>>,
    /// The attempt that is alive.
    exchange: Cell<Option<Rc<Exchange<S>>>>,
    /// Of the attempt that is alive or ended last.
    response: Cell<Option<FetchResponse>>,
    /// What ended it, where something was thrown.
    thrown: Cell<JsValue>,
    /// Fulfilled when the sink has dispatched all that it was given.
    delivery: Cell<Option<Promise>>,
    timer: Timer,
    draining: Cell<bool>,
    /// The drain waits for `delivery`.
    delivering: Cell<bool>,
}

impl<S: Sink> Driver<S> {
    #[inline(never)]
    pub(crate) fn new(settings: Settings, sink: Rc<S>, exchange: Option<Rc<Exchange<S>>>) -> Self {
        let clock = Clock::start();
        Self {
            connection: RefCell::new(Connection::new(settings, clock.now())),
            clock,
            sink: Cell::new(Some(sink)),
            exchange: Cell::new(exchange),
            response: Cell::new(None),
            thrown: Cell::new(JsValue::UNDEFINED),
            delivery: Cell::new(None),
            timer: Timer::default(),
            draining: Cell::new(false),
            delivering: Cell::new(false),
        }
    }

    fn report(self: &Rc<Self>, attempt: u32, report: Report<'_>) {
        self.handle(Input::Attempt(attempt, report));
    }

    pub(crate) fn handle(self: &Rc<Self>, input: Input<'_>) {
        let now = self.clock.now();
        self.connection.borrow_mut().handle(input, now, Math::random);
        if !self.draining.replace(true) {
            self.drain();
            self.draining.set(self.delivering.get());
        }
    }

    /// The delivery is at its end, or nobody wants the rest: the drain may go on.
    pub(crate) fn go_on(&self) {
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
                Output::Abort => self.give_up(),
                Output::Announce => {
                    let response = peek(&self.response);
                    if let Some(sink) = self.sink() {
                        sink.open(response.as_ref());
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
                    return self.timer.arm(until, &self.clock, move |instant| {
                        if let Some(driver) = driver.upgrade() {
                            driver.timer.disarm();
                            driver.clock.reach(instant);
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
            self.give_up();
            if let Some(sink) = self.sink.take() {
                sink.closed();
            }
        }
    }

    fn give_up(&self) {
        if let Some(exchange) = self.exchange.take() {
            exchange.give_up();
        }
    }

    fn fetch(self: &Rc<Self>, request: Request) {
        let Some(sink) = self.sink() else { return };
        self.response.take();
        self.thrown.take();
        let attempt = request.attempt;
        let (exchange, first) = if let Some(stream) = self.exchange(attempt) {
            (stream, Promise::resolve(&JsValue::UNDEFINED))
        } else {
            let init = sink.request(&request);
            // A function of the page's own may have closed the source.
            if self.is_closed() {
                return;
            }
            let exchange = Rc::new(Exchange::new(attempt, request.url, sink.clone()));
            self.exchange.set(Some(exchange.clone()));
            let first = exchange.request(init);
            (exchange, first)
        };
        let driver = Rc::downgrade(self);
        let follower = Follower::new(move |settled| {
            if let Some(driver) = driver.upgrade()
                && let Some(exchange) = driver.exchange(attempt)
            {
                driver.step(&exchange, settled);
            } else if let Ok(value) = settled {
                // Maybe a response that came too late.
                sink.give_up(&value);
            }
        });
        exchange.begin(&first, follower);
    }

    /// That of the attempt, if it is the one that is alive.
    fn exchange(&self, attempt: u32) -> Option<Rc<Exchange<S>>> {
        peek(&self.exchange).filter(|exchange| exchange.attempt == attempt)
    }

    /// The exchange has come so far.
    fn step(self: &Rc<Self>, exchange: &Exchange<S>, settled: Result<JsValue, JsValue>) {
        let attempt = exchange.attempt;
        match exchange.advance(settled) {
            Step::Sent(response) => return exchange.follow(&response),
            Step::Response(response, head) => {
                self.response.set(Some(response));
                self.report(attempt, Report::Response(head.response()));
            }
            Step::Stream => self.report(attempt, Report::Response(OF_STREAM)),
            Step::Chunk => {}
            Step::Resumed => {
                self.go_on();
                self.report(attempt, Report::Resumed);
            }
            Step::EndOfBody => return self.report(attempt, Report::EndOfBody),
            Step::Failed(report, thrown) => {
                self.thrown.set(thrown);
                return self.report(attempt, report);
            }
        }
        self.read_on(exchange);
    }

    /// Feeds what was read, and reads what is next, no sooner than the page takes it.
    fn read_on(self: &Rc<Self>, exchange: &Exchange<S>) {
        let attempt = exchange.attempt;
        loop {
            let slice = match exchange.slice() {
                Ok(slice) => slice,
                Err(error) => return exchange.lose(&error),
            };
            if let Some(slice) = &slice {
                self.report(attempt, Report::Chunk(slice));
            }
            // Whatever was told may have been answered by ending it.
            let Some(sink) = self.sink().filter(|_| self.exchange(attempt).is_some()) else {
                return;
            };
            if let Some(page) = self.delivery.take().or_else(|| sink.backlog()) {
                self.report(attempt, Report::Paused);
                return exchange.follow(&exchange.pause(page));
            }
            if slice.is_none() {
                return exchange.read();
            }
        }
    }

    fn is_closed(&self) -> bool {
        self.connection.borrow().ready_state() == ReadyState::Closed
    }

    fn dispatch(&self, mut batch: Batch) {
        if let Some(sink) = self.sink() {
            let delivery = sink.messages(&mut batch).unwrap_or_else(|thrown| {
                self.thrown.set(thrown);
                self.connection.borrow_mut().exceed();
                None
            });
            let delivery = delivery.filter(|_| !self.is_closed());
            self.delivering.set(delivery.is_some());
            self.delivery.set(delivery);
        }
        self.connection.borrow_mut().recycle(batch);
    }

    fn error(&self, failure: Failure) {
        let (response, thrown) = (self.response.take(), self.thrown.take());
        let Some(sink) = self.sink() else { return };
        let exchange = peek(&self.exchange);
        let controller = exchange.as_ref().and_then(|exchange| exchange.controller());
        if sink.error(failure, response.as_ref(), &thrown, controller)
            && let Some(exchange) = exchange
        {
            exchange.leave();
        }
    }

    fn sink(&self) -> Option<Rc<S>> {
        peek(&self.sink)
    }
}

/// What a cell has, and keeps.
fn peek<T: Clone>(cell: &Cell<Option<T>>) -> Option<T> {
    let content = cell.take();
    cell.set(content.clone());
    content
}

//! The stream's side of the driver: what it tells waits in queues, what it asks is answered by the
//! platform.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal, Response, Url};

use super::URL_OF_STREAM;
use super::awaited::Awaited;
use super::error_event::ErrorEvent;
use super::event::{Event, OpenEvent};
use super::member;
use super::page::PageListeners;
use super::queue::Queue;
use super::readers::Readers;
use super::reading;
use super::refused_body::RefusedBody;
use super::request::{Requests, send};
use super::turn::Turn;
use crate::connection::{self, Failure};
use crate::event_stream::Batch;
use crate::message_event::Messages;
use crate::web::{Clock, FetchResponse, Sink};

/// What a source and its subscriptions share.
pub(super) struct StreamSink {
    requests: Requests,
    /// The headers of the last attempt, where they take their time.
    awaited: Cell<Option<Awaited>>,
    readers: Readers,
    /// Of the connection that was announced last.
    origin: RefCell<Arc<str>>,
    /// The ID of the last message that was taken, or before those that were not.
    heard: RefCell<Arc<str>>,
    /// That of the last message that was told.
    told: RefCell<Arc<str>>,
    /// What had been heard when the rest was forgotten.
    forgotten: OnceCell<Arc<str>>,
    closed: Cell<bool>,
    /// Fulfils the promise that reading waits for.
    read_on: Cell<Option<Function>>,
    clock: Clock,
    turn: Turn,
    page: OnceCell<PageListeners>,
}

impl StreamSink {
    pub(super) fn new(requests: Requests, url: &str) -> Self {
        Self {
            requests,
            awaited: Cell::new(None),
            readers: Readers::default(),
            origin: RefCell::new(origin_of(url)),
            heard: RefCell::default(),
            told: RefCell::default(),
            forgotten: OnceCell::new(),
            closed: Cell::new(false),
            read_on: Cell::new(None),
            clock: Clock::start(),
            turn: Turn::default(),
            page: OnceCell::new(),
        }
    }

    pub(super) fn start_from(&self, last_event_id: &str) {
        self.heard.replace(last_event_id.into());
        self.told.replace(last_event_id.into());
    }

    pub(super) fn hold(&self, page: PageListeners) {
        drop(self.page.set(page));
    }

    pub(super) fn join(&self, subscription: &Rc<Queue>) {
        self.readers.join(subscription);
    }

    pub(super) fn leave(&self, subscription: &Rc<Queue>) {
        self.readers.leave(subscription);
        self.resume();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.get()
    }

    pub(super) fn is_at_its_end(&self) -> bool {
        self.is_closed() && self.readers.own().is_empty()
    }

    pub(super) fn poll(&self, context: &Context<'_>) -> Poll<Option<Event>> {
        let own = self.readers.own();
        own.start();
        let Some(event) = own.pop() else { return self.wait(own, context) };
        self.taken(own);
        if let Event::Message(message) = &event {
            let heard = message.shared_last_event_id();
            self.heard.replace(heard);
        }
        Poll::Ready(Some(event))
    }

    /// Something was taken out of `queue`: if it was the last, others that wait are not held up.
    pub(super) fn taken(&self, queue: &Queue) {
        if queue.is_empty() {
            self.resume();
        }
    }

    /// Nothing is there for `queue`.
    pub(super) fn wait<T>(&self, queue: &Queue, context: &Context<'_>) -> Poll<Option<T>> {
        if self.is_closed() {
            return Poll::Ready(None);
        }
        queue.wait(context);
        self.resume();
        Poll::Pending
    }

    /// What has been heard, where that is less than what has been told.
    pub(super) fn heard(&self) -> Option<Arc<str>> {
        let forgotten = self.forgotten.get();
        forgotten.map_or_else(
            || self.readers.are_behind().then(|| self.last_heard()),
            |id| Some(id.clone()),
        )
    }

    fn last_heard(&self) -> Arc<str> {
        self.readers.last_event_id().unwrap_or_else(|| self.heard.borrow().clone())
    }

    /// Nobody hears any more of it.
    pub(super) fn forget(&self) {
        if self.readers.are_behind() {
            self.forgotten.get_or_init(|| self.last_heard());
        }
        self.readers.clear();
    }

    fn resume(&self) {
        if let Some(read_on) = self.read_on.take() {
            if self.readers.are_waiting() {
                // Fulfilled as the page's turn is, where it is time for one.
                let turn = self.turn.next(self.clock.now());
                drop(read_on.call1(&JsValue::UNDEFINED, &turn.into()));
            } else {
                self.read_on.set(Some(read_on));
            }
        }
    }
}

impl Sink for StreamSink {
    fn request(&self, request: &connection::Request) -> Result<JsValue, JsValue> {
        drop(self.awaited.take());
        let (init, awaited) = self.requests.init(request)?;
        self.awaited.set(awaited);
        Ok(init)
    }

    fn fetch(
        &self,
        url: &str,
        init: &JsValue,
        signal: Option<&AbortSignal>,
    ) -> Result<JsValue, JsValue> {
        send(url, init, signal)
    }

    fn read(
        &self,
        reader: Option<&JsValue>,
        fulfilled: &JsValue,
        rejected: &JsValue,
    ) -> Result<(), JsValue> {
        crate::web::follow(&reading::read(reader), fulfilled, rejected);
        Ok(())
    }

    fn chunk(&self, read: JsValue) -> Result<Option<Uint8Array>, JsValue> {
        reading::chunk(&read)
    }

    fn open(&self, response: Option<&FetchResponse>) {
        let response = response.map(|response| response.unchecked_ref::<Response>());
        let (status, url) = response.map_or_else(
            || (200, URL_OF_STREAM.to_owned()),
            |response| (response.status(), member::text(response, "url").unwrap_or_default()),
        );
        if !url.is_empty() {
            self.origin.replace(origin_of(&url));
        }
        self.readers.push(Event::Open(OpenEvent { status, url }));
    }

    fn messages(&self, batch: &mut Batch) -> Result<Option<Promise>, JsValue> {
        let (origin, told) = (self.origin.borrow().clone(), self.told.borrow().clone());
        if !self.readers.are_behind() {
            self.heard.replace(told);
        }
        let messages = Messages::new(Rc::new(std::mem::take(batch)), origin);
        if let Some(last) = messages.last_event_id() {
            self.told.replace(last);
        }
        self.readers.push_messages(&messages);
        Ok(None)
    }

    fn backlog(&self) -> Option<Promise> {
        if self.readers.are_waiting() {
            return self.turn.next(self.clock.now());
        }
        Some(Promise::new(&mut |resolve, _| self.read_on.set(Some(resolve))))
    }

    fn error(
        &self,
        failure: Failure,
        response: Option<&FetchResponse>,
        thrown: &JsValue,
        controller: Option<&AbortController>,
    ) -> bool {
        let response = response.map(|response| response.unchecked_ref::<Response>());
        let body =
            failure.is_refusal().then(|| RefusedBody::new(response?.body(), controller?)).flatten();
        let is_taken = body.is_some();
        let event = ErrorEvent::new(failure, response, thrown, body);
        // Where nobody takes the event, dropping it ends the request.
        self.readers.push(Event::Error(event));
        is_taken
    }

    fn give_up(&self, body: &JsValue) {
        reading::give_up(body);
    }

    fn closed(&self) {
        self.closed.set(true);
        drop(self.awaited.take());
        // Its promise has what holds this sink: neither would ever be garbage.
        drop(self.read_on.take());
        if let Some(page) = self.page.get() {
            page.leave();
        }
        self.readers.wake();
    }
}

fn origin_of(url: &str) -> Arc<str> {
    Url::new(url).map_or_else(|_| "null".into(), |url| url.origin().into())
}

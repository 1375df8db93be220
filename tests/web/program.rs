//! What stands around a program in its tests: the platform's fetch is the world's meanwhile.

use std::cell::Cell;
use std::rc::Rc;

use event_source_polyfill_wasm::{
    ErrorEvent, Event, EventSource, EventSourceBuilder, MessageEvent,
};
use futures_util::StreamExt;
use wasm_bindgen::JsValue;

use crate::world::{World, ask, value};

/// A world whose fetch answers for `http://h/`, until it is dropped.
pub(crate) struct Program(World);

impl Program {
    pub(crate) fn new() -> Self {
        let world = World::new();
        ask(
            &world,
            "(world.platform = globalThis.fetch, globalThis.fetch = (url, init) => \
            String(url).startsWith('http://h/') ? world.fetch(url, init) : world.platform(url, init))",
        );
        Self(world)
    }

    /// A source that has been announced.
    pub(crate) async fn open(&self, builder: EventSourceBuilder) -> EventSource {
        let mut source = builder.connect().unwrap();
        self.respond();
        assert!(matches!(source.next().await, Some(Event::Open(_))));
        source
    }

    pub(crate) fn requests(&self) -> String {
        ask(&self.0, "world.requests.length")
    }

    /// A member of a request, counted from 1.
    pub(crate) fn request(&self, number: i32, member: &str) -> String {
        self.of_request(number, &format!("r.{member}"))
    }

    pub(crate) fn header(&self, number: i32, name: &str) -> String {
        self.of_request(number, &format!("r.init.headers.get('{name}')"))
    }

    /// An expression on `r`, a request counted from 1, or from -1 backwards.
    pub(crate) fn of_request(&self, number: i32, expression: &str) -> String {
        let index = if number > 0 { number - 1 } else { number };
        ask(&self.0, &format!("((r) => {expression})(world.requests.at({index}))"))
    }

    pub(crate) fn respond(&self) {
        self.0.respond();
    }

    pub(crate) fn respond_with(&self, status: u16, content_type: &str) {
        self.0.respond_with(status, content_type);
    }

    /// A response whose body makes the next of the messages 1, 2, 3 … when it is asked for it.
    pub(crate) fn respond_pulled(&self) {
        ask(
            &self.0,
            "(world.pulled = 0, world.requests.at(-1).resolve(new Response(new ReadableStream({ \
            pull: (controller) => controller.enqueue(new TextEncoder().encode( \
            `data: ${++world.pulled}\\n\\n`)) }, { highWaterMark: 0 }), \
            { headers: { 'content-type': 'text/event-stream' } })))",
        );
    }

    pub(crate) fn pulled(&self) -> String {
        ask(&self.0, "world.pulled")
    }

    pub(crate) fn send(&self, text: &str) {
        self.send_value(text.into());
    }

    pub(crate) fn send_value(&self, chunk: JsValue) {
        self.0.send(chunk);
    }

    pub(crate) fn end(&self) {
        self.0.end();
    }

    pub(crate) fn fail(&self, error: &str) {
        self.0.fail(value(error));
    }

    /// Something happens to the page.
    pub(crate) fn page(&self, expression: &str) {
        ask(&self.0, expression);
    }

    pub(crate) async fn requested(&self, count: u32) {
        self.0.requested(count).await;
    }

    pub(crate) async fn settled(&self) {
        self.0.settled().await;
    }

    /// How many tasks the page has had, from now on.
    pub(crate) fn count_tasks(&self) -> Rc<Cell<u32>> {
        let count = Rc::new(Cell::new(0));
        let (world, counter) = (self.0.clone(), Rc::downgrade(&count));
        wasm_bindgen_futures::spawn_local(async move {
            while counter.strong_count() > 0 {
                world.settled().await;
                if let Some(count) = counter.upgrade() {
                    count.set(count.get() + 1);
                }
            }
        });
        count
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        ask(&self.0, "globalThis.fetch = world.platform");
    }
}

pub(crate) async fn message(source: &mut EventSource) -> MessageEvent {
    match source.next().await {
        Some(Event::Message(message)) => message,
        other => panic!("no message but {other:?}"),
    }
}

pub(crate) async fn error(source: &mut EventSource) -> ErrorEvent {
    match source.next().await {
        Some(Event::Error(error)) => error,
        other => panic!("no error but {other:?}"),
    }
}

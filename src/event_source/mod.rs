//! The interface for programs in Rust: an event source that is a stream.
//!
//! Its events wait in queues, one for each reader, and while one of them holds anything, or nobody
//! waits, nothing is read: the server feels it. Of the page's code nothing runs but wakers and the
//! headers function, never while a borrow is alive.

mod awaited;
mod body;
mod builder;
mod builder_error;
mod error_event;
mod event;
mod headers;
mod member;
mod page;
mod queue;
mod readers;
mod reading;
mod refused_body;
mod request;
mod sink;
mod subscription;
mod turn;

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_core::stream::FusedStream;
use web_sys::ReadableStream;

pub use body::Body;
pub use builder::EventSourceBuilder;
pub use builder_error::BuilderError;
pub use error_event::ErrorEvent;
pub use event::{Event, OpenEvent};
pub use headers::{Attempt, HeaderList, Headers, HeadersError, IntoHeaderList};
pub use subscription::Subscription;

use crate::connection::{Input, ReadyState};
use crate::settings::Settings;
use crate::web::{Driver, Exchange};
use request::Requests;
use sink::StreamSink;

/// Of a stream that the program has: the proposal for the standard's.
const URL_OF_STREAM: &str = "about:event-stream";

/// An event source, and the stream of all that happens to it.
///
/// The stream ends when the source is closed for good: by [`close`](Self::close), or behind an
/// [`Event::Error`] after which it will not reconnect. Dropping it closes it.
///
/// What nobody polls is not read: a program that falls behind slows the server down. Of the `open`s and
/// `error`s of a source that reconnects meanwhile the last 64 are kept.
///
/// ```no_run
/// # async fn listen(token: &str) -> Result<(), event_source_polyfill_wasm::BuilderError> {
/// use std::time::Duration;
///
/// use event_source_polyfill_wasm::{Event, EventSource};
/// use futures_util::StreamExt;
///
/// let mut events = EventSource::builder("/api/events")
///     .headers([("Authorization", format!("Bearer {token}"))])
///     .heartbeat_timeout(Duration::from_secs(180))
///     .connect()?;
/// while let Some(event) = events.next().await {
///     match event {
///         Event::Message(message) => println!("{}", message.data()),
///         Event::Error(error) => println!("{error}"),
///         _ => {}
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct EventSource {
    driver: Rc<Driver<StreamSink>>,
    sink: Rc<StreamSink>,
    url: String,
}

impl EventSource {
    /// With every option at its default.
    ///
    /// # Errors
    /// A URL that is none, or cannot be requested.
    pub fn new(url: impl Into<String>) -> Result<Self, BuilderError> {
        Self::builder(url).connect()
    }

    /// An event source of this URL, which may be relative to the page's.
    pub fn builder(url: impl Into<String>) -> EventSourceBuilder {
        EventSourceBuilder::new(url.into())
    }

    /// The events of a stream of bytes that the program has already. Its end is the source's.
    ///
    /// # Errors
    /// [`BuilderError::LockedStream`] where somebody else reads it.
    pub fn from_readable_stream(stream: &ReadableStream) -> Result<Self, BuilderError> {
        let settings = Settings { url: URL_OF_STREAM.into(), ..Settings::of_readable_stream() };
        let sink = Rc::new(StreamSink::new(Requests::default(), &settings.url));
        let exchange =
            Exchange::of_stream(stream, sink.clone()).map_err(|_| BuilderError::LockedStream)?;
        let source = Self::with(settings, sink, Some(exchange));
        source.driver.handle(Input::Timeout);
        Ok(source)
    }

    fn with(
        settings: Settings,
        sink: Rc<StreamSink>,
        exchange: Option<Rc<Exchange<StreamSink>>>,
    ) -> Self {
        let url = settings.url.clone();
        let driver = Rc::new(Driver::new(settings, sink.clone(), exchange));
        Self { driver, sink, url }
    }

    /// The messages of one type alone, `message` for those without one. There may be several beside the
    /// source, which has its own copy of every message; where there are some, the source itself need not
    /// be polled, and until it is, nothing is kept for it. Once it has been, it is waited for as they are.
    ///
    /// A subscription hears what is read after it is made, and ends with the source. Reading goes on once
    /// all have taken theirs: drop one that is not wanted any more.
    #[must_use = "it hears nothing unless it is polled, and holds up the others"]
    pub fn subscribe(&self, event_type: impl Into<String>) -> Subscription {
        Subscription::new(self.sink.clone(), event_type.into())
    }

    /// Closes for good. What has not been taken out of the stream never is.
    pub fn close(&self) {
        self.sink.forget();
        self.driver.go_on();
        self.driver.handle(Input::Close);
    }

    /// Connects anew, whatever runs or waits: with another token, say. A closed source stays closed,
    /// and one that does not [reconnect](EventSourceBuilder::reconnect) has its one stream; a page that
    /// is hidden where that pauses it connects when it is shown.
    pub fn reconnect(&self) {
        self.driver.handle(Input::Reconnect);
    }

    /// The absolute URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the source stands.
    pub fn ready_state(&self) -> ReadyState {
        self.driver.connection.borrow().ready_state()
    }

    /// The ID of the last message that was taken out of the stream: what a later source goes on from.
    /// Where only subscriptions are polled, that of the last message before those they still hold.
    pub fn last_event_id(&self) -> String {
        match self.sink.heard() {
            Some(heard) => String::from(&*heard),
            None => self.driver.connection.borrow().last_event_id(),
        }
    }

    /// The reconnection time: the server's last `retry` field as it was given, or
    /// [`min_delay`](EventSourceBuilder::min_delay).
    pub fn reconnection_time(&self) -> Duration {
        Duration::from_millis(self.driver.connection.borrow().reconnection_time())
    }
}

impl fmt::Debug for EventSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EventSource")
            .field("url", &self.url)
            .field("ready_state", &self.ready_state())
            .finish_non_exhaustive()
    }
}

impl Stream for EventSource {
    type Item = Event;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        self.sink.poll(context)
    }
}

impl FusedStream for EventSource {
    fn is_terminated(&self) -> bool {
        self.sink.is_at_its_end()
    }
}

impl Drop for EventSource {
    fn drop(&mut self) {
        self.close();
    }
}

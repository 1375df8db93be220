//! The life of one event source, without I/O: HTML §9.2.2 and §9.2.3.
//!
//! ```text
//!              Timeout, Reconnect     Response, accepted
//!   Waiting ─────────────▶ Connecting ──────────────────▶ Open
//!      ▲      [Fetch]      │  │            [Announce]     │  │ Chunk [Dispatch]
//!      │                   │  │                           │  │
//!      └───────────────────┘  │                           │  │
//!      ▲ network error, end of body, heartbeat            │  │
//!      │ reestablish: [Abort, Error]                      │  │
//!      │ page inactive: [Abort], no error                 │  │
//!      └──────────────────────────────────────────────────┘  │
//!                             │ refused, bad headers,        │ limit,
//!                             │ futile network error         │ end where none reconnects
//!                             ▼ fail: [Abort, Error]         ▼
//!   any state ── Close ──▶ Closed ◀──────────────────────────┘
//!               [Abort]
//! ```
//!
//! A refused response has its `Error` before its `Abort`: a listener may want to read the body.
//!
//! A status that the policy retries goes from Connecting to Waiting like a network error. While the
//! page is inactive or offline Waiting has no end; when it is back the wait is over, or as long as
//! the server's own word lasts.
//!
//! # Laws
//! - Every transition is here. No clock, no randomness, no text for people: they are arguments, or
//!   the face's.
//! - Each [`Connection::handle`] is followed by [`Connection::poll`] until it answers
//!   [`Output::WaitUntil`] or [`Output::Idle`].
//! - Every attempt has a number; a report on another attempt than the one alive is ignored. A
//!   spurious, early or late [`Input::Timeout`] is harmless.
//! - Closed is final: outputs that wait are dropped, but for an [`Output::Abort`], and none is added.
//! - No queue of outputs: they wait in slots and leave in the one order there is, `Announce`,
//!   `Dispatch`, `Abort`, `Error`, `Fetch`, with `Error` before `Abort` for a refused response.
//!
//! `readyState` is derived from the state and stored nowhere.

use crate::event_stream::{Batch, EventStream, utf16_length};
use crate::heartbeat::Heartbeat;
pub use crate::input::{Input, Page, Report};
use crate::instant::Instant;
pub use crate::output::{Failure, Output, Reason, Request};
use crate::reconnection::Reconnection;
use crate::request_url::request_url;
use crate::response::{Refusal, Response};
use crate::settings::Settings;

#[derive(Debug)]
enum State {
    /// `not_before`: the server's own word, which nothing but `reconnect()` overrules.
    Waiting {
        until: Instant,
        not_before: Instant,
    },
    Connecting,
    Open {
        since: Instant,
        received: u64,
        delivered: bool,
    },
    Closed,
}

/// `readyState` (HTML §9.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadyState {
    /// Also while waiting to reestablish.
    Connecting = 0,
    /// Announced.
    Open = 1,
    /// For good.
    Closed = 2,
}

/// The state machine.
#[derive(Debug)]
pub struct Connection {
    /// Without what [`new`](Self::new) took out of them: the policy and the initial last event ID.
    settings: Settings,
    state: State,
    attempt: u32,
    stream: EventStream,
    over_limit: bool,
    reconnects: bool,
    reconnection: Reconnection,
    heartbeat: Heartbeat,
    page: Page,
    last_status: Option<u16>,
    announce: bool,
    abort: bool,
    error: Option<Failure>,
    fetch: Option<Request>,
}

impl Connection {
    /// A connection that the first [`Input::Timeout`] at or after `now` starts.
    pub fn new(mut settings: Settings, now: Instant) -> Self {
        let last_event_id = std::mem::take(&mut settings.last_event_id);
        let policy = settings.reconnect.take();
        Self {
            state: State::Waiting { until: now, not_before: now },
            attempt: 0,
            stream: EventStream::new(last_event_id, settings.max_event_size),
            over_limit: false,
            reconnects: policy.is_some(),
            reconnection: Reconnection::new(policy.unwrap_or_default()),
            heartbeat: Heartbeat::new(settings.heartbeat_timeout, now),
            page: Page { online: true, active: true },
            last_status: None,
            announce: false,
            abort: false,
            error: None,
            fetch: None,
            settings,
        }
    }

    /// Takes one input at the time `now`. `random` is asked for a number in 0 … 1 when a delay is
    /// drawn.
    pub fn handle(&mut self, input: Input<'_>, now: Instant, random: impl FnOnce() -> f64) {
        match input {
            Input::Timeout => self.timeout(now, random),
            Input::Close => self.close(),
            Input::Reconnect => self.reconnect(now),
            Input::Page(page) => self.page(page, now, random),
            Input::Attempt(attempt, report) => {
                if attempt == self.attempt {
                    self.report(report, now, random);
                }
            }
        }
    }

    /// Adds a status to those that the policy tries again.
    pub fn retry(&mut self, status: u16) {
        self.reconnection.retry(status);
    }

    /// The next thing to do.
    #[must_use = "an output that is not carried out stalls the connection"]
    pub fn poll(&mut self) -> Output {
        if std::mem::take(&mut self.announce) {
            return Output::Announce;
        }
        if matches!(self.state, State::Open { .. }) {
            let batch = self.stream.take_batch();
            if !batch.is_empty() {
                return Output::Dispatch(batch);
            }
            self.stream.recycle(batch);
            // Only now: the events before the excess were dispatched in the open state.
            if std::mem::take(&mut self.over_limit) {
                self.fail(Reason::Limit);
            }
        }
        let refused = self.error.is_some_and(Failure::is_refusal);
        if !refused && std::mem::take(&mut self.abort) {
            return Output::Abort;
        }
        if let Some(failure) = self.error.take() {
            return Output::Error(failure);
        }
        if std::mem::take(&mut self.abort) {
            return Output::Abort;
        }
        if let Some(request) = self.fetch.take() {
            return Output::Fetch(request);
        }
        self.deadline().map_or(Output::Idle, Output::WaitUntil)
    }

    /// Takes the memory of a dispatched batch into use again.
    pub fn recycle(&mut self, batch: Batch) {
        self.stream.recycle(batch);
    }

    /// The `readyState` attribute.
    pub const fn ready_state(&self) -> ReadyState {
        match self.state {
            State::Waiting { .. } | State::Connecting => ReadyState::Connecting,
            State::Open { .. } => ReadyState::Open,
            State::Closed => ReadyState::Closed,
        }
    }

    /// The last event ID string.
    pub fn last_event_id(&self) -> &str {
        self.stream.last_event_id()
    }

    /// The reconnection time, in ms: the last `retry` field, or the default.
    pub fn reconnection_time(&self) -> u64 {
        self.reconnection.reconnection_time()
    }

    fn deadline(&self) -> Option<Instant> {
        match self.state {
            State::Waiting { until, .. } => {
                Some(until).filter(|_| self.page.online && self.page.active)
            }
            State::Connecting | State::Open { .. } => self.heartbeat.deadline(),
            State::Closed => None,
        }
    }

    fn timeout(&mut self, now: Instant, random: impl FnOnce() -> f64) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        let received = match self.state {
            State::Waiting { .. } => return self.connect(now),
            State::Connecting => None,
            State::Open { received, .. } => Some(received),
            State::Closed => return,
        };
        if let Some(timeout) = self.heartbeat.timeout() {
            self.reestablish(Reason::Heartbeat { timeout, received }, None, now, random);
        }
    }

    fn reconnect(&mut self, now: Instant) {
        if matches!(self.state, State::Closed) || !self.reconnects {
            return;
        }
        if self.attempt_is_alive() {
            self.give_up();
        }
        self.state = State::Waiting { until: now, not_before: now };
        if self.page.active {
            self.connect(now);
        }
    }

    fn page(&mut self, page: Page, now: Instant, random: impl FnOnce() -> f64) {
        self.page = page;
        if !page.active {
            self.interrupt(now);
        } else if !page.online {
            // What is alive may still be; nothing new is begun.
        } else if let State::Waiting { until, not_before } = &mut self.state {
            *until = (*until).min(now.max(*not_before));
        }
        self.timeout(now, random);
    }

    /// Gives up the attempt that is alive, without a word; the next one is due at once. Where there
    /// is no next one, it goes on as long as the platform lets it.
    fn interrupt(&mut self, now: Instant) {
        if self.attempt_is_alive() && self.reconnects {
            self.give_up();
            self.state = State::Waiting { until: now, not_before: now };
        }
    }

    /// Nothing is left to abort of a request that was not sent.
    fn give_up(&mut self) {
        self.announce = false;
        self.abort |= self.fetch.take().is_none();
    }

    const fn attempt_is_alive(&self) -> bool {
        matches!(self.state, State::Connecting | State::Open { .. })
    }

    fn report(&mut self, report: Report<'_>, now: Instant, random: impl FnOnce() -> f64) {
        match (&self.state, report) {
            (State::Waiting { .. } | State::Closed, _) => {}
            (State::Connecting, Report::Response(response)) => self.response(response, now, random),
            (State::Open { .. }, Report::Chunk(bytes)) => self.chunk(bytes, now),
            // A second response, or a body before the response: no fetch does that.
            (State::Open { .. }, Report::Response(_)) | (State::Connecting, Report::Chunk(_)) => {}
            (_, Report::Paused) => self.heartbeat.pause(),
            (_, Report::Resumed) => self.heartbeat.activity(now),
            (_, Report::EndOfBody) => self.reestablish(Reason::End, None, now, random),
            (_, Report::NetworkError) if self.settings.is_http() => {
                self.reestablish(Reason::Network, None, now, random);
            }
            (_, Report::NetworkError) => self.fail(Reason::Network),
            (_, Report::HeadersError) => self.fail(Reason::Headers),
        }
    }

    fn connect(&mut self, now: Instant) {
        self.attempt += 1;
        self.state = State::Connecting;
        self.heartbeat.activity(now);
        let last_event_id = self.stream.last_event_id().to_owned();
        self.stream = EventStream::new(last_event_id.clone(), self.settings.max_event_size);
        self.over_limit = false;
        let Settings { url, last_event_id_query_parameter_name: name, .. } = &self.settings;
        let in_query = if self.settings.last_event_id_in_query { &*last_event_id } else { "" };
        self.fetch = Some(Request {
            attempt: self.attempt,
            url: request_url(url, name, in_query),
            last_event_id,
            last_status: self.last_status.take(),
        });
    }

    fn response(&mut self, response: Response<'_>, now: Instant, random: impl FnOnce() -> f64) {
        self.last_status = Some(response.status);
        match response.check() {
            Ok(()) => {
                self.state = State::Open { since: now, received: 0, delivered: false };
                self.heartbeat.activity(now);
                self.announce = true;
            }
            Err(Refusal::Status) if self.reconnection.retries(response.status) => {
                self.reestablish(Reason::Status, response.retry_after, now, random);
            }
            Err(Refusal::Status) => self.fail(Reason::Status),
            Err(Refusal::ContentType) => self.fail(Reason::ContentType),
        }
    }

    fn chunk(&mut self, bytes: &[u8], now: Instant) {
        if bytes.is_empty() || self.over_limit {
            return;
        }
        self.heartbeat.activity(now);
        self.over_limit = self.stream.feed(bytes).is_err();
        if let Some(time) = self.stream.take_reconnection_time() {
            self.reconnection.set_reconnection_time(time);
        }
        if let Some(timeout) = self.stream.take_heartbeat_timeout() {
            self.heartbeat.set_timeout(timeout);
        }
        if let State::Open { received, delivered, .. } = &mut self.state {
            *received += utf16_length(bytes) as u64;
            *delivered |= self.stream.has_batch();
        }
    }

    /// Reestablish the connection (HTML §9.2.3). The wait begins before `error` is dispatched.
    fn reestablish(
        &mut self,
        reason: Reason,
        retry_after: Option<u64>,
        now: Instant,
        random: impl FnOnce() -> f64,
    ) {
        match self.state {
            State::Open { delivered: true, .. } => self.reconnection.reset(),
            State::Open { since, .. } => self.reconnection.lived(now.since(since)),
            _ => {}
        }
        let exhausted = self.reconnection.is_exhausted();
        if !self.reconnects || exhausted {
            return self.fail_as(reason, exhausted);
        }
        let delay = self.reconnection.delay(retry_after, random());
        let not_before = now.after(self.reconnection.server_word(retry_after));
        self.state = State::Waiting { until: now.after(delay), not_before };
        self.end_attempt(reason, Some(delay), false);
    }

    /// Fail the connection (HTML §9.2.3).
    fn fail(&mut self, reason: Reason) {
        self.fail_as(reason, false);
    }

    fn fail_as(&mut self, reason: Reason, exhausted: bool) {
        self.close();
        self.end_attempt(reason, None, exhausted);
    }

    fn close(&mut self) {
        if self.attempt_is_alive() {
            self.give_up();
        }
        self.state = State::Closed;
        self.announce = false;
        // Also of a failure that is being told.
        self.error = None;
        self.fetch = None;
        // Frees the buffers; the last event ID stays readable.
        self.stream = EventStream::new(self.stream.last_event_id().to_owned(), 0);
    }

    /// A refused response is given up only after its `error`, whose listeners may want to read it.
    fn end_attempt(&mut self, reason: Reason, delay: Option<u64>, exhausted: bool) {
        self.error = Some(Failure { attempt: self.attempt, reason, delay, exhausted });
        self.give_up();
    }
}

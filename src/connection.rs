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
//!                             │ refused, bad request,        │ limit,
//!                             │ futile network error         │ end where none reconnects
//!                             ▼ fail: [Abort, Error]         ▼
//!   any state ── Close ──▶ Closed ◀──────────────────────────┘
//!               [Abort]
//! ```
//!
//! A refused response has its `Error` before its `Abort`: a listener may want to read the body.
//!
//! A status that the policy retries goes from Connecting to Waiting like a network error. What the
//! page says shortens, lengthens or holds the wait: the rule is in `connection/page.rs`. When it is
//! back the wait is over, or as long as the server's own word lasts.
//!
//! # Laws
//! - Every transition is here and in two files of `connection/`: what an attempt is told
//!   (`attempt.rs`), and how it ends (`ending.rs`). No clock, no randomness, no text for people: they
//!   are arguments, or the face's.
//! - Each [`Connection::handle`] is followed by [`Connection::poll`] until it answers
//!   [`Output::WaitUntil`] or [`Output::Idle`].
//! - Every attempt has a number; a report on another attempt than the one alive is ignored. A
//!   spurious, early or late [`Input::Timeout`] is harmless.
//! - Closed is final: outputs that wait are dropped, but for an [`Output::Abort`], and none is added.
//! - No queue of outputs: they wait in `slots.rs` and leave in the one order there is, `Announce`,
//!   `Dispatch`, `Abort`, `Error`, `Fetch`, with `Error` before `Abort` for a refused response. So a
//!   request leaves when all before its last event ID was dispatched.
//!
//! `readyState` is derived from the state and stored nowhere.

mod attempt;
mod body;
mod ending;
mod input;
mod output;
mod page;
mod slots;
mod state;

use crate::event_stream::Batch;
use crate::heartbeat::Heartbeat;
use crate::instant::Instant;
use crate::reconnection::Reconnection;
use crate::settings::Settings;
use body::Body;
pub use input::{Input, Report};
pub use output::{Failure, Output, Reason, Request};
use page::Belief;
pub use page::{Conditions, Page, Presence, is_local};
use slots::Slots;
pub use state::ReadyState;
use state::State;

/// The state machine.
#[derive(Debug)]
pub struct Connection {
    /// Without what [`new`](Self::new) took out of them: the policy and the initial last event ID.
    settings: Settings,
    state: State,
    attempt: u32,
    body: Body,
    reconnection: Reconnection,
    heartbeat: Heartbeat,
    page: Belief,
    last_status: Option<u16>,
    slots: Slots,
}

impl Connection {
    /// A connection that the first [`Input::Timeout`] at or after `now` starts.
    pub fn new(mut settings: Settings, now: Instant) -> Self {
        let last_event_id = std::mem::take(&mut settings.last_event_id);
        let policy = std::mem::take(&mut settings.policy);
        Self {
            state: State::due(now),
            attempt: 0,
            body: Body::new(last_event_id, settings.max_event_size),
            reconnection: Reconnection::new(policy),
            heartbeat: Heartbeat::new(settings.heartbeat_timeout, now),
            page: Belief::new(),
            last_status: None,
            slots: Slots::default(),
            settings,
        }
    }

    /// Takes one input at the time `now`. `random` is asked for a number in 0 … 1 when a delay is
    /// drawn.
    pub fn handle(&mut self, input: Input<'_>, now: Instant, random: impl FnOnce() -> f64) {
        if self.slots.has_fetch() {
            // It waits for the end of a delivery: the silence is not the server's yet.
            self.activity(now);
        }
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
        if let Some(announcement) = self.slots.announcement() {
            return announcement;
        }
        if matches!(self.state, State::Open { .. }) {
            if let Some(batch) = self.body.take_batch() {
                return Output::Dispatch(batch);
            }
            // Only now: the events before the excess were dispatched in the open state.
            if self.body.take_excess() {
                self.fail(Reason::Limit);
            }
        }
        if let Some(output) = self.slots.next() {
            return output;
        }
        self.deadline().map_or(Output::Idle, Output::WaitUntil)
    }

    /// What was dispatched was more than the page's engine can take: as an event that is too long.
    pub fn exceed(&mut self) {
        if matches!(self.state, State::Open { .. }) {
            self.body.exceed();
        }
    }

    /// Takes the memory of a dispatched batch into use again.
    pub fn recycle(&mut self, batch: Batch) {
        self.body.recycle(batch);
    }

    /// The `readyState` attribute.
    pub const fn ready_state(&self) -> ReadyState {
        self.state.ready_state()
    }

    /// The last event ID string.
    pub fn last_event_id(&self) -> String {
        self.body.last_event_id()
    }

    /// The reconnection time, in ms: the last `retry` field, or the default.
    pub fn reconnection_time(&self) -> u64 {
        self.reconnection.reconnection_time()
    }

    fn deadline(&self) -> Option<Instant> {
        match self.state {
            State::Waiting { until, .. } => Some(until).filter(|_| self.page.is_active()),
            State::Connecting | State::Open { .. } => {
                self.heartbeat.deadline().filter(|_| !self.page.is_behind())
            }
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
            State::Open { .. } => Some(self.body.received()),
            State::Closed => return,
        };
        if let Some(timeout) = self.heartbeat.timeout() {
            self.reestablish(Reason::Heartbeat { timeout, received }, None, now, random);
        }
    }

    fn reconnect(&mut self, now: Instant) {
        if matches!(self.state, State::Closed) || !self.settings.reconnect {
            return;
        }
        self.give_up();
        self.state = State::due(now);
        if self.page.is_active() {
            self.connect(now);
        }
    }

    fn page(&mut self, page: Page, now: Instant, random: impl FnOnce() -> f64) {
        let goes = self.page.goes(page);
        if self.page.hear(page) {
            // What came to nothing meanwhile says nothing of the server.
            self.reconnection.restart();
        }
        if page.presence == Presence::Inactive {
            self.interrupt(now);
        } else if !(goes || self.page.is_offline())
            && let State::Waiting { until, not_before } = &mut self.state
        {
            *until = (*until).min(now.max(*not_before));
        }
        self.timeout(now, random);
    }

    /// Gives up the attempt that is alive, without a word; the next one is due at once. Where there
    /// is no next one, it goes on as long as the platform lets it.
    fn interrupt(&mut self, now: Instant) {
        if self.state.is_alive() && self.settings.reconnect {
            self.give_up();
            self.state = State::due(now);
        }
    }

    fn give_up(&mut self) {
        if self.state.is_alive() {
            self.slots.give_up();
        }
    }

    const fn activity(&mut self, now: Instant) {
        self.heartbeat.activity(now);
        self.page.reads();
    }
}

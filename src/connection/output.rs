//! What comes out of the machine of [`connection`](crate::connection).

use crate::event_stream::Batch;
use crate::instant::Instant;
use crate::request_url::request_url;
use crate::settings::Settings;

/// What the connection wants done, in order.
#[derive(Debug)]
pub enum Output {
    /// Send a request; report on it under its number.
    Fetch(Request),
    /// Give up the attempt that is alive.
    Abort,
    /// Announce the connection: `open`.
    Announce,
    /// Dispatch these events; give the batch back with [`Connection::recycle`](crate::connection::Connection::recycle).
    Dispatch(Batch),
    /// Dispatch `error`.
    Error(Failure),
    /// Nothing now. Come back with [`Input::Timeout`](crate::connection::Input::Timeout) at this instant.
    WaitUntil(Instant),
    /// Nothing until another input.
    Idle,
}

/// One attempt's request.
#[derive(Debug)]
pub struct Request {
    /// Counts from 1.
    pub attempt: u32,
    /// Absolute, with the last event ID in its query.
    pub url: String,
    /// The last event ID string.
    pub last_event_id: String,
    /// The status of the response that the last attempt had, if it had one. An attempt that is given up
    /// before that leaves it to the next.
    pub last_status: Option<u16>,
}

impl Request {
    pub(super) fn new(
        attempt: u32,
        settings: &Settings,
        last_event_id: String,
        last_status: Option<u16>,
    ) -> Self {
        let in_query = if settings.last_event_id_in_query { &*last_event_id } else { "" };
        let name = &settings.last_event_id_query_parameter_name;
        let url = request_url(&settings.url, name, in_query);
        Self { attempt, url, last_event_id, last_status }
    }
}

/// Why an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which attempt.
    pub attempt: u32,
    /// What happened to it.
    pub reason: Reason,
    /// Until the next attempt, in ms; `None` if there will be none.
    pub delay: Option<u64>,
    /// There would be another one, had not as many as allowed come to nothing.
    pub exhausted: bool,
}

impl Failure {
    /// Whether there is a response, and it is no event stream.
    pub fn is_refusal(self) -> bool {
        matches!(self.reason, Reason::Status | Reason::ContentType)
    }
}

/// What ends an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// A status other than 200.
    Status,
    /// Not an event stream.
    ContentType,
    /// No response, or the body broke off.
    Network,
    /// The body ended.
    End,
    /// Silence for too long.
    Heartbeat {
        /// The silence allowed, in ms.
        timeout: u64,
        /// UTF-16 units received in this attempt; `None` if no response came.
        received: Option<u64>,
    },
    /// An event or line above `max_event_size`.
    Limit,
    /// The request cannot be made.
    Headers,
    /// The request can be made and never sent.
    Request,
}

//! What an `error` says: why an attempt ended, and what comes of it.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use wasm_bindgen::JsValue;
use web_sys::Response;

use super::member;
use super::refused_body::RefusedBody;
use crate::connection::{Failure, Reason};

/// The end of an attempt.
#[derive(Debug)]
pub struct ErrorEvent {
    failure: Failure,
    status: Option<u16>,
    /// The refused response's type, or what was thrown.
    detail: String,
    body: Option<RefusedBody>,
}

impl ErrorEvent {
    pub(super) fn new(
        failure: Failure,
        response: Option<&Response>,
        thrown: &JsValue,
        body: Option<RefusedBody>,
    ) -> Self {
        let detail = match (failure.reason, response) {
            (Reason::ContentType, Some(response)) => {
                response.headers().get("content-type").ok().flatten()
            }
            (Reason::Status, Some(response)) => member::text(response, "statusText"),
            _ => thrown.as_string().or_else(|| member::text(thrown, "message")),
        };
        Self {
            failure,
            status: response.map(Response::status),
            detail: detail.unwrap_or_default(),
            body,
        }
    }

    pub(super) const fn take_body(&mut self) -> Option<RefusedBody> {
        self.body.take()
    }

    /// What ended it.
    pub const fn reason(&self) -> Reason {
        self.failure.reason
    }

    /// Of the response, if there was one.
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// Which attempt it was; counts from 1.
    pub const fn attempt(&self) -> u32 {
        self.failure.attempt
    }

    /// Until the next attempt, if there is one.
    pub fn delay(&self) -> Option<Duration> {
        self.failure.delay.map(Duration::from_millis)
    }

    /// Whether there is a next attempt. If not, the stream ends here.
    pub const fn will_reconnect(&self) -> bool {
        self.failure.delay.is_some()
    }

    /// The body of a refused response, up to 64 KiB of it and for some seconds; of anything else, and
    /// the second time, nothing. Dropping the event without it ends the request, and so does what
    /// happens next while nobody has taken the event.
    pub async fn text(&mut self) -> String {
        match self.take_body() {
            Some(body) => body.text().await,
            None => String::new(),
        }
    }
}

impl fmt::Display for ErrorEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, detail, .. } = self;
        let thrown = if detail.is_empty() { "no reason was given" } else { detail };
        match self.reason() {
            Reason::Status => {
                let space = if detail.is_empty() { "" } else { " " };
                let status = status.unwrap_or(0);
                write!(formatter, "the response has the status {status}{space}{detail}")
            }
            Reason::ContentType => {
                write!(formatter, "the response is no event stream but {detail:?}")
            }
            Reason::End => formatter.write_str("the event stream ended"),
            Reason::Heartbeat { timeout, .. } => {
                write!(formatter, "no activity within {timeout} milliseconds")
            }
            Reason::Limit => formatter.write_str("an event is larger than max_event_size"),
            Reason::Network => write!(
                formatter,
                "{thrown} (the network, or CORS: whether the server allows this origin and these headers)"
            ),
            Reason::Headers | Reason::Request => formatter.write_str(thrown),
        }?;
        formatter.write_str(match (self.will_reconnect(), self.failure.exhausted) {
            (true, _) => "; reconnecting",
            (false, true) => "; giving up: max_attempts came to nothing",
            (false, false) => "; closed",
        })
    }
}

impl Error for ErrorEvent {}

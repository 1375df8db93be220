//! The life of an attempt: from its request to what it is told.

use super::Connection;
use super::input::Report;
use super::output::{Reason, Request};
use super::state::State;
use crate::instant::Instant;
use crate::response::{Refusal, Response};

impl Connection {
    pub(super) fn report(
        &mut self,
        report: Report<'_>,
        now: Instant,
        random: impl FnOnce() -> f64,
    ) {
        match (&self.state, report) {
            (State::Waiting { .. } | State::Closed, _) => {}
            (State::Connecting, Report::Response(response)) => self.response(response, now, random),
            (State::Open { .. }, Report::Chunk(bytes)) => self.chunk(bytes, now),
            // A second response, or a body before the response: no fetch does that.
            (State::Open { .. }, Report::Response(_)) | (State::Connecting, Report::Chunk(_)) => {}
            (_, Report::Paused) => self.page.falls_behind(),
            (_, Report::Resumed) => self.activity(now),
            (_, Report::EndOfBody) => self.reestablish(Reason::End, None, now, random),
            (_, Report::NetworkError) if self.settings.is_http() => {
                if matches!(self.state, State::Connecting) {
                    self.last_status = None;
                }
                self.reestablish(Reason::Network, None, now, random);
            }
            (_, Report::NetworkError) => self.fail(Reason::Network),
            (_, Report::HeadersError) => self.fail(Reason::Headers),
            (_, Report::RequestError) => self.fail(Reason::Request),
        }
    }

    pub(super) fn connect(&mut self, now: Instant) {
        self.attempt += 1;
        self.state = State::Connecting;
        self.activity(now);
        self.body.begin();
        self.slots.fetch(Request::new(
            self.attempt,
            &self.settings,
            self.body.last_event_id(),
            self.last_status,
        ));
    }

    fn response(&mut self, response: Response<'_>, now: Instant, random: impl FnOnce() -> f64) {
        self.last_status = Some(response.status);
        self.page.responded();
        match response.check() {
            Ok(()) => {
                self.state = State::Open { since: now };
                self.activity(now);
                self.slots.announce();
            }
            Err(Refusal::Status) if self.reconnection.retries(response.status) => {
                self.reestablish(Reason::Status, response.retry_after, now, random);
            }
            Err(Refusal::Status) => self.fail(Reason::Status),
            Err(Refusal::ContentType) => self.fail(Reason::ContentType),
        }
    }

    fn chunk(&mut self, bytes: &[u8], now: Instant) {
        if !self.body.feed(bytes) {
            return;
        }
        self.activity(now);
        let (reconnection_time, heartbeat_timeout) = self.body.take_times();
        if let Some(time) = reconnection_time {
            self.reconnection.set_reconnection_time(time);
        }
        if let Some(timeout) = heartbeat_timeout {
            self.heartbeat.set_timeout(timeout);
        }
    }
}

//! The end of an attempt, or of all: HTML §9.2.3.

use super::Connection;
use super::output::{Failure, Reason};
use super::state::State;
use crate::instant::Instant;

impl Connection {
    /// Reestablish the connection. The wait begins before `error` is dispatched.
    pub(super) fn reestablish(
        &mut self,
        reason: Reason,
        retry_after: Option<u64>,
        now: Instant,
        random: impl FnOnce() -> f64,
    ) {
        match self.state {
            State::Open { .. } if self.body.has_delivered() => self.reconnection.reset(),
            State::Open { since } => self.reconnection.lived(now.since(since)),
            _ => {}
        }
        // While offline is believed it is no wonder that attempts come to nothing: none is counted.
        let exhausted = !self.page.is_offline() && !self.reconnection.count();
        if !self.settings.reconnect || exhausted {
            return self.fail_as(reason, exhausted);
        }
        let delay = self.page.slow(self.reconnection.delay(retry_after, random()));
        let not_before = now.after(self.reconnection.server_word(retry_after));
        self.state = State::Waiting { until: now.after(delay), not_before };
        self.end_attempt(reason, Some(delay), false);
    }

    /// Fail the connection.
    pub(super) fn fail(&mut self, reason: Reason) {
        self.fail_as(reason, false);
    }

    fn fail_as(&mut self, reason: Reason, exhausted: bool) {
        self.close();
        self.end_attempt(reason, None, exhausted);
    }

    pub(super) fn close(&mut self) {
        self.give_up();
        self.state = State::Closed;
        self.slots.close();
        self.body.close();
    }

    fn end_attempt(&mut self, reason: Reason, delay: Option<u64>, exhausted: bool) {
        self.slots.error(Failure { attempt: self.attempt, reason, delay, exhausted });
    }
}

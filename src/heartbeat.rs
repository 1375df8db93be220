//! The activity deadline: no byte for so long, and the connection is reestablished.
//!
//! event-source-polyfill's, counted from the request on, so that it covers the wait for headers.

use crate::instant::Instant;
use crate::settings::clamp_duration;

/// When the connection was last heard of, and how long it may stay silent.
#[derive(Debug)]
pub struct Heartbeat {
    timeout: Option<u64>,
    last_activity: Instant,
}

impl Heartbeat {
    /// `timeout` in ms, `None` for none.
    pub const fn new(timeout: Option<u64>, now: Instant) -> Self {
        Self { timeout, last_activity: now }
    }

    /// The server's `heartbeatTimeout` field, in ms. One that is switched off stays off.
    pub fn set_timeout(&mut self, timeout: u64) {
        self.timeout = self.timeout.map(|_| clamp_duration(timeout));
    }

    /// How long the connection may stay silent, in ms.
    pub const fn timeout(&self) -> Option<u64> {
        self.timeout
    }

    /// A request left, a response or a byte arrived, or reading goes on.
    pub const fn activity(&mut self, now: Instant) {
        self.last_activity = now;
    }

    /// When silence is too long.
    pub fn deadline(&self) -> Option<Instant> {
        self.timeout.map(|timeout| self.last_activity.after(timeout))
    }
}

//! The delay before the connection is reestablished.
//!
//! event-source-polyfill's sequence is the floor: the reconnection time, doubled after every
//! attempt that came to nothing, up to sixteen times the reconnection time. Jitter only ever adds,
//! so that no client comes back before the server allows and not all at the same moment.

use crate::settings::clamp_duration;

/// The reconnection time before any `retry` field, in ms; event-source-polyfill's.
pub const INITIAL_RECONNECTION_TIME: u64 = 1_000;

const FACTOR: u64 = 2;
/// In reconnection times.
const CAP: u64 = 16;
/// The largest addition, as a part of the delay.
const JITTER: f64 = 0.25;

/// The reconnection time and where in its sequence of delays the source stands.
#[derive(Debug)]
pub struct Reconnection {
    reconnection_time: u64,
    /// The next delay without jitter.
    next: u64,
    /// The last delay given out: how long a stream must live to count as recovered.
    last: u64,
}

impl Default for Reconnection {
    fn default() -> Self {
        Self {
            reconnection_time: INITIAL_RECONNECTION_TIME,
            next: INITIAL_RECONNECTION_TIME,
            last: 0,
        }
    }
}

impl Reconnection {
    /// The reconnection time as the server gave it, in ms; delays are clamped.
    pub const fn reconnection_time(&self) -> u64 {
        self.reconnection_time
    }

    /// The server's `retry` field, in ms; the sequence starts again from it.
    pub fn set_reconnection_time(&mut self, ms: u64) {
        self.reconnection_time = ms;
        self.reset();
    }

    /// The sequence starts again.
    pub const fn reset(&mut self) {
        self.next = clamp_duration(self.reconnection_time);
    }

    /// A stream ended that delivered nothing and lived for `ms`: recovered only if it lived as long
    /// as the delay before it, or accept-then-close would hammer the server.
    pub const fn lived(&mut self, ms: u64) {
        if ms >= self.last {
            self.reset();
        }
    }

    /// The delay before the next attempt, in ms. `random` is in 0 … 1.
    pub fn delay(&mut self, random: f64) -> u64 {
        let floor = self.next;
        let cap = clamp_duration(self.reconnection_time) * CAP;
        self.next = clamp_duration((floor * FACTOR).min(cap));
        self.last = floor + (floor as f64 * JITTER * random.clamp(0.0, 1.0)) as u64;
        self.last
    }
}

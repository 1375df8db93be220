//! The delay before the connection is reestablished.
//!
//! event-source-polyfill's sequence is the floor: the reconnection time, doubled after every
//! attempt that came to nothing, up to sixteen times the reconnection time. Jitter only ever adds,
//! so that no client comes back before the server allows and not all at the same moment.

use crate::settings::{LONGEST_DURATION, SHORTEST_DURATION};

/// Whether and how a lost connection is reestablished: the `reconnect` option.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Statuses worth another attempt; none by default, as in the standard.
    pub statuses: Vec<u16>,
    /// The reconnection time where the server names none or a shorter one, in ms.
    pub min_delay: u64,
    /// The longest delay before jitter, in ms; `None`: sixteen times the reconnection time. The
    /// server's word counts for more.
    pub max_delay: Option<u64>,
    /// What a delay is multiplied by after an attempt that came to nothing.
    pub factor: f64,
    /// The largest addition, as a part of the delay.
    pub jitter: f64,
    /// How many times in a row it tries again for nothing before the connection fails.
    pub max_attempts: Option<u32>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            statuses: Vec::new(),
            min_delay: SHORTEST_DURATION,
            max_delay: None,
            factor: 2.0,
            jitter: 0.2,
            max_attempts: None,
        }
    }
}

/// In reconnection times.
const CAP: u64 = 16;

/// The reconnection time and where in its sequence of delays the source stands.
#[derive(Debug)]
pub struct Reconnection {
    policy: Policy,
    /// The last `retry` field, in ms.
    retry: Option<u64>,
    /// The next delay before jitter, in ms.
    next: u64,
    /// The last delay given out: how long a stream must live to count as recovered.
    last: u64,
    /// Attempts that came to nothing since the last recovery.
    attempts: u32,
}

impl Reconnection {
    /// At the start of the sequence.
    pub fn new(policy: Policy) -> Self {
        let mut reconnection = Self { policy, retry: None, next: 0, last: 0, attempts: 0 };
        reconnection.reset();
        reconnection
    }

    /// The reconnection time as the server gave it, in ms; delays are clamped.
    pub fn reconnection_time(&self) -> u64 {
        self.retry.unwrap_or(self.policy.min_delay)
    }

    /// The server's `retry` field, in ms. The sequence starts again from a new one; the same one
    /// said again is no reason to, or accept-then-close would hammer the server.
    pub fn set_reconnection_time(&mut self, ms: u64) {
        if self.retry.replace(ms) != Some(ms) {
            self.restart();
        }
    }

    /// The sequence starts again.
    pub fn restart(&mut self) {
        self.next = self.shortest();
    }

    /// The connection has recovered: the sequence starts again, and so does the count.
    pub fn reset(&mut self) {
        self.restart();
        self.attempts = 0;
    }

    /// A stream ended that delivered nothing and lived for `ms`: recovered only if it lived as long
    /// as the delay before it, or accept-then-close would hammer the server.
    pub fn lived(&mut self, ms: u64) {
        if ms >= self.last {
            self.reset();
        }
    }

    /// Adds to the policy's statuses.
    pub fn retry(&mut self, status: u16) {
        self.policy.statuses.push(status);
    }

    /// Whether the policy has the status tried again.
    pub fn retries(&self, status: u16) -> bool {
        self.policy.statuses.contains(&status)
    }

    /// Counts an attempt that came to nothing. Gives whether another one is allowed.
    pub fn count(&mut self) -> bool {
        let allowed = self.policy.max_attempts.is_none_or(|most| self.attempts < most);
        self.attempts = self.attempts.saturating_add(1);
        allowed
    }

    /// The delay before the next attempt, in ms. `retry_after` is what the response asked for, and
    /// `random` in 0 … 1.
    pub fn delay(&mut self, retry_after: Option<u64>, random: f64) -> u64 {
        let share = self.next as f64;
        self.last = self
            .next
            .max(retry_after.unwrap_or(0))
            .saturating_add((share * self.policy.jitter * random.clamp(0.0, 1.0)) as u64);
        self.next = ((share * self.policy.factor) as u64).min(self.longest()).max(self.shortest());
        self.last
    }

    /// How long the server wants to be left alone after a failure, in ms, whatever wakes the page.
    pub fn server_word(&self, retry_after: Option<u64>) -> u64 {
        self.retry.map_or(0, |_| self.shortest()).max(retry_after.unwrap_or(0))
    }

    fn shortest(&self) -> u64 {
        self.retry.unwrap_or(0).max(self.policy.min_delay).min(LONGEST_DURATION)
    }

    fn longest(&self) -> u64 {
        // Sixteen times a tiny `min_delay` would be a storm.
        let default = self.shortest().max(SHORTEST_DURATION) * CAP;
        self.policy.max_delay.unwrap_or(default).min(LONGEST_DURATION)
    }
}

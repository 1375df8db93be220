//! Where a connection stands.

use crate::instant::Instant;

/// The states of [`connection`](crate::connection)'s diagram.
#[derive(Clone, Copy, Debug)]
pub(super) enum State {
    /// `not_before`: the server's own word, which nothing but `reconnect()` overrules.
    Waiting {
        until: Instant,
        not_before: Instant,
    },
    Connecting,
    Open {
        since: Instant,
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

impl State {
    /// A wait that is over at once.
    pub(super) const fn due(now: Instant) -> Self {
        Self::Waiting { until: now, not_before: now }
    }

    pub(super) const fn ready_state(self) -> ReadyState {
        match self {
            Self::Waiting { .. } | Self::Connecting => ReadyState::Connecting,
            Self::Open { .. } => ReadyState::Open,
            Self::Closed => ReadyState::Closed,
        }
    }

    /// Whether an attempt is.
    pub(super) const fn is_alive(self) -> bool {
        matches!(self, Self::Connecting | Self::Open { .. })
    }
}

//! One deadline over gloo's timeouts, re-armed at every drain.

use std::cell::Cell;

use gloo_timers::callback::Timeout;

use super::clock::Clock;
use crate::instant::Instant;

/// gloo casts its `u32` to `i32`: a longer delay would fire at once. The early call finds nothing
/// due and arms the rest.
const LONGEST_DELAY: u64 = i32::MAX as u64;

#[derive(Default)]
pub(super) struct Timer {
    armed: Cell<Option<(Instant, Timeout)>>,
}

impl Timer {
    /// Calls `due` at `until` or before, with the instant that it was armed for. A timeout that is armed
    /// for earlier stays: every chunk moves the heartbeat's deadline, and the machine ignores an early call.
    pub(super) fn arm(&self, until: Instant, clock: &Clock, due: impl FnOnce(Instant) + 'static) {
        let armed = self.armed.take();
        if armed.as_ref().is_none_or(|(earlier, _)| *earlier > until) {
            let now = clock.now();
            let delay = until.since(now).min(LONGEST_DELAY);
            let instant = now.after(delay);
            // No borrow around it: in a document that is gone setTimeout may throw.
            let timeout = Timeout::new(delay as u32, move || due(instant));
            self.armed.set(Some((instant, timeout)));
        } else {
            self.armed.set(armed);
        }
    }

    pub(super) fn disarm(&self) {
        self.armed.take();
    }
}

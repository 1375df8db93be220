//! So many a second, in ticks: a write for every event would be too many writes.

use std::time::Duration;

use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

/// About one frame of a screen.
const TICK: Duration = Duration::from_millis(16);

/// Counts what is due.
#[derive(Debug)]
pub(super) struct Pace {
    rate: u64,
    began: Instant,
    given: u64,
    ticks: Interval,
}

impl Pace {
    /// `rate` a second, the first at once.
    pub(super) fn new(rate: u64) -> Self {
        let rate = rate.max(1);
        let mut ticks = interval(TICK.max(Duration::from_nanos(1_000_000_000 / rate)));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { rate, began: Instant::now(), given: 0, ticks }
    }

    /// Waits until something is due and counts it. Who did not ask for long
    /// gets a quarter of a second's worth, not all of the past.
    pub(super) async fn due(&mut self) -> u64 {
        loop {
            self.ticks.tick().await;
            let passed = u128::from(self.rate) * self.began.elapsed().as_nanos() / 1_000_000_000;
            let total = u64::try_from(passed).unwrap_or(u64::MAX).saturating_add(1);
            let due = total.saturating_sub(self.given);
            self.given = total;
            if due > 0 {
                return due.min(self.rate / 4 + 1);
            }
        }
    }

    /// Milliseconds since the start.
    pub(super) fn elapsed(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_rate_is_kept_exactly() {
        for rate in [1, 7, 59, 60, 61, 5_000, 20_000] {
            let mut pace = Pace::new(rate);
            let mut total = 0;
            while pace.elapsed() < 10_000 {
                total += pace.due().await;
            }
            // The last tick may lie a little beyond the end.
            let most = rate * pace.elapsed() / 1_000 + 1;
            assert!((rate * 10..=most).contains(&total), "{rate}: {total}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn ticks_are_not_shorter_than_a_frame() {
        let mut pace = Pace::new(20_000);
        pace.due().await;
        assert_eq!(pace.due().await, 320);
        assert_eq!(pace.elapsed(), 16);
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_is_due_at_once_and_a_pause_is_not_made_up_for() {
        let mut pace = Pace::new(100);
        assert_eq!(pace.due().await, 1);
        assert_eq!(pace.elapsed(), 0);
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(pace.due().await, 26);
        assert!(pace.due().await <= 2);
    }
}

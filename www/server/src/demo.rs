//! What the routes share, and the generators that speak as long as the server runs.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::content::gauges::Gauges;
use crate::content::market::Market;
use crate::faults::Pending;
use crate::streams::feed::Feed;
use crate::streams::live::Streams;
use crate::streams::metrics::READINGS;
use crate::tokens::{Lifetimes, Tokens};

const SEED: u64 = 1;
/// Some four minutes of prices to replay.
const KEPT_QUOTES: usize = 1_024;
const QUOTE_PERIOD: Duration = Duration::from_millis(250);
/// A notice follows every so many quotes.
const QUOTES_PER_NOTICE: u32 = 24;
/// One minute of readings to replay.
const KEPT_READINGS: usize = 60 * READINGS as usize;

/// The demo's state.
#[derive(Debug)]
pub(crate) struct Demo {
    pub(crate) tokens: Tokens,
    /// Prices and notices.
    pub(crate) market: Feed,
    /// Readings of the dashboard.
    pub(crate) gauges: Feed,
    pub(crate) streams: Streams,
    pub(crate) faults: Pending,
}

impl Demo {
    /// A demo at its start.
    pub(crate) fn new(lifetimes: Lifetimes) -> Self {
        Self {
            tokens: Tokens::new(lifetimes),
            market: Feed::new(KEPT_QUOTES),
            gauges: Feed::new(KEPT_READINGS),
            streams: Streams::default(),
            faults: Pending::default(),
        }
    }

    /// Feeds the streams; never ends.
    pub(crate) async fn run(&self) {
        tokio::join!(self.trade(), self.measure());
    }

    async fn trade(&self) {
        let mut market = Market::new(SEED);
        let mut ticks = ticks(QUOTE_PERIOD);
        loop {
            for _ in 0..QUOTES_PER_NOTICE {
                ticks.tick().await;
                self.market.publish(None, &market.quote(now()));
            }
            self.market.publish(Some("notice"), &market.notice(now()));
        }
    }

    async fn measure(&self) {
        let mut gauges = Gauges::new(SEED);
        let period = Duration::from_secs(1) / READINGS as u32;
        let mut ticks = ticks(period);
        loop {
            ticks.tick().await;
            self.gauges.publish(Some("metrics"), &gauges.read(now(), period.as_secs_f64()));
        }
    }
}

fn ticks(period: Duration) -> Interval {
    let mut ticks = interval(period);
    // A machine that slept does not owe the prices of the night.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    ticks
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0))
}

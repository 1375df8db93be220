//! The market's messages on their way to the streams: numbered, kept, broadcast.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use tokio::sync::broadcast;
use tokio::time::MissedTickBehavior;

use crate::market::Market;
use crate::ring::{Message, Ring};

/// Some four minutes of replay.
const KEPT: usize = 1_024;
/// How far a stream may lag behind before it is broken off and has to replay.
const IN_FLIGHT: usize = 256;
const PERIOD: Duration = Duration::from_millis(250);
/// A notice follows every so many quotes.
const QUOTES_PER_NOTICE: u32 = 24;

/// Where messages are published and streams subscribe.
#[derive(Debug)]
pub(crate) struct Feed(Mutex<State>);

#[derive(Debug)]
struct State {
    ring: Ring,
    /// `None` once closed: every subscriber's receiver then ends.
    sender: Option<broadcast::Sender<Arc<Message>>>,
}

/// What a reader missed, and what is to come; nothing lies between the two.
#[derive(Debug)]
pub(crate) struct Subscription {
    /// To be sent at once.
    pub(crate) missed: VecDeque<Arc<Message>>,
    /// To be sent as they come.
    pub(crate) live: broadcast::Receiver<Arc<Message>>,
}

impl Feed {
    /// A feed without messages.
    pub(crate) fn new() -> Self {
        Self(Mutex::new(State {
            ring: Ring::new(KEPT),
            sender: Some(broadcast::Sender::new(IN_FLIGHT)),
        }))
    }

    /// Sends `data` to every stream.
    pub(crate) fn publish(&self, event: Option<&'static str>, data: &impl Serialize) {
        let data = match serde_json::to_string(data) {
            Ok(data) => data,
            Err(error) => return tracing::error!(%error, "a message cannot be JSON"),
        };
        let mut state = self.state();
        let message = state.ring.push(event, data);
        if let Some(sender) = &state.sender {
            // Fails only when nobody listens; the ring has it.
            let _ = sender.send(message);
        }
    }

    /// Joins the feed, after `last_event_id` if there is one. `None` once closed.
    pub(crate) fn subscribe(&self, last_event_id: Option<u64>) -> Option<Subscription> {
        // One lock for both: a message in between would be lost or doubled.
        let state = self.state();
        let live = state.sender.as_ref()?.subscribe();
        let missed = last_event_id.map(|id| state.ring.after(id));
        Some(Subscription { missed: missed.unwrap_or_default(), live })
    }

    /// Ends every stream.
    pub(crate) fn close(&self) {
        self.state().sender = None;
    }

    /// Lets the market speak for as long as the server runs.
    pub(crate) async fn run(&self, mut market: Market) {
        let mut ticks = tokio::time::interval(PERIOD);
        // A machine that slept does not owe the prices of the night.
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            for _ in 0..QUOTES_PER_NOTICE {
                ticks.tick().await;
                self.publish(None, &market.quote(now()));
            }
            self.publish(Some("notice"), &market.notice(now()));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_or_doubled_between_replay_and_feed() {
        let feed = Feed::new();
        for number in 1..=4 {
            feed.publish(None, &number);
        }
        let mut subscription = feed.subscribe(Some(2)).expect("open");
        feed.publish(Some("notice"), &5);

        let missed: Vec<_> = subscription.missed.iter().map(|kept| kept.id).collect();
        assert_eq!(missed, [3, 4]);
        let live = subscription.live.try_recv().expect("published after");
        assert_eq!((live.id, live.event), (5, Some("notice")));
    }

    #[test]
    fn a_new_reader_gets_the_present_only() {
        let feed = Feed::new();
        feed.publish(None, &1);
        assert!(feed.subscribe(None).expect("open").missed.is_empty());
    }

    #[test]
    fn a_closed_feed_ends_its_streams() {
        let feed = Feed::new();
        let mut subscription = feed.subscribe(None).expect("open");
        feed.close();
        let ended = subscription.live.try_recv();
        assert_eq!(ended, Err(broadcast::error::TryRecvError::Closed));
        assert!(feed.subscribe(None).is_none());
    }
}

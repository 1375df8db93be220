//! Messages on their way to many streams: numbered, kept, broadcast.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tokio::sync::broadcast::{self, error::RecvError};

use super::ring::{Message, Ring};

/// How far a stream may lag behind before it is broken off and has to replay.
const IN_FLIGHT: usize = 256;

/// Where messages are published and streams subscribe.
#[derive(Debug)]
pub(crate) struct Feed(Mutex<State>);

#[derive(Debug)]
struct State {
    ring: Ring,
    sender: broadcast::Sender<Arc<Message>>,
}

/// What a reader missed, and what is to come; nothing lies between the two.
#[derive(Debug)]
pub(crate) struct Subscription {
    /// To be sent at once.
    pub(crate) missed: VecDeque<Arc<Message>>,
    /// To be sent as they come.
    pub(crate) live: broadcast::Receiver<Arc<Message>>,
}

impl Subscription {
    /// The next message, waited for if need be.
    pub(crate) async fn next(&mut self) -> Result<Arc<Message>, RecvError> {
        match self.missed.pop_front() {
            Some(message) => Ok(message),
            None => self.live.recv().await,
        }
    }
}

impl Feed {
    /// A feed without messages that will keep the last `kept`.
    pub(crate) fn new(kept: usize) -> Self {
        let sender = broadcast::Sender::new(IN_FLIGHT);
        Self(Mutex::new(State { ring: Ring::new(kept), sender }))
    }

    /// Sends `data` to every stream.
    pub(crate) fn publish(&self, event: Option<&'static str>, data: &impl Serialize) {
        let data = match serde_json::to_string(data) {
            Ok(data) => data,
            Err(error) => return tracing::error!(%error, "a message cannot be JSON"),
        };
        let mut state = self.state();
        let message = state.ring.push(event, data);
        // Fails only when nobody listens; the ring has it.
        let _ = state.sender.send(message);
    }

    /// Joins the feed, after `last_event_id` if there is one.
    pub(crate) fn subscribe(&self, last_event_id: Option<u64>) -> Subscription {
        // One lock for both: a message in between would be lost or doubled.
        let state = self.state();
        let missed = last_event_id.map(|id| state.ring.after(id));
        Subscription { missed: missed.unwrap_or_default(), live: state.sender.subscribe() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_or_doubled_between_replay_and_feed() {
        let feed = Feed::new(10);
        for number in 1..=4 {
            feed.publish(None, &number);
        }
        let mut subscription = feed.subscribe(Some(2));
        feed.publish(Some("notice"), &5);

        let missed: Vec<_> = subscription.missed.iter().map(|kept| kept.id).collect();
        assert_eq!(missed, [3, 4]);
        let live = subscription.live.try_recv().expect("published after");
        assert_eq!((live.id, live.event), (5, Some("notice")));
    }

    #[test]
    fn a_new_reader_gets_the_present_only() {
        let feed = Feed::new(10);
        feed.publish(None, &1);
        assert!(feed.subscribe(None).missed.is_empty());
    }
}

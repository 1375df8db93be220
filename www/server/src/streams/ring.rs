//! The last messages, kept for those who come back with a last event ID.

use std::collections::VecDeque;
use std::sync::Arc;

/// One event, as it is sent and kept.
#[derive(Debug, PartialEq)]
pub(crate) struct Message {
    /// One more than the message before.
    pub(crate) id: u64,
    /// The event's name; `None` for plain messages.
    pub(crate) event: Option<&'static str>,
    /// JSON on one line.
    pub(crate) data: String,
}

/// A bounded memory: the oldest message makes room for the newest.
#[derive(Debug)]
pub(crate) struct Ring {
    messages: VecDeque<Arc<Message>>,
    capacity: usize,
    next_id: u64,
}

impl Ring {
    /// Remembers `capacity` messages.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { messages: VecDeque::with_capacity(capacity), capacity, next_id: 1 }
    }

    /// Numbers a message and keeps it.
    pub(crate) fn push(&mut self, event: Option<&'static str>, data: String) -> Arc<Message> {
        let message = Arc::new(Message { id: self.next_id, event, data });
        self.next_id += 1;
        if self.messages.len() == self.capacity {
            self.messages.pop_front();
        }
        self.messages.push_back(Arc::clone(&message));
        message
    }

    /// What came after `last_event_id`. An ID from the future was given by an
    /// earlier run of the server: its reader has seen nothing of this one.
    pub(crate) fn after(&self, last_event_id: u64) -> VecDeque<Arc<Message>> {
        let seen = if last_event_id < self.next_id { last_event_id } else { 0 };
        let kept = self.messages.iter();
        kept.filter(|message| message.id > seen).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring_of(pushed: usize, capacity: usize) -> Ring {
        let mut ring = Ring::new(capacity);
        for number in 1..=pushed {
            ring.push(None, number.to_string());
        }
        ring
    }

    fn ids_after(ring: &Ring, last_event_id: u64) -> Vec<u64> {
        let messages = ring.after(last_event_id);
        messages.iter().map(|message| message.id).collect()
    }

    #[test]
    fn what_was_missed_is_replayed_in_order() {
        assert_eq!(ids_after(&ring_of(5, 10), 2), [3, 4, 5]);
    }

    #[test]
    fn who_has_seen_everything_gets_nothing() {
        assert!(ids_after(&ring_of(5, 10), 5).is_empty());
    }

    #[test]
    fn the_oldest_are_forgotten() {
        assert_eq!(ids_after(&ring_of(9, 3), 1), [7, 8, 9]);
    }

    #[test]
    fn an_id_from_an_earlier_run_replays_all() {
        assert_eq!(ids_after(&ring_of(3, 10), 4_000), [1, 2, 3]);
    }
}

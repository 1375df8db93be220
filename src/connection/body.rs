//! The body of an attempt's response: its event stream, and what was heard of it.

use crate::event_stream::{Batch, EventStream};

/// One attempt's body after the other's; the last event ID goes on.
#[derive(Debug)]
pub(super) struct Body {
    stream: EventStream,
    limit: usize,
    over_limit: bool,
    delivered: bool,
}

impl Body {
    pub(super) fn new(last_event_id: String, limit: usize) -> Self {
        let stream = EventStream::new(last_event_id, limit);
        Self { stream, limit, over_limit: false, delivered: false }
    }

    /// Another attempt's body begins.
    pub(super) fn begin(&mut self) {
        *self = Self::new(self.last_event_id(), self.limit);
    }

    /// Nothing is heard any more: frees the buffers. The last event ID stays readable.
    pub(super) fn close(&mut self) {
        *self = Self::new(self.last_event_id(), 0);
    }

    /// Gives whether the bytes are heard: none are no activity, and what follows an excess is
    /// meaningless.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> bool {
        if bytes.is_empty() || self.over_limit {
            return false;
        }
        self.over_limit = self.stream.feed(bytes).is_err();
        self.delivered |= self.stream.has_batch();
        true
    }

    /// The events that are complete, if any is.
    pub(super) fn take_batch(&mut self) -> Option<Batch> {
        self.stream.has_batch().then(|| self.stream.take_batch())
    }

    pub(super) fn recycle(&mut self, batch: Batch) {
        self.stream.recycle(batch);
    }

    /// An event was too long.
    pub(super) const fn exceed(&mut self) {
        self.over_limit = true;
    }

    /// Whether an event was too long, asked once.
    pub(super) const fn take_excess(&mut self) -> bool {
        std::mem::replace(&mut self.over_limit, false)
    }

    /// The `retry` and `heartbeatTimeout` fields since the last call, in ms.
    pub(super) fn take_times(&mut self) -> (Option<u64>, Option<u64>) {
        (self.stream.take_reconnection_time(), self.stream.take_heartbeat_timeout())
    }

    /// In UTF-16 units.
    pub(super) const fn received(&self) -> u64 {
        self.stream.received()
    }

    /// Whether an event was complete.
    pub(super) const fn has_delivered(&self) -> bool {
        self.delivered
    }

    pub(super) fn last_event_id(&self) -> String {
        self.stream.last_event_id()
    }
}

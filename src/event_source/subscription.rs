//! The messages of one type.

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::queue::Queue;
use super::sink::StreamSink;
use crate::message_event::MessageEvent;

/// A stream of the messages of one type; see [`EventSource::subscribe`](super::EventSource::subscribe).
/// It does not keep the source open.
pub struct Subscription {
    sink: Rc<StreamSink>,
    queue: Rc<Queue>,
}

impl Subscription {
    pub(super) fn new(sink: Rc<StreamSink>, event_type: String) -> Self {
        let queue = Rc::new(Queue::of_type(event_type));
        sink.join(&queue);
        Self { sink, queue }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Subscription").finish_non_exhaustive()
    }
}

impl Stream for Subscription {
    type Item = MessageEvent;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<MessageEvent>> {
        if let Some(message) = self.queue.pop_message() {
            self.sink.taken(&self.queue);
            return Poll::Ready(Some(message));
        }
        self.sink.wait(&self.queue, context)
    }
}

impl FusedStream for Subscription {
    fn is_terminated(&self) -> bool {
        self.sink.is_closed() && self.queue.is_empty()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.queue.clear();
        self.sink.leave(&self.queue);
    }
}

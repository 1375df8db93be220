//! Who reads a source: itself and its subscriptions, each out of a queue of its own.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::event::Event;
use super::queue::Queue;
use crate::message_event::Messages;

/// The queues that there are.
#[derive(Default)]
pub(super) struct Readers {
    own: Rc<Queue>,
    subscriptions: RefCell<Vec<Rc<Queue>>>,
}

impl Readers {
    pub(super) fn join(&self, subscription: &Rc<Queue>) {
        if !self.own.is_started() {
            self.own.clear();
        }
        self.subscriptions.borrow_mut().push(subscription.clone());
    }

    pub(super) fn leave(&self, subscription: &Rc<Queue>) {
        self.subscriptions.borrow_mut().retain(|other| !Rc::ptr_eq(other, subscription));
    }

    /// The source's own.
    pub(super) fn own(&self) -> &Queue {
        &self.own
    }

    /// Those that are kept for: the source's own, unless it leaves the reading to subscriptions.
    fn kept(&self) -> Vec<Rc<Queue>> {
        let mut queues = self.subscriptions.borrow().clone();
        if self.own.is_started() || queues.is_empty() {
            queues.push(self.own.clone());
        }
        queues
    }

    /// Whether one of them has not taken all.
    pub(super) fn are_behind(&self) -> bool {
        self.kept().iter().any(|queue| !queue.is_empty())
    }

    /// The ID of the last message before those that subscriptions hold, where the source leaves the
    /// reading to them and that one was read with those.
    pub(super) fn last_event_id(&self) -> Option<Arc<str>> {
        if self.own.is_started() {
            return None;
        }
        self.kept().iter().filter_map(|queue| queue.passed()).min_by_key(|(count, _)| *count)?.1
    }

    /// Whether one of them waits, and none is behind.
    pub(super) fn are_waiting(&self) -> bool {
        let queues = self.kept();
        queues.iter().all(|queue| queue.is_empty()) && queues.iter().any(|queue| queue.is_waiting())
    }

    /// What is no message is the source's own alone. Where nobody takes it, it is dropped.
    pub(super) fn push(&self, event: Event) {
        if self.kept().iter().any(|queue| Rc::ptr_eq(queue, &self.own)) {
            self.own.push(event);
        }
    }

    pub(super) fn push_messages(&self, messages: &Messages) {
        let queues = self.kept();
        for queue in &queues {
            queue.push_messages(messages.clone());
        }
        // Whoever is woken may close the source, and empties them all.
        for queue in queues.iter().filter(|queue| !queue.is_empty()) {
            queue.wake();
        }
    }

    /// Nobody wants what is in them.
    pub(super) fn clear(&self) {
        for queue in self.kept() {
            queue.clear();
        }
    }

    pub(super) fn wake(&self) {
        for queue in self.kept() {
            queue.wake();
        }
    }
}

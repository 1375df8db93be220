//! What one reader is yet to take, and whom to wake when there is something.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context, Waker};

use super::event::Event;
use super::refused_body::RefusedBody;
use crate::message_event::{MessageEvent, Messages};

/// `open`s and `error`s that are kept of a source that nobody polls while it reconnects.
const KEPT: usize = 64;

enum Item {
    Event(Event),
    Messages(Messages),
}

impl Item {
    fn take_body(&mut self) -> Option<RefusedBody> {
        match self {
            Self::Event(Event::Error(error)) => error.take_body(),
            _ => None,
        }
    }
}

/// The queue of a source or of a subscription.
#[derive(Default)]
pub(super) struct Queue {
    /// Of a subscription.
    event_type: Option<String>,
    items: RefCell<VecDeque<Item>>,
    waker: Cell<Option<Waker>>,
    started: Cell<bool>,
}

impl Queue {
    pub(super) fn of_type(event_type: String) -> Self {
        Self { event_type: Some(event_type), started: Cell::new(true), ..Self::default() }
    }

    /// Whether it has been polled, or is to be.
    pub(super) fn is_started(&self) -> bool {
        self.started.get()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.borrow().is_empty()
    }

    pub(super) fn push(&self, event: Event) {
        let superfluous = {
            let mut items = self.items.borrow_mut();
            // Nobody asks for what they say while the next is here, and a host has six connections.
            let bodies: Vec<_> = items.iter_mut().filter_map(Item::take_body).collect();
            items.push_back(Item::Event(event));
            // Messages are read into an empty queue: they are in front of it, and stay.
            let oldest = usize::from(matches!(items.front(), Some(Item::Messages(_))));
            let excess = if items.len() > KEPT + oldest { items.remove(oldest) } else { None };
            (bodies, excess)
        };
        // Not under the borrow: there may be requests to end.
        drop(superfluous);
        self.wake();
    }

    /// Wakes nobody yet: the others get theirs first.
    pub(super) fn push_messages(&self, mut messages: Messages) {
        if self.event_type.as_deref().is_none_or(|event_type| messages.find(event_type)) {
            self.items.borrow_mut().push_back(Item::Messages(messages));
        }
    }

    pub(super) fn pop(&self) -> Option<Event> {
        let mut items = self.items.borrow_mut();
        let Item::Messages(messages) = items.front_mut()? else {
            return match items.pop_front()? {
                Item::Event(event) => Some(event),
                Item::Messages(_) => None,
            };
        };
        let message = messages.next();
        let more = match &self.event_type {
            Some(event_type) => messages.find(event_type),
            None => messages.len() > 0,
        };
        if !more {
            items.pop_front();
        }
        message.map(Event::Message)
    }

    pub(super) fn pop_message(&self) -> Option<MessageEvent> {
        match self.pop()? {
            Event::Message(message) => Some(message),
            _ => None,
        }
    }

    /// It is polled.
    pub(super) fn start(&self) {
        self.started.set(true);
    }

    /// Nothing is there: it waits.
    pub(super) fn wait(&self, context: &Context<'_>) {
        let waker = self.waker.take().filter(|waker| waker.will_wake(context.waker()));
        self.waker.set(Some(waker.unwrap_or_else(|| context.waker().clone())));
    }

    pub(super) fn is_waiting(&self) -> bool {
        let waker = self.waker.take();
        let waits = waker.is_some();
        self.waker.set(waker);
        waits
    }

    pub(super) fn wake(&self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// How much of what was read at once is in front of what it holds of it, and the ID of that.
    pub(super) fn passed(&self) -> Option<(usize, Option<Arc<str>>)> {
        match self.items.borrow().front()? {
            Item::Messages(messages) => Some(messages.passed()),
            Item::Event(_) => None,
        }
    }

    /// Nobody wants what is in it.
    pub(super) fn clear(&self) {
        let items = self.items.take();
        drop(items);
    }
}

//! The page's turn: a burst is read in microtasks, and without a task between them nothing would be
//! painted or clicked.

use std::cell::{Cell, OnceCell};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use web_sys::MessageChannel;

use crate::instant::Instant;

/// How long the page may be kept waiting, in ms: half a frame.
const LONGEST: u64 = 8;

/// When the page had its turn, and how it gets one: a timer would wait for some ms.
#[derive(Debug, Default)]
pub(super) struct Turn {
    last: Cell<Option<Instant>>,
    channel: OnceCell<MessageChannel>,
}

impl Turn {
    /// A promise of a later task, if it is time for one.
    pub(super) fn next(&self, now: Instant) -> Option<Promise> {
        let last = self.last.get().unwrap_or(now);
        let is_time = now.since(last) > LONGEST;
        self.last.set(Some(if is_time { now } else { last }));
        if is_time { self.task() } else { None }
    }

    fn task(&self) -> Option<Promise> {
        if self.channel.get().is_none() {
            self.channel.set(MessageChannel::new().ok()?).ok()?;
        }
        let channel = self.channel.get()?;
        Some(Promise::new(&mut |resolve, _| {
            channel.port1().set_onmessage(Some(&resolve));
            if channel.port2().post_message(&JsValue::NULL).is_err() {
                drop(resolve.call0(&JsValue::UNDEFINED));
            }
        }))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(channel) = self.channel.get() {
            channel.port1().close();
        }
    }
}

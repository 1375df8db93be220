//! The page's turn: a burst is read in microtasks, and without a task between them nothing would be
//! painted or clicked.

use std::cell::{Cell, OnceCell};

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlDetailsElement, MessageChannel};

use super::page::Scope;
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
        toggle().or_else(|| self.message())
    }

    fn message(&self) -> Option<Promise> {
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

const HTML: &str = "http://www.w3.org/1999/xhtml";

/// A task of the DOM's own, where a port's message is slow: WebKit sends it by way of its network process,
/// behind what a response has brought.
fn toggle() -> Option<Promise> {
    let scope = Scope::get();
    let document = scope.document().filter(|_| scope.webkit_point().is_truthy())?;
    Reflect::has(&document, &"ontoggle".into()).ok().filter(|has| *has)?;
    let element = document.create_element_ns(Some(HTML), "details").ok()?;
    let details: HtmlDetailsElement = element.unchecked_into();
    Some(Promise::new(&mut |resolve, _| {
        details.set_ontoggle(Some(&resolve));
        details.set_open(true);
    }))
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(channel) = self.channel.get() {
            channel.port1().close();
        }
    }
}

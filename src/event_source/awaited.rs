//! A future of the program's that the platform awaits as a promise, and that may be dropped meanwhile.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

type Outcome = Result<JsValue, JsValue>;

/// Dropping it drops the future; its promise comes to nothing then, without an error.
pub(super) struct Awaited(Rc<Slot>);

#[derive(Default)]
struct Slot {
    /// None while it is polled.
    future: Cell<Option<Pin<Box<dyn Future<Output = Outcome>>>>>,
    waker: Cell<Option<Waker>>,
    dropped: Cell<bool>,
}

impl Awaited {
    pub(super) fn new(future: impl Future<Output = Outcome> + 'static) -> (Self, Promise) {
        let slot = Rc::new(Slot::default());
        slot.future.set(Some(Box::pin(future)));
        let polled = slot.clone();
        let promise = future_to_promise(poll_fn(move |context| polled.poll(context)));
        (Self(slot), promise)
    }
}

impl Drop for Awaited {
    fn drop(&mut self) {
        self.0.dropped.set(true);
        drop(self.0.future.take());
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }
}

impl Slot {
    fn poll(&self, context: &mut Context<'_>) -> Poll<Outcome> {
        let Some(mut future) = self.future.take() else {
            return Poll::Ready(Ok(JsValue::UNDEFINED));
        };
        let outcome = future.as_mut().poll(context);
        if self.dropped.get() {
            return Poll::Ready(Ok(JsValue::UNDEFINED));
        }
        if outcome.is_pending() {
            self.future.set(Some(future));
            self.waker.set(Some(context.waker().clone()));
        }
        outcome
    }
}

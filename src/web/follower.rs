//! Promises awaited by hand: one pair of functions for all promises of an attempt. A task queue would
//! weigh 2.5 KB, and would cost every chunk another turn of the microtask queue.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::sink::Sink;

#[wasm_bindgen]
extern "C" {
    type Thenable;
    #[wasm_bindgen(method)]
    fn then(this: &Thenable, fulfilled: &JsValue, rejected: &JsValue);
}

/// What is told what promises come to.
#[derive(Debug)]
pub(super) struct Follower {
    fulfilled: JsValue,
    rejected: JsValue,
}

impl Follower {
    /// The functions are JavaScript's: they go with the last promise that has them, however long that
    /// takes, so what `settled` holds is to be weak.
    pub(super) fn new(settled: impl Fn(Result<JsValue, JsValue>) + 'static) -> Self {
        let fulfilled = Rc::new(settled);
        let rejected = fulfilled.clone();
        Self {
            fulfilled: function(move |value| fulfilled(Ok(value))),
            rejected: function(move |error| rejected(Err(error))),
        }
    }

    /// Tells of the next chunk.
    ///
    /// # Errors
    /// What is thrown by a reader that is not the platform's.
    pub(super) fn read(&self, sink: &impl Sink, reader: Option<&JsValue>) -> Result<(), JsValue> {
        sink.read(reader, &self.fulfilled, &self.rejected)
    }

    pub(super) fn follow(&self, promise: &Promise) {
        follow(promise, &self.fulfilled, &self.rejected);
    }
}

pub(crate) fn follow(promise: &Promise, fulfilled: &JsValue, rejected: &JsValue) {
    promise.unchecked_ref::<Thenable>().then(fulfilled, rejected);
}

/// Whatever it comes to, nobody wants to know: not the console either.
#[cfg(feature = "event-source")]
pub(crate) fn disregard(promise: &Promise) {
    let promise = wasm_bindgen_futures::JsFuture::from(promise.clone());
    wasm_bindgen_futures::spawn_local(async move { drop(promise.await) });
}

fn function(of: impl Fn(JsValue) + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue)>::new(of).into_js_value()
}

//! What the face holds of a driver: the class that the glue exports.

use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::sink::FaceSink;
use crate::connection::{Input, Page, Presence};
use crate::reconnection::Policy;
use crate::settings::{DEFAULT_MAX_EVENT_SIZE, Settings};
use crate::web::{Driver, Exchange};

/// What the face holds: one event source.
#[wasm_bindgen]
pub struct EventSourceDriver(Rc<Driver<FaceSink>>);

#[wasm_bindgen]
impl EventSourceDriver {
    /// Sends nothing. The arguments are those of `pkg-template/face/settings.js`, already of their types;
    /// a number that is NaN stands for the default.
    ///
    /// `url` is absolute, `heartbeat_timeout` the result of `parseInt`, 0 for none; times are in ms,
    /// sizes in bytes.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::too_many_arguments, reason = "a struct would cross member by member")]
    pub fn new(
        url: String,
        last_event_id_query_parameter_name: String,
        last_event_id: String,
        last_event_id_in_query: bool,
        heartbeat_timeout: f64,
        max_event_size: f64,
        reconnect: bool,
        min_delay: f64,
        max_delay: f64,
        factor: f64,
        jitter: f64,
        max_attempts: f64,
        sink: FaceSink,
    ) -> Self {
        let default = Policy::default();
        let policy = Policy {
            statuses: Vec::new(),
            min_delay: known(min_delay).map_or(default.min_delay, |ms| ms as u64),
            max_delay: known(max_delay).map(|ms| ms as u64),
            factor: known(factor).unwrap_or(default.factor),
            jitter: known(jitter).unwrap_or(default.jitter),
            max_attempts: known(max_attempts).map(|attempts| attempts as u32),
        };
        let settings = Settings {
            last_event_id_query_parameter_name,
            last_event_id,
            last_event_id_in_query,
            heartbeat_timeout: Settings::read_heartbeat_timeout(heartbeat_timeout),
            max_event_size: known(max_event_size)
                .map_or(DEFAULT_MAX_EVENT_SIZE, |bytes| bytes as usize),
            reconnect,
            policy,
            url,
        };
        Self(Rc::new(Driver::new(settings, Rc::new(sink), None)))
    }

    /// A driver of one stream that the page has, and of no request.
    ///
    /// # Errors
    /// The platform's `TypeError` for what is no stream, or a locked one.
    #[wasm_bindgen(js_name = fromReadableStream)]
    pub fn from_readable_stream(stream: &JsValue, sink: FaceSink) -> Result<Self, JsValue> {
        let sink = Rc::new(sink);
        let exchange = Exchange::of_stream(stream, sink.clone())?;
        let settings = Settings::of_readable_stream();
        Ok(Self(Rc::new(Driver::new(settings, sink, Some(exchange)))))
    }

    /// Has a response of this status tried again, before [`connect`](Self::connect).
    pub fn retry(&self, status: u16) {
        self.0.connection.borrow_mut().retry(status);
    }

    /// Sends the first request before it returns. A stream of the page's is read in a later task.
    pub fn connect(&self) {
        self.0.handle(Input::Timeout);
    }

    /// Closes for good, also amid a delivery.
    pub fn close(&self) {
        self.0.go_on();
        self.0.handle(Input::Close);
    }

    /// `reconnect()`.
    pub fn reconnect(&self) {
        self.0.handle(Input::Reconnect);
    }

    /// Something changed about the page, or it woke. `presence` is a [`Presence`].
    pub fn page(&self, online: bool, presence: u8) {
        let presence = match presence {
            0 => Presence::Inactive,
            1 => Presence::Hidden,
            _ => Presence::Visible,
        };
        self.0.handle(Input::Page(Page { online, presence }));
    }

    /// `readyState`: 0, 1 or 2.
    #[wasm_bindgen(getter, js_name = readyState)]
    pub fn ready_state(&self) -> u8 {
        self.0.connection.borrow().ready_state() as u8
    }

    /// The `lastEventId` attribute.
    #[wasm_bindgen(getter, js_name = lastEventId)]
    pub fn last_event_id(&self) -> JsString {
        self.0.connection.borrow().last_event_id().into()
    }

    /// The `reconnectionTime` attribute, in ms.
    #[wasm_bindgen(getter, js_name = reconnectionTime)]
    pub fn reconnection_time(&self) -> f64 {
        self.0.connection.borrow().reconnection_time() as f64
    }
}

/// NaN is what JavaScript's undefined becomes.
fn known(number: f64) -> Option<f64> {
    (!number.is_nan()).then_some(number)
}

//! What error events and headers functions are told, as plain arrays: the names of the members are
//! in `pkg-template/face/events.js`, where every one of them would cost less. Texts for people are made
//! there too.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::connection::{Failure, Reason, Request};

/// `ErrorDetail` of `pkg-template/face/events.js`, in its order.
pub(super) fn error_detail(failure: Failure) -> JsValue {
    let (reason, heartbeat_timeout, received) = match failure.reason {
        Reason::Status => ("status", None, None),
        Reason::ContentType => ("content-type", None, None),
        Reason::Network => ("network", None, None),
        Reason::End => ("end", None, None),
        Reason::Heartbeat { timeout, received } => ("heartbeat", Some(timeout as f64), received),
        Reason::Limit => ("limit", None, None),
        Reason::Headers => ("headers", None, None),
        Reason::Request => ("request", None, None),
    };
    to_value(&(
        reason,
        failure.attempt,
        failure.delay.map(|ms| ms as f64),
        failure.exhausted,
        heartbeat_timeout,
        received.map(|units| units as f64),
    ))
}

/// What a headers function is told of the attempt: number, last event ID, status.
pub(super) fn attempt_detail(request: &Request) -> JsValue {
    to_value(&(request.attempt, &*request.last_event_id, request.last_status))
}

fn to_value(detail: &impl Serialize) -> JsValue {
    // Numbers, strings and options of them: nothing in it can fail.
    serde_wasm_bindgen::to_value(detail).unwrap_or(JsValue::UNDEFINED)
}

//! What open and error events say, as plain objects. Texts for people are made in
//! `pkg-template/events.js`.

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::response::Response;
use crate::connection::{Failure, Reason, Request};

/// Of the response, for both kinds of event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResponseDetail<'a> {
    status: u16,
    status_text: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorDetail<'a> {
    response: Option<ResponseDetail<'a>>,
    reason: &'static str,
    attempt: u32,
    /// ms; undefined where there will be no attempt.
    delay: Option<f64>,
    /// There would be another attempt but for `maxAttempts`.
    exhausted: bool,
    /// ms; with reason "heartbeat".
    heartbeat_timeout: Option<f64>,
    /// UTF-16 units; with reason "heartbeat" once there was a response.
    received: Option<f64>,
}

pub(super) fn open_detail(response: Option<&Response>) -> JsValue {
    to_value(&response.map(response_detail))
}

pub(super) fn error_detail(failure: Failure, response: Option<&Response>) -> JsValue {
    let (reason, heartbeat_timeout, received) = match failure.reason {
        Reason::Status => ("status", None, None),
        Reason::ContentType => ("content-type", None, None),
        Reason::Network => ("network", None, None),
        Reason::End => ("end", None, None),
        Reason::Heartbeat { timeout, received } => ("heartbeat", Some(timeout), received),
        Reason::Limit => ("limit", None, None),
        Reason::Headers => ("headers", None, None),
    };
    to_value(&ErrorDetail {
        response: response.map(response_detail),
        reason,
        attempt: failure.attempt,
        delay: failure.delay.map(|ms| ms as f64),
        exhausted: failure.exhausted,
        heartbeat_timeout: heartbeat_timeout.map(|ms| ms as f64),
        received: received.map(|units| units as f64),
    })
}

/// What a headers function is told of the attempt.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AttemptDetail<'a> {
    number: u32,
    last_event_id: &'a str,
    status: Option<u16>,
}

pub(super) fn attempt_detail(request: &Request) -> JsValue {
    to_value(&AttemptDetail {
        number: request.attempt,
        last_event_id: &request.last_event_id,
        status: request.last_status,
    })
}

fn response_detail(response: &Response) -> ResponseDetail<'_> {
    ResponseDetail {
        status: response.status,
        status_text: &response.status_text,
        url: &response.url,
    }
}

fn to_value(detail: &impl Serialize) -> JsValue {
    // Numbers, strings and options of them: nothing in it can fail.
    serde_wasm_bindgen::to_value(detail).unwrap_or(JsValue::UNDEFINED)
}

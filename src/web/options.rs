//! The init dictionary, read member by member through typed getters: to deserialize it would cost
//! more bytes than all the rest.

use js_sys::{Function, TypeError};
use wasm_bindgen::prelude::*;

use crate::settings::Settings;

#[wasm_bindgen]
extern "C" {
    /// `EventSourcePolyfillInit` of `pkg-template/index.d.ts`.
    #[derive(Debug)]
    pub type EventSourceInit;

    #[wasm_bindgen(method, getter, catch, js_name = withCredentials)]
    fn with_credentials(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = heartbeatTimeout)]
    fn heartbeat_timeout(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = lastEventIdQueryParameterName)]
    fn last_event_id_query_parameter_name(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = maxEventSize)]
    fn max_event_size(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn fetch(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = Transport)]
    fn transport(this: &EventSourceInit) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = String)]
    fn to_string(value: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = parseInt)]
    fn parse_int(value: &JsValue, radix: u32) -> Result<f64, JsValue>;
    #[wasm_bindgen(catch, js_name = Number)]
    fn to_number(value: &JsValue) -> Result<f64, JsValue>;
}

/// What the shell itself needs to know.
#[derive(Debug, Default)]
pub(super) struct RequestOptions {
    pub(super) with_credentials: bool,
    /// `None`: the global one, looked up at each attempt.
    pub(super) fetch: Option<Function>,
}

pub(super) fn request_options(init: &EventSourceInit) -> Result<RequestOptions, JsValue> {
    if !is_missing(&init.transport()?) {
        return Err(type_error(
            "The Transport option is not supported; pass a fetch function as the fetch option",
        ));
    }
    let fetch = init.fetch()?;
    let fetch = if fetch.is_undefined() {
        None
    } else {
        Some(fetch.dyn_into().map_err(|_| type_error("The fetch option is not a function"))?)
    };
    Ok(RequestOptions { with_credentials: init.with_credentials()?.is_truthy(), fetch })
}

pub(super) fn settings(url: String, init: &EventSourceInit) -> Result<Settings, JsValue> {
    let mut settings = Settings::new(url);

    let timeout = init.heartbeat_timeout()?;
    settings.heartbeat_timeout = match timeout.as_f64() {
        _ if timeout == JsValue::FALSE => None,
        Some(f64::INFINITY) => None,
        // null and undefined parse to NaN as well.
        _ => Settings::read_heartbeat_timeout(parse_int(&timeout, 10)?),
    };

    let name = init.last_event_id_query_parameter_name()?;
    if name.is_truthy() {
        settings.last_event_id_query_parameter_name = to_string(&name)?;
    }

    let size = init.max_event_size()?;
    if !size.is_undefined() {
        let size = to_number(&size)?;
        if size.is_nan() || size < 1.0 {
            return Err(type_error("The maxEventSize option is not a positive number of bytes"));
        }
        settings.max_event_size = size as usize;
    }
    Ok(settings)
}

pub(super) fn is_missing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}

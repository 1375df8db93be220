//! The init dictionary, read member by member through typed getters: to deserialize it would cost
//! more bytes than all the rest.

use js_sys::{Array, Function, TypeError};
use wasm_bindgen::prelude::*;
use web_sys::{ReadableStream, Request, RequestInit};

use crate::reconnection::Policy;
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
    #[wasm_bindgen(method, getter, catch, js_name = lastEventIdTransport)]
    fn last_event_id_transport(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = lastEventId)]
    fn last_event_id(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = maxEventSize)]
    fn max_event_size(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn method(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn body(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn fetch(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn reconnect(this: &EventSourceInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = Transport)]
    fn transport(this: &EventSourceInit) -> Result<JsValue, JsValue>;

    /// Its `reconnect` member.
    type Reconnect;
    #[wasm_bindgen(method, getter, catch)]
    fn statuses(this: &Reconnect) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = minDelay)]
    fn min_delay(this: &Reconnect) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = maxDelay)]
    fn max_delay(this: &Reconnect) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn factor(this: &Reconnect) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn jitter(this: &Reconnect) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = maxAttempts)]
    fn max_attempts(this: &Reconnect) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = String)]
    fn to_string(value: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = parseInt)]
    fn parse_int(value: &JsValue, radix: u32) -> Result<f64, JsValue>;
    #[wasm_bindgen(catch, js_name = Number)]
    fn to_number(value: &JsValue) -> Result<f64, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn array_from(value: &JsValue) -> Result<Array, JsValue>;
}

/// What the shell itself needs to know.
#[derive(Debug, Default)]
pub(super) struct RequestOptions {
    pub(super) with_credentials: bool,
    /// `None`: the global one, looked up at each attempt.
    pub(super) fetch: Option<Function>,
    /// `None`: fetch's own.
    pub(super) method: Option<String>,
    /// A body, a function that makes one, or undefined.
    pub(super) body: JsValue,
    /// Whether requests carry the last event ID in a header.
    pub(super) id_in_header: bool,
}

/// Reads the members in an order of its own, each once. `same_origin` settles "auto".
pub(super) fn read(
    url: String,
    same_origin: bool,
    init: &EventSourceInit,
) -> Result<(Settings, RequestOptions), JsValue> {
    if !is_missing(&init.transport()?) {
        return Err(type_error(
            "The Transport option is not supported; pass a function as the fetch option",
        ));
    }
    let mut settings = Settings::new(url);
    let mut options = RequestOptions {
        with_credentials: init.with_credentials()?.is_truthy(),
        ..RequestOptions::default()
    };

    let fetch = init.fetch()?;
    if !fetch.is_undefined() {
        let fetch = fetch.dyn_into().map_err(|_| type_error("The fetch option is no function"))?;
        options.fetch = Some(fetch);
    }
    let method = init.method()?;
    if !method.is_undefined() {
        options.method = Some(to_string(&method)?);
    }
    options.body = init.body()?;
    check_request(&options)?;

    settings.heartbeat_timeout = heartbeat_timeout(&init.heartbeat_timeout()?)?;
    let name = init.last_event_id_query_parameter_name()?;
    if name.is_truthy() {
        settings.last_event_id_query_parameter_name = to_string(&name)?;
    }
    let id = init.last_event_id()?;
    if !id.is_undefined() {
        settings.last_event_id = to_string(&id)?;
    }
    let transport = init.last_event_id_transport()?;
    (settings.last_event_id_in_query, options.id_in_header) = match transport.as_string().as_deref()
    {
        None if transport.is_undefined() => (true, same_origin),
        Some("auto") => (true, same_origin),
        Some("query") => (true, false),
        Some("header") => (false, true),
        Some("both") => (true, true),
        _ => {
            let message = "The lastEventIdTransport option is not auto, query, header or both";
            return Err(type_error(message));
        }
    };
    if let Some(size) = number(&init.max_event_size()?, "maxEventSize", 1.0)? {
        settings.max_event_size = size as usize;
    }
    settings.reconnect = policy(init.reconnect()?)?;
    if options.body.is_instance_of::<ReadableStream>() {
        // It can be sent once.
        settings.reconnect = None;
    }
    Ok((settings, options))
}

/// As event-source-polyfill reads it; 0, false and Infinity switch it off.
fn heartbeat_timeout(timeout: &JsValue) -> Result<Option<u64>, JsValue> {
    if *timeout == JsValue::FALSE || timeout.as_f64() == Some(f64::INFINITY) {
        return Ok(None);
    }
    // null and undefined parse to NaN as well.
    Ok(Settings::read_heartbeat_timeout(parse_int(timeout, 10)?))
}

fn policy(reconnect: JsValue) -> Result<Option<Policy>, JsValue> {
    let mut policy = Policy::default();
    if reconnect == JsValue::FALSE {
        return Ok(None);
    }
    if is_missing(&reconnect) || reconnect == JsValue::TRUE {
        return Ok(Some(policy));
    }
    if !reconnect.is_object() {
        return Err(type_error("The reconnect option is neither a boolean nor an object"));
    }
    let reconnect: Reconnect = reconnect.unchecked_into();
    let statuses = reconnect.statuses()?;
    if !statuses.is_undefined() {
        for status in array_from(&statuses)? {
            policy.statuses.extend(number(&status, "statuses", 0.0)?.map(|status| status as u16));
        }
    }
    if let Some(delay) = number(&reconnect.min_delay()?, "minDelay", 1.0)? {
        policy.min_delay = delay as u64;
    }
    policy.max_delay = number(&reconnect.max_delay()?, "maxDelay", 0.0)?.map(|delay| delay as u64);
    if let Some(factor) = number(&reconnect.factor()?, "factor", 1.0)? {
        policy.factor = factor;
    }
    if let Some(jitter) = number(&reconnect.jitter()?, "jitter", 0.0)? {
        policy.jitter = jitter;
    }
    policy.max_attempts =
        number(&reconnect.max_attempts()?, "maxAttempts", 0.0)?.map(|attempts| attempts as u32);
    Ok(Some(policy))
}

/// The platform's own errors for a method or a body that cannot be.
fn check_request(options: &RequestOptions) -> Result<(), JsValue> {
    if options.method.is_none() && is_missing(&options.body) {
        return Ok(());
    }
    let init = RequestInit::new();
    if let Some(method) = &options.method {
        init.set_method(method);
    }
    if !is_missing(&options.body) {
        // Any: what counts is whether the method may have one.
        init.set_body(&JsValue::from_str(""));
    }
    Request::new_with_str_and_init("http://localhost/", &init).map(drop)
}

fn number(value: &JsValue, name: &str, least: f64) -> Result<Option<f64>, JsValue> {
    if value.is_undefined() {
        return Ok(None);
    }
    let number = to_number(value)?;
    if number >= least {
        return Ok(Some(number));
    }
    let mut message = String::from(name);
    message.push_str(" is too small or no number");
    Err(type_error(&message))
}

pub(super) fn is_missing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}

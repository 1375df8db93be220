//! Bindings of `world.js`.

use event_source_polyfill_wasm::face::{EventSourceDriver, FaceSink};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/tests/web/world.js")]
extern "C" {
    #[derive(Clone)]
    pub type World;
    #[wasm_bindgen(constructor)]
    pub fn new() -> World;
    #[wasm_bindgen(method, getter)]
    pub fn sink(this: &World) -> FaceSink;
    #[wasm_bindgen(method, setter)]
    fn set_fetch(this: &World, fetch: &JsValue);
    #[wasm_bindgen(method, setter)]
    pub fn set_init(this: &World, init: JsValue);
    #[wasm_bindgen(method, setter)]
    pub fn set_listener(this: &World, listener: &Closure<dyn FnMut()>);
    #[wasm_bindgen(method)]
    pub fn respond(this: &World);
    #[wasm_bindgen(method, js_name = respond)]
    pub fn respond_with(this: &World, status: u16, content_type: &str);
    #[wasm_bindgen(method)]
    pub fn send(this: &World, chunk: JsValue);
    #[wasm_bindgen(method)]
    pub fn end(this: &World);
    #[wasm_bindgen(method)]
    pub fn fail(this: &World, error: JsValue);
    #[wasm_bindgen(method, js_name = called)]
    fn called_promise(this: &World, count: u32) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = requested)]
    fn requested_promise(this: &World, count: u32) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = cancelled)]
    fn cancelled_promise(this: &World) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = settled)]
    fn settled_promise(this: &World) -> js_sys::Promise;
    #[wasm_bindgen(method)]
    pub fn call(this: &World, index: u32) -> String;
    #[wasm_bindgen(method, js_name = callCount)]
    pub fn call_count(this: &World) -> u32;

    pub fn value(source: &str) -> JsValue;
    #[wasm_bindgen(js_name = nameOf)]
    pub fn name_of(thrown: &JsValue) -> String;
    pub fn ask(world: &World, expression: &str) -> String;

    pub type Unhandled;
    #[wasm_bindgen(constructor)]
    pub fn watch() -> Unhandled;
    #[wasm_bindgen(method)]
    pub fn end(this: &Unhandled) -> u32;
}

/// A JavaScript expression: a chunk whose buffer was transferred.
pub(crate) const TRANSFERRED: &str = "(() => { const chunk = new Uint8Array(8); \
    structuredClone(chunk.buffer, { transfer: [chunk.buffer] }); return chunk })()";

/// What the face gives the driver besides the sink.
pub struct Given {
    pub last_event_id: &'static str,
    pub last_event_id_in_query: bool,
    /// ms; 0: off.
    pub heartbeat_timeout: f64,
    /// Bytes.
    pub max_event_size: f64,
    /// ms
    pub min_delay: f64,
    /// A JavaScript expression; the world's own without it.
    pub fetch: Option<&'static str>,
}

impl Default for Given {
    fn default() -> Self {
        Self {
            last_event_id: "",
            last_event_id_in_query: true,
            heartbeat_timeout: 0.0,
            max_event_size: f64::NAN,
            min_delay: f64::NAN,
            fetch: None,
        }
    }
}

impl World {
    pub fn driver(&self) -> EventSourceDriver {
        self.driver_with(Given::default())
    }

    pub fn driver_with(&self, given: Given) -> EventSourceDriver {
        if let Some(source) = given.fetch {
            self.set_fetch(&value(source));
        }
        EventSourceDriver::new(
            "http://h/x".into(),
            "lastEventId".into(),
            given.last_event_id.into(),
            given.last_event_id_in_query,
            given.heartbeat_timeout,
            given.max_event_size,
            true,
            given.min_delay,
            f64::NAN,
            f64::NAN,
            f64::NAN,
            f64::NAN,
            self.sink(),
        )
    }

    /// A driver whose first request has been answered with a stream.
    pub async fn open(&self) -> EventSourceDriver {
        let driver = self.driver();
        driver.connect();
        self.respond();
        self.called(1).await;
        driver
    }

    pub async fn called(&self, count: u32) {
        let _ = JsFuture::from(self.called_promise(count)).await;
    }

    pub async fn requested(&self, count: u32) {
        let _ = JsFuture::from(self.requested_promise(count)).await;
    }

    pub async fn cancelled(&self) {
        let _ = JsFuture::from(self.cancelled_promise()).await;
    }

    pub async fn settled(&self) {
        let _ = JsFuture::from(self.settled_promise()).await;
    }
}

//! The platform's monotonic clock.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::instant::Instant;

#[wasm_bindgen]
extern "C" {
    /// A global in windows, workers and Node alike.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

pub(super) fn now() -> Instant {
    Instant::from_millis(performance_now() as u64)
}

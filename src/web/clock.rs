//! One clock out of two: the monotonic one, which stands still while some machines sleep, and the
//! wall clock, which goes on but may be set.

use std::cell::Cell;

use js_sys::Date;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::instant::Instant;

#[wasm_bindgen]
extern "C" {
    /// A global in windows, workers and Node alike.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// By how much the wall clock must run ahead to be believed, in ms: less is rounding.
const SLEEP: f64 = 1_000.0;

/// The time of one source.
#[derive(Debug)]
pub(crate) struct Clock {
    performance: Cell<f64>,
    date: Cell<f64>,
    now: Cell<f64>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            performance: Cell::new(performance_now()),
            date: Cell::new(Date::now()),
            now: Cell::new(0.0),
        }
    }

    pub(crate) fn now(&self) -> Instant {
        let (performance, date) = (performance_now(), Date::now());
        let passed = performance - self.performance.replace(performance);
        let passed_on_the_wall = date - self.date.replace(date);
        let slept = passed_on_the_wall - passed > SLEEP;
        self.now.set(self.now.get() + if slept { passed_on_the_wall } else { passed });
        Instant::from_millis(self.now.get() as u64)
    }

    /// It is no earlier than that: a timer was due. Tests fake timers and leave `performance` as it is, by
    /// which the rest of a delay would never pass.
    pub(crate) fn reach(&self, instant: Instant) {
        let missing = instant.since(self.now());
        self.now.set(self.now.get() + missing as f64);
    }
}

//! The shipped wasm: all of the crate, and nothing else.

pub use event_source_polyfill_wasm::*;

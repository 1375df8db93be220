//! The shipped wasm: all of the crate, the face with it, and an allocator.

pub use event_source_polyfill_wasm::*;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

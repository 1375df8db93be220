//! The linker's part of the shipped wasm.

use std::env;

/// Frames are small and calls of the page's code do not nest deep; the default of 1 MiB would be most of
/// the memory that a page pays.
const STACK_BYTES: u32 = 128 * 1024;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|architecture| architecture == "wasm32") {
        println!("cargo:rustc-link-arg-cdylib=-zstack-size={STACK_BYTES}");
    }
}

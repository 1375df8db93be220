//! Whatever happens to a connection, and whenever, it keeps its laws.
#![no_main]

use event_stream_generator::Random;
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/support/mod.rs"]
mod support;

use support::{history, witness};

fuzz_target!(|choices: &[u8]| {
    let random = &mut Random::of_bytes(choices);
    witness::watch(&history::settings(random), &history::steps(random));
});

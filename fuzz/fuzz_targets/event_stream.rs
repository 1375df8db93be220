//! Any bytes are a stream: the oracle's outcome, however they are chunked.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/support/mod.rs"]
mod support;

use support::{interpret, oracle};

/// Lengths of the first chunks, and the stream: its rest is one chunk.
type Input<'a> = ([u8; 8], &'a [u8]);

fuzz_target!(|input: Input| {
    let (lengths, bytes) = input;
    let expected = oracle::interpret(bytes);
    assert_eq!(interpret([bytes]), expected, "in one chunk");
    assert_eq!(interpret(bytes.chunks(1)), expected, "one byte at a time");

    let mut chunks = Vec::new();
    let mut rest = bytes;
    for length in lengths {
        let (chunk, after) = rest.split_at(rest.len().min(length.into()));
        chunks.push(chunk);
        rest = after;
    }
    chunks.push(rest);
    assert_eq!(interpret(chunks), expected, "in chunks of {lengths:?}");
});

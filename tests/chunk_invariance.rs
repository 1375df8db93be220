//! Claim: the outcome does not depend on how the bytes are chunked, and is the oracle's.
//!
//! `CASES=10000000 cargo test --release --test chunk_invariance` tries more.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use event_stream_generator::{Case, Part};
use support::campaign::campaign;
use support::{interpret, oracle};

#[test]
fn any_chunking_gives_what_the_oracle_gives() {
    campaign(
        200_000,
        |random| ((), Case::draw(random).parts().to_vec()),
        |(), parts| check(parts),
        |(), parts| Case::of_parts(parts).to_string(),
    );
}

fn check(parts: &[Part]) {
    let chunks = Case::of_parts(parts).chunks();
    let bytes = chunks.concat();
    let expected = oracle::interpret(&bytes);
    assert_eq!(interpret([&bytes[..]]), expected, "in one chunk");
    assert_eq!(interpret(chunks.iter().map(Vec::as_slice)), expected, "in its chunks");
    assert_eq!(interpret(bytes.chunks(1)), expected, "one byte at a time");
}

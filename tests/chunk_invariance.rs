//! Claim: the outcome does not depend on how the bytes are chunked, and is the oracle's.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use proptest::prelude::*;
use support::{interpret, oracle};

/// Pieces of event streams, well-formed and not, so that arbitrary ones reach every branch.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            &b"data"[..], b"event", b"id", b"retry", b"heartbeatTimeout", b":", b" ", b"data: x",
            b"\n", b"\r", b"\r\n", b"\n\n", b"\xEF\xBB\xBF", b"\0", b"1", b"\xE4\xBD\xA0",
            b"\xF0\x9F\x8C\x8A", b"\xE4\xBD", b"\xF0\x9F", b"\xED\xA0\x80", b"\xC0", b"\xFF",
        ]).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn any_chunking_gives_what_the_oracle_gives(
        bytes in stream(),
        borders in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let expected = oracle::interpret(&bytes);
        prop_assert_eq!(&interpret([&bytes[..]]), &expected);
        prop_assert_eq!(&interpret(bytes.chunks(1)), &expected);

        let mut borders: Vec<_> = borders.iter().map(|border| border.index(bytes.len() + 1)).collect();
        borders.sort_unstable();
        let mut chunks = Vec::new();
        let mut start = 0;
        for border in borders.into_iter().chain([bytes.len()]) {
            chunks.push(&bytes[start..border]);
            start = border;
        }
        prop_assert_eq!(&interpret(chunks), &expected);
    }
}

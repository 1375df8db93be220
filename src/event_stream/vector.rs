//! Sixteen bytes, as the engines' vectors hold them.

use std::arch::wasm32::{u64x2, v128};

/// One load.
pub(super) fn vector(bytes: &[u8; 16]) -> v128 {
    let half = |at: usize| {
        let mut half = [0; 8];
        half.copy_from_slice(&bytes[at..at + 8]);
        u64::from_le_bytes(half)
    };
    u64x2(half(0), half(8))
}

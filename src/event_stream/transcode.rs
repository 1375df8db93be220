//! UTF-8 decode (Encoding §6) into UTF-16: validated, counted and written in one pass. U+FFFD stands for
//! each maximal part of an ill-formed sequence.
//!
//! What is written in characters of three bytes, as Chinese is, comes in runs of them. The engines' vectors
//! do five at once.

/// Bytes that are looked at together where they may be ASCII.
const RUN: usize = 8;

/// Appends what `bytes` say.
pub(super) fn transcode(text: &mut Vec<u16>, bytes: &[u8]) {
    let before = text.len();
    // No character has more units than bytes.
    text.resize(before + bytes.len(), 0);
    let written = write(&mut text[before..], bytes);
    text.truncate(before + written);
}

/// Gives how many units were written.
fn write(text: &mut [u16], bytes: &[u8]) -> usize {
    let mut written = 0;
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        if let Some((run, after)) = rest.split_first_chunk::<RUN>()
            && run.is_ascii()
        {
            for (unit, byte) in text[written..].iter_mut().zip(run) {
                *unit = u16::from(*byte);
            }
            written += RUN;
            rest = after;
            continue;
        }
        let characters = if first < 0xE0 { 0 } else { of_three_bytes(&mut text[written..], rest) };
        if characters > 0 {
            written += characters;
            rest = &rest[3 * characters..];
            continue;
        }
        let (character, length) = match *rest {
            [0..0x80, ..] => (first.into(), 1),
            [a @ 0xC2..=0xDF, b @ 0x80..=0xBF, ..] => ((u32::from(a) & 0x1F) << 6 | low(b), 2),
            _ => character(rest),
        };
        rest = &rest[length..];
        if character < 0x1_0000 {
            text[written] = character as u16;
        } else {
            let beyond = character - 0x1_0000;
            text[written] = 0xD800 | (beyond >> 10) as u16;
            written += 1;
            text[written] = 0xDC00 | (beyond & 0x3FF) as u16;
        }
        written += 1;
    }
    written
}

/// Writes the characters of three bytes that `bytes` begin with, apart from those whose second byte is
/// restricted. Gives how many.
fn of_three_bytes(text: &mut [u16], bytes: &[u8]) -> usize {
    let mut written = vectors::of_three_bytes(text, bytes);
    while let Some([a @ (0xE1..=0xEC | 0xEE | 0xEF), b @ 0x80..=0xBF, c @ 0x80..=0xBF, ..]) =
        bytes.get(3 * written..)
    {
        text[written] = (u16::from(*a) << 12) | (u16::from(*b) & 0x3F) << 6 | u16::from(*c) & 0x3F;
        written += 1;
    }
    written
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vectors {
    use std::arch::wasm32::{
        i16x8_all_true, u8x16_shuffle, u16x8_eq, u16x8_extract_lane, u16x8_ge, u16x8_ne, u16x8_shl,
        u16x8_shr, u16x8_splat, v128, v128_and, v128_or,
    };

    use crate::vector::vector;

    /// Whole characters in a vector.
    const CHARACTERS: usize = 5;

    /// Those that are in vectors full of them.
    pub(super) fn of_three_bytes(text: &mut [u16], bytes: &[u8]) -> usize {
        let mut written = 0;
        while let Some(block) = bytes.get(3 * written..).and_then(<[u8]>::first_chunk)
            && let Some(units) = text[written..].first_chunk_mut()
            && let Some(characters) = characters(vector(block))
        {
            *units = lanes(characters);
            written += CHARACTERS;
        }
        written
    }

    /// A unit each, and the first ones again: a vector has eight.
    fn characters(bytes: v128) -> Option<v128> {
        let zero = u16x8_splat(0);
        // The second and third byte of each; its first.
        let rest = u8x16_shuffle::<2, 1, 5, 4, 8, 7, 11, 10, 14, 13, 2, 1, 5, 4, 8, 7>(bytes, zero);
        let first =
            u8x16_shuffle::<0, 16, 3, 16, 6, 16, 9, 16, 12, 16, 0, 16, 3, 16, 6, 16>(bytes, zero);
        let masked = |of: v128, mask: u16| v128_and(of, u16x8_splat(mask));
        let is = |of: v128, pattern: u16| u16x8_eq(of, u16x8_splat(pattern));
        let units = v128_or(
            u16x8_shl(first, 12),
            v128_or(u16x8_shr(masked(rest, 0x3F00), 2), masked(rest, 0x003F)),
        );
        let of_three =
            v128_and(is(masked(first, 0x00F0), 0x00E0), is(masked(rest, 0xC0C0), 0x8080));
        // Neither longer than it need be nor a surrogate.
        let fit = v128_and(
            u16x8_ge(units, u16x8_splat(0x0800)),
            u16x8_ne(masked(units, 0xF800), u16x8_splat(0xD800)),
        );
        i16x8_all_true(v128_and(of_three, fit)).then_some(units)
    }

    /// A store each: safe code has none for a vector.
    fn lanes(units: v128) -> [u16; 8] {
        [
            u16x8_extract_lane::<0>(units),
            u16x8_extract_lane::<1>(units),
            u16x8_extract_lane::<2>(units),
            u16x8_extract_lane::<3>(units),
            u16x8_extract_lane::<4>(units),
            u16x8_extract_lane::<5>(units),
            u16x8_extract_lane::<6>(units),
            u16x8_extract_lane::<7>(units),
        ]
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod vectors {
    /// There are none.
    pub(super) const fn of_three_bytes(_text: &mut [u16], _bytes: &[u8]) -> usize {
        0
    }
}

/// What `bytes` say, as a string. Few are: inlined it is the caller's, who is compiled for size.
#[inline]
pub(super) fn decode(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let (character, length) = if first < 0x80 { (first.into(), 1) } else { character(rest) };
        text.push(char::from_u32(character).unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = &rest[length..];
    }
    text
}

/// The character, not in ASCII, that `bytes` begin with, and its length; U+FFFD for what is none, and
/// its maximal part.
fn character(bytes: &[u8]) -> (u32, usize) {
    const ILL_FORMED: u32 = 0xFFFD;
    let first = bytes[0];
    let (more, second) = match first {
        0xC2..=0xDF => (1, 0x80..=0xBF),
        0xE0 => (2, 0xA0..=0xBF),
        0xED => (2, 0x80..=0x9F),
        0xE1..=0xEF => (2, 0x80..=0xBF),
        0xF0 => (3, 0x90..=0xBF),
        0xF1..=0xF3 => (3, 0x80..=0xBF),
        0xF4 => (3, 0x80..=0x8F),
        _ => return (ILL_FORMED, 1),
    };
    let mut character = u32::from(first) & (0x3F >> more);
    let mut expected = second;
    for length in 1..=more {
        match bytes.get(length) {
            Some(byte) if expected.contains(byte) => character = character << 6 | low(*byte),
            _ => return (ILL_FORMED, length),
        }
        expected = 0x80..=0xBF;
    }
    (character, more + 1)
}

/// The bits of a byte that goes on.
const fn low(byte: u8) -> u32 {
    byte as u32 & 0x3F
}

#[cfg(test)]
mod tests {
    //! Claim: it is what the standard library's lossy decoding gives, for every beginning of a sequence
    //! and every way to break it off.

    use super::{decode, transcode};

    #[track_caller]
    fn check(bytes: &[u8]) {
        let mut text = vec![7];
        transcode(&mut text, bytes);
        let expected: Vec<u16> =
            std::iter::once(7).chain(String::from_utf8_lossy(bytes).encode_utf16()).collect();
        assert_eq!(text, expected, "{bytes:x?}");
        assert_eq!(decode(bytes), String::from_utf8_lossy(bytes));
    }

    #[test]
    fn all_of_two_bytes_and_edges_of_more() {
        let edges = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1,
            0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
        ];
        for first in 0..=255 {
            check(&[first]);
            for second in 0..=255 {
                check(&[first, second]);
                for third in edges {
                    check(&[first, second, third]);
                }
            }
        }
        for first in edges {
            for second in edges {
                for third in edges {
                    for fourth in edges {
                        check(&[first, second, third, fourth]);
                        check(&[b'x', first, second, third, fourth, b'y']);
                    }
                }
            }
        }
    }

    #[test]
    fn every_character_and_runs_of_ascii_of_every_length() {
        for character in '\0'..=char::MAX {
            check(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        for before in 0..20 {
            for after in 0..20 {
                check(format!("{}你{}", "x".repeat(before), "y".repeat(after)).as_bytes());
            }
        }
    }
}

//! UTF-8 decode (Encoding §6) into UTF-16: validated, counted and written in one pass. U+FFFD stands for
//! each maximal part of an ill-formed sequence.

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
        let (character, length) = match *rest {
            [0..0x80, ..] => (first.into(), 1),
            // Most of what is not ASCII.
            [a @ 0xE1..=0xEC, b @ 0x80..=0xBF, c @ 0x80..=0xBF, ..] => (of_three(a, b, c), 3),
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

/// What `bytes` say, as a string.
#[cold]
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

const fn of_three(a: u8, b: u8, c: u8) -> u32 {
    (a as u32 & 0xF) << 12 | low(b) << 6 | low(c)
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

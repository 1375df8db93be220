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
        if first < 0x80 {
            while let Some((run, after)) = rest.split_first_chunk::<RUN>() {
                if !run.is_ascii() {
                    break;
                }
                for (unit, byte) in text[written..].iter_mut().zip(run) {
                    *unit = u16::from(*byte);
                }
                written += RUN;
                rest = after;
            }
            while let [byte @ 0..0x80, after @ ..] = rest {
                text[written] = u16::from(*byte);
                written += 1;
                rest = after;
            }
            continue;
        }
        let (character, length) = character(rest);
        rest = &rest[length..];
        if let Ok(unit) = u16::try_from(character) {
            text[written] = unit;
            written += 1;
        } else {
            let beyond = character - 0x1_0000;
            text[written] = 0xD800 | (beyond >> 10) as u16;
            text[written + 1] = 0xDC00 | (beyond & 0x3FF) as u16;
            written += 2;
        }
    }
    written
}

/// The character, not in ASCII, that `bytes` begin with, and its length; U+FFFD for what is none.
#[inline(always)]
fn character(bytes: &[u8]) -> (u32, usize) {
    let low = |byte: u8| u32::from(byte & 0x3F);
    match *bytes {
        [a @ 0xE1..=0xEC | a @ 0xEE..=0xEF, b @ 0x80..=0xBF, c @ 0x80..=0xBF, ..]
        | [a @ 0xE0, b @ 0xA0..=0xBF, c @ 0x80..=0xBF, ..]
        | [a @ 0xED, b @ 0x80..=0x9F, c @ 0x80..=0xBF, ..] => {
            (u32::from(a & 0xF) << 12 | low(b) << 6 | low(c), 3)
        }
        [a @ 0xC2..=0xDF, b @ 0x80..=0xBF, ..] => (u32::from(a & 0x1F) << 6 | low(b), 2),
        [a @ 0xF1..=0xF3, b @ 0x80..=0xBF, c @ 0x80..=0xBF, d @ 0x80..=0xBF, ..]
        | [a @ 0xF0, b @ 0x90..=0xBF, c @ 0x80..=0xBF, d @ 0x80..=0xBF, ..]
        | [a @ 0xF4, b @ 0x80..=0x8F, c @ 0x80..=0xBF, d @ 0x80..=0xBF, ..] => {
            (u32::from(a & 7) << 18 | low(b) << 12 | low(c) << 6 | low(d), 4)
        }
        _ => (0xFFFD, ill_formed(bytes)),
    }
}

/// How much of an ill-formed sequence one U+FFFD stands for.
#[cold]
fn ill_formed(bytes: &[u8]) -> usize {
    match *bytes {
        [0xF1..=0xF3, 0x80..=0xBF, 0x80..=0xBF, ..]
        | [0xF0, 0x90..=0xBF, 0x80..=0xBF, ..]
        | [0xF4, 0x80..=0x8F, 0x80..=0xBF, ..] => 3,
        [0xE1..=0xEC | 0xEE..=0xEF | 0xF1..=0xF3, 0x80..=0xBF, ..]
        | [0xE0, 0xA0..=0xBF, ..]
        | [0xED, 0x80..=0x9F, ..]
        | [0xF0, 0x90..=0xBF, ..]
        | [0xF4, 0x80..=0x8F, ..] => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    //! Claim: it is what the standard library's lossy decoding gives, for every beginning of a sequence
    //! and every way to break it off.

    use super::transcode;

    #[track_caller]
    fn check(bytes: &[u8]) {
        let mut text = vec![7];
        transcode(&mut text, bytes);
        let expected: Vec<u16> =
            std::iter::once(7).chain(String::from_utf8_lossy(bytes).encode_utf16()).collect();
        assert_eq!(text, expected, "{bytes:x?}");
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

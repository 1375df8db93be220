//! A stream: lines of fields and what breaks them.

use crate::field::{Size, field};
use crate::random::Random;
use crate::text::{BYTE_ORDER_MARK, text};

const ENDINGS: &[&[u8]] = &[b"\n", b"\r\n", b"\r"];

/// The pieces of a stream, in order.
pub(crate) fn stream(random: &mut Random<'_>) -> Vec<Vec<u8>> {
    let mut pieces = opening(random);
    let endings = match random.below(8) {
        0 => &ENDINGS[0..1],
        1 => &ENDINGS[1..2],
        2 => &ENDINGS[2..3],
        _ => ENDINGS,
    };
    let size = size(random);
    let lines = random.pick(&[3, 1, 8, 8, 20, 20, 40]);
    for _ in 0..random.below(lines + 1) {
        line(random, endings, size, &mut pieces);
    }
    close(random, endings, &mut pieces);
    pieces
}

/// What stands where one byte order mark is dropped: none, one, two, a part of one, or a near miss.
fn opening(random: &mut Random<'_>) -> Vec<Vec<u8>> {
    let mark = BYTE_ORDER_MARK.as_bytes();
    match random.below(16) {
        10 | 11 => vec![mark.to_vec()],
        12 => vec![mark.to_vec(), mark.to_vec()],
        13 => vec![mark[..1 + random.below(2)].to_vec()],
        14 => vec![mark.to_vec(), mark[..1 + random.below(2)].to_vec()],
        15 => vec![random.pick(&[&b"\n\xEF\xBB\xBF"[..], b"\xFE\xFF", b"\xEF\xBB\xBE"]).to_vec()],
        _ => Vec::new(),
    }
}

/// Most lines are short, so that many cases are cheap; some exceed what is kept between lines.
fn size(random: &mut Random<'_>) -> Size {
    match random.below(1024) {
        0..1000 => Size::Short,
        1000..1023 => Size::Long(8, 1 + random.below(3_000)),
        _ => Size::Long(4, 1 + random.below(100_000)),
    }
}

fn line(random: &mut Random<'_>, endings: &[&[u8]], size: Size, pieces: &mut Vec<Vec<u8>>) {
    match random.below(64) {
        // The end of an event.
        0..20 => {}
        20..24 => pieces.push([b":", &*text(random, 8)].concat()),
        24 | 25 => pieces.push(text(random, 2)),
        26 => pieces.push((0..random.below(8)).map(|_| random.below(256) as u8).collect()),
        27 => {
            pieces.push(BYTE_ORDER_MARK.as_bytes().to_vec());
            pieces.extend(field(random, size));
        }
        _ => pieces.extend(field(random, size)),
    }
    // A line that runs into the next one.
    if !random.once_in(48) {
        pieces.push(random.pick(endings).to_vec());
    }
}

/// The end of the stream: the last event is complete, or something of it is missing.
fn close(random: &mut Random<'_>, endings: &[&[u8]], pieces: &mut Vec<Vec<u8>>) {
    match random.below(8) {
        0 => {}
        1 => pieces.extend(field(random, Size::Short)),
        2 => {
            pieces.extend(field(random, Size::Short));
            pieces.push(random.pick(endings).to_vec());
        }
        // Broken off anywhere, as a connection may be.
        3 => {
            pieces.truncate(random.below(pieces.len() + 1));
            if let Some(last) = pieces.last_mut() {
                last.truncate(random.below(last.len() + 1));
            }
        }
        _ => {
            pieces.push(b"data: last".to_vec());
            pieces.push(random.pick(endings).to_vec());
            pieces.push(random.pick(endings).to_vec());
        }
    }
}

//! Where chunks end.

use crate::random::Random;

/// A TCP segment on Ethernet: what a browser often reads at a time.
const SEGMENT: usize = 1460;

/// Above this one byte at a time costs more than it finds.
const BYTEWISE: usize = 2_000;

/// Positions in the joined `pieces` where a chunk ends, in order; an empty chunk has its two ends
/// at one position. The end of the stream is none of them.
pub(crate) fn borders(random: &mut Random<'_>, pieces: &[Vec<u8>]) -> Vec<usize> {
    let length = pieces.iter().map(Vec::len).sum();
    match random.below(8) {
        // All in one.
        0 => Vec::new(),
        1 if length <= BYTEWISE => (1..length).collect(),
        // Every border of the grammar: between name and colon, before and after each line's end.
        2 => pieces
            .iter()
            .scan(0, |position, piece| {
                *position += piece.len();
                Some(*position)
            })
            .collect(),
        // Inside every piece: CR from LF, a character from itself.
        3 => pieces
            .iter()
            .scan(0, |position, piece| {
                let start = *position;
                *position += piece.len();
                Some(start + random.below(piece.len() + 1))
            })
            .collect(),
        4 => (1..length.div_ceil(SEGMENT)).map(|segment| segment * SEGMENT).collect(),
        5 => {
            let size = 1 + random.below(16);
            (1..length.div_ceil(size)).map(|chunk| chunk * size).take(BYTEWISE).collect()
        }
        _ => {
            let count = random.below(6);
            let mut borders: Vec<_> = (0..count).map(|_| random.below(length + 1)).collect();
            borders.sort_unstable();
            borders
        }
    }
}

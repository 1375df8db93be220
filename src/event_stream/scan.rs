//! The searches of the event stream: all that looks for something in its bytes is here, so that a
//! test can count what they look at.
//!
//! One pass over a chunk finds where its lines end, whether it is ASCII and how long its text is. The
//! engines' vectors do sixteen bytes at once; elsewhere the same is said byte by byte.

/// Bytes that are looked at together, a bit of a mask each.
pub(super) const BLOCK: usize = 32;

/// What a block of bytes has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// A bit for each CR and LF, the first byte's the lowest.
    pub(super) line_ends: u32,
    pub(super) is_ascii: bool,
    /// UTF-16 units: one for each byte that opens a character, two for one of four bytes.
    pub(super) units: u32,
}

/// Looks at a block; behind the end of `bytes` are none.
pub(super) fn look(bytes: &[u8]) -> Block {
    #[cfg(test)]
    tests::count(bytes.len());
    match bytes.first_chunk() {
        Some(block) => vectors::look(block),
        None => {
            let mut block = [0; BLOCK];
            for (place, byte) in block.iter_mut().zip(bytes) {
                *place = *byte;
            }
            let found = vectors::look(&block);
            Block { units: found.units - (BLOCK - bytes.len()) as u32, ..found }
        }
    }
}

/// Whether U+0000 NULL is in `text`.
#[inline(never)]
pub(super) fn contains_null(text: &[u8]) -> bool {
    let place = text.iter().position(|byte| *byte == 0);
    #[cfg(test)]
    tests::count(place.map_or(text.len(), |place| place + 1));
    place.is_some()
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vectors {
    use std::arch::wasm32::{
        i8x16_gt, i8x16_splat, u8x16_bitmask, u8x16_eq, u8x16_ge, u8x16_splat, v128, v128_or,
    };

    use super::{BLOCK, Block};
    use crate::vector::vector;

    pub(super) fn look(block: &[u8; BLOCK]) -> Block {
        let (halves, _) = block.as_chunks();
        let (low, high) = (vector(&halves[0]), vector(&halves[1]));
        let mask = |of: fn(v128) -> v128| {
            u32::from(u8x16_bitmask(of(low))) | u32::from(u8x16_bitmask(of(high))) << 16
        };
        let line_ends = mask(|bytes| {
            v128_or(u8x16_eq(bytes, u8x16_splat(b'\n')), u8x16_eq(bytes, u8x16_splat(b'\r')))
        });
        let is_ascii = u8x16_bitmask(v128_or(low, high)) == 0;
        let units = if is_ascii {
            BLOCK as u32
        } else {
            let opening = mask(|bytes| i8x16_gt(bytes, i8x16_splat(0xBF_u8 as i8)));
            let of_four = mask(|bytes| u8x16_ge(bytes, u8x16_splat(0xF0)));
            opening.count_ones() + of_four.count_ones()
        };
        Block { line_ends, is_ascii, units }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod vectors {
    use super::{BLOCK, Block};

    pub(super) fn look(block: &[u8; BLOCK]) -> Block {
        let mut line_ends = 0;
        for (place, byte) in block.iter().enumerate() {
            line_ends |= u32::from(*byte == b'\n' || *byte == b'\r') << place;
        }
        let is_ascii = block.is_ascii();
        let units = |byte: &u8| u8::from(byte & 0xC0 != 0x80) + u8::from(*byte >= 0xF0);
        let units = if is_ascii { BLOCK as u8 } else { block.iter().map(units).sum() };
        Block { line_ends, is_ascii, units: units.into() }
    }
}

#[cfg(test)]
mod tests {
    //! Claim: the searches look at no more than twice the bytes of a stream, however it is chunked.

    use std::cell::Cell;

    use event_stream_generator::{Case, Random};

    use super::{BLOCK, Block, look};
    use crate::EventStream;

    thread_local!(static SEARCHED: Cell<usize> = const { Cell::new(0) });

    pub(super) fn count(bytes: usize) {
        SEARCHED.set(SEARCHED.get() + bytes);
    }

    #[track_caller]
    fn check<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) {
        let mut stream = EventStream::new(String::new(), usize::MAX / 2);
        let mut fed = 0;
        SEARCHED.set(0);
        for chunk in chunks {
            stream.feed(chunk).expect("below the limit");
            let batch = stream.take_batch();
            stream.recycle(batch);
            fed += chunk.len();
            assert!(SEARCHED.get() >= fed / 2, "{} of {fed} bytes: not counted", SEARCHED.get());
            assert!(SEARCHED.get() <= 2 * fed, "{} for {fed} bytes", SEARCHED.get());
        }
    }

    #[track_caller]
    fn check_chunked(stream: &[u8]) {
        for size in [1, 2, 7, 1460, 64 * 1024, usize::MAX] {
            check(stream.chunks(size));
        }
    }

    #[test]
    fn a_block_is_what_its_bytes_say() {
        for byte in 0..=255 {
            for length in 0..=BLOCK {
                for place in 0..length {
                    let mut bytes = vec![b'x'; length];
                    bytes[place] = byte;
                    let ends = u32::from(byte == b'\n' || byte == b'\r') << place;
                    let units = match byte {
                        0x80..0xC0 => length - 1,
                        0xF0.. => length + 1,
                        _ => length,
                    };
                    let block =
                        Block { line_ends: ends, is_ascii: byte < 0x80, units: units as u32 };
                    assert_eq!(look(&bytes), block, "{byte:x} at {place} of {length}");
                }
            }
        }
    }

    #[test]
    fn one_long_line() {
        check_chunked(&[b"data: ", &*vec![b'x'; 300_000], b"\n\n"].concat());
        check_chunked(&[b"id: ", &*vec![b'x'; 300_000], b"\n\n"].concat());
        check_chunked(&vec![b':'; 300_000]);
    }

    #[test]
    fn many_short_lines() {
        for block in ["\n", "\r", "\r\n", "id:1\n", "data\n", "event:t\r\nid:1\r\ndata:x\r\n\r\n"] {
            check_chunked(block.repeat(30_000).as_bytes());
        }
    }

    #[test]
    fn generated_streams() {
        for index in 0..2_000 {
            let chunks = Case::draw(&mut Random::new(1, index)).chunks();
            check(chunks.iter().map(Vec::as_slice));
        }
    }
}

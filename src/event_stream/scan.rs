//! The searches of the event stream: all that looks for something in its bytes is here, so that a
//! test can count what they look at.

use memchr::memchr2;

/// Where the first line of `bytes` ends.
pub(super) fn line_end(bytes: &[u8]) -> Option<usize> {
    let end = memchr2(b'\n', b'\r', bytes);
    #[cfg(test)]
    tests::count(end.map_or(bytes.len(), |end| end + 1));
    end
}

/// Where the last complete line of `bytes` ends. Not `memrchr2`: of these blocks the compiler makes
/// vectors as well, in less code.
pub(super) fn last_line_end(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 64;
    let is_end = |byte: &u8| *byte == b'\n' || *byte == b'\r';
    let mut blocks = bytes.rchunks(BLOCK);
    let mut before = bytes.len();
    let end = blocks.find_map(|block| {
        before -= block.len();
        let some = block.iter().fold(false, |some, byte| some | is_end(byte));
        if some { block.iter().rposition(is_end).map(|end| before + end) } else { None }
    });
    #[cfg(test)]
    tests::count(bytes.len() - end.unwrap_or(0));
    end
}

/// Whether U+0000 NULL is in `text`.
pub(super) fn contains_null(text: &str) -> bool {
    let place = text.bytes().position(|byte| byte == 0);
    #[cfg(test)]
    tests::count(place.map_or(text.len(), |place| place + 1));
    place.is_some()
}

#[cfg(test)]
mod tests {
    //! Claim: the searches look at no more than twice the bytes of a stream, however it is chunked.

    use std::cell::Cell;

    use event_stream_generator::{Case, Random};

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

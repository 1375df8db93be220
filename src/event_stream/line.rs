//! Bytes to lines (HTML §9.2.6): LF, CR LF and CR each end a line, one leading BOM is dropped.
//!
//! All lines that a chunk completes are validated at once and cut from one string. Where they are
//! ill-formed each is decoded on its own, which is exact: the UTF-8 decoder never takes an ASCII
//! byte into a sequence, so every CR, LF and colon stands for itself.

use std::borrow::Cow;
use std::ops::Range;

use super::FIELD_NAMES;
use super::batch::utf16_length;
use super::scan::{last_line_end, line_end};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What says of every line which field it is: the longest name, its colon, a BOM before it.
const LONGEST_BEGINNING: usize = 20;

/// Kept between lines; what a longer line needed is given back when it ends.
const KEPT_CAPACITY: usize = 64 * 1024;

/// Splits chunks into lines and carries the unfinished line over, each byte copied at most once. Of a
/// line that no field can come of, a comment say, nothing is kept, however long it is.
#[derive(Debug)]
pub(super) struct Lines {
    unfinished: Vec<u8>,
    beginning: Beginning,
    /// The last line ended in CR: a LF that comes next belongs to it.
    after_cr: bool,
    first: bool,
}

/// What is known of the line that has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beginning {
    /// Whatever comes next.
    Any,
    /// A field.
    Field,
    /// No field: nothing is kept of it.
    Ignored,
}

/// One line, without its ending.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Whether it and the lines around it are ASCII; of a line in other company this is not known.
    pub(super) is_ascii: bool,
}

impl Lines {
    pub(super) const fn new() -> Self {
        Self { unfinished: Vec::new(), beginning: Beginning::Any, after_cr: false, first: true }
    }

    /// Passes every line that `chunk` completes to `each`, and stops at the first error of it.
    pub(super) fn split<E>(
        &mut self,
        chunk: &[u8],
        mut each: impl FnMut(Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = self.after_ending(chunk);
        if self.beginning != Beginning::Any || !self.unfinished.is_empty() {
            let end = line_end(rest);
            self.keep(&rest[..end.unwrap_or(rest.len())]);
            let Some(end) = end else { return Ok(()) };
            let beginning = std::mem::replace(&mut self.beginning, Beginning::Any);
            self.first = false;
            if beginning != Beginning::Ignored {
                let mut whole = std::mem::take(&mut self.unfinished);
                let lines = Decoded::new(&whole);
                let result = lines.pass(0..whole.len(), &mut each);
                if whole.capacity() <= KEPT_CAPACITY {
                    whole.clear();
                    self.unfinished = whole;
                }
                result?;
            }
            self.after_cr = rest[end] == b'\r';
            rest = self.after_ending(&rest[end + 1..]);
        }
        if let Some(last) = last_line_end(rest) {
            let (complete, unfinished) = rest.split_at(last + 1);
            rest = unfinished;
            self.after_cr = complete[last] == b'\r';
            let lines = Decoded::new(self.after_byte_order_mark(complete));
            let mut start = 0;
            while let Some(length) = line_end(&lines.bytes[start..]) {
                let end = start + length;
                lines.pass(start..end, &mut each)?;
                start = end + 1;
                if lines.bytes[end..].starts_with(b"\r\n") {
                    start += 1;
                }
            }
            rest = self.after_ending(rest);
        }
        self.keep(rest);
        Ok(())
    }

    /// Keeps what there is more of the line that has not ended, if it matters.
    fn keep(&mut self, more: &[u8]) {
        let mut more = more;
        if self.beginning == Beginning::Any {
            let (beginning, rest) = more.split_at(more.len().min(LONGEST_BEGINNING));
            self.unfinished.extend_from_slice(beginning);
            self.beginning = self.look();
            more = rest;
        }
        if self.beginning == Beginning::Ignored {
            self.unfinished.clear();
        } else {
            self.unfinished.extend_from_slice(more);
        }
    }

    fn look(&mut self) -> Beginning {
        if self.first {
            if self.unfinished.starts_with(BYTE_ORDER_MARK) {
                self.unfinished.drain(..BYTE_ORDER_MARK.len());
            } else if BYTE_ORDER_MARK.starts_with(&self.unfinished) {
                return Beginning::Any;
            }
            self.first = false;
        }
        let line = &*self.unfinished;
        let is_field = |name: &&str| {
            line.strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b":"))
        };
        if FIELD_NAMES.iter().any(is_field) {
            Beginning::Field
        } else if FIELD_NAMES.iter().any(|name| name.as_bytes().starts_with(line)) {
            Beginning::Any
        } else {
            Beginning::Ignored
        }
    }

    /// Bytes of the field that has not ended yet.
    pub(super) fn unfinished(&self) -> usize {
        if self.beginning == Beginning::Field { self.unfinished.len() } else { 0 }
    }

    fn after_ending<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        if bytes.is_empty() || !std::mem::take(&mut self.after_cr) {
            return bytes;
        }
        bytes.strip_prefix(b"\n").unwrap_or(bytes)
    }

    fn after_byte_order_mark<'a>(&mut self, lines: &'a [u8]) -> &'a [u8] {
        if !std::mem::replace(&mut self.first, false) {
            return lines;
        }
        lines.strip_prefix(BYTE_ORDER_MARK).unwrap_or(lines)
    }
}

/// Complete lines.
struct Decoded<'a> {
    bytes: &'a [u8],
    /// `None` where they are ill-formed.
    text: Option<&'a str>,
    is_ascii: bool,
}

impl<'a> Decoded<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let text = str::from_utf8(bytes).ok();
        Self { bytes, text, is_ascii: text.is_some() && utf16_length(bytes) == bytes.len() }
    }

    /// Passes one line. UTF-8 decode puts U+FFFD for each maximal part of an ill-formed sequence, as
    /// the Encoding Standard's decoder does.
    #[inline(always)]
    fn pass<R>(&self, line: Range<usize>, each: &mut impl FnMut(Line<'_>) -> R) -> R {
        let text = match self.text {
            Some(text) => Cow::Borrowed(&text[line]),
            None => String::from_utf8_lossy(&self.bytes[line]),
        };
        each(Line { text: &text, is_ascii: self.is_ascii })
    }
}

#[cfg(test)]
mod tests {
    //! Claim: of a line that is ignored nothing is kept, and of a field all.

    use super::{KEPT_CAPACITY, Lines};

    const LONG: usize = 300_000;

    /// The most memory that the unfinished line takes, and how many lines are passed on.
    fn feed(line: &str, size: usize) -> (usize, usize) {
        let mut lines = Lines::new();
        let (mut most, mut passed) = (0, 0);
        for chunk in [line.as_bytes(), &[b'x'; LONG], b"\n"].concat().chunks(size) {
            let count = |_: super::Line<'_>| {
                passed += 1;
                Ok::<(), ()>(())
            };
            lines.split(chunk, count).expect("no error");
            most = most.max(lines.unfinished.capacity());
        }
        (most, passed)
    }

    #[test]
    fn an_ignored_line_takes_no_memory_in_whatever_chunks() {
        for line in [":", ": data:", "x", "datax:", "dat:", "data :", " data:", "\u{FEFF}:", "ids"]
        {
            for size in [1, 2, 7, 1_460] {
                assert_eq!(feed(line, size).1, 0, "{line} in {size}");
                assert!(feed(line, size).0 <= 64, "{line} in {size}: {}", feed(line, size).0);
            }
        }
    }

    #[test]
    fn a_field_is_kept_until_it_ends_in_whatever_chunks() {
        for line in ["data:", "event:", "id:", "retry:", "heartbeatTimeout:", "\u{FEFF}data:"] {
            for size in [1, 2, 7, 1_460] {
                let (most, passed) = feed(line, size);
                assert!(most >= LONG && passed == 1, "{line} in {size}");
            }
        }
        let mut lines = Lines::new();
        for chunk in [&b"data:"[..], &[b'x'; LONG], b"\n"] {
            lines.split(chunk, |_| Ok::<(), ()>(())).expect("no error");
        }
        assert!(lines.unfinished.capacity() <= KEPT_CAPACITY, "and given back");
    }
}

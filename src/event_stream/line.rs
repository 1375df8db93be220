//! Bytes to lines (HTML §9.2.6): LF, CR LF and CR each end a line, one leading BOM is dropped.
//!
//! Lines stay bytes: the UTF-8 decoder never takes an ASCII byte into a sequence, so every CR, LF and
//! colon stands for itself, and a value can be decoded on its own.

use super::scan::{BLOCK, look};
use super::text::is_ascii;
use super::{FIELD_NAMES, is_field};

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
    /// What is unfinished is ASCII.
    is_ascii: bool,
    /// The last line ended in CR: a LF that comes next belongs to it.
    after_cr: bool,
    first: bool,
    received: u64,
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
    pub(super) bytes: &'a [u8],
    /// Whether it and what came before it are ASCII; of a line in other company this is not known.
    pub(super) is_ascii: bool,
}

impl Lines {
    pub(super) const fn new() -> Self {
        Self {
            unfinished: Vec::new(),
            beginning: Beginning::Any,
            is_ascii: true,
            after_cr: false,
            first: true,
            received: 0,
        }
    }

    /// Passes every line that `chunk` completes to `each`, and stops at the first error of it.
    pub(super) fn split<E>(
        &mut self,
        chunk: &[u8],
        mut each: impl FnMut(Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut start = 0;
        for (index, bytes) in chunk.chunks(BLOCK).enumerate() {
            let block = look(bytes);
            self.received += u64::from(block.units);
            self.is_ascii &= block.is_ascii;
            let mut line_ends = block.line_ends;
            while line_ends != 0 {
                let end = index * BLOCK + line_ends.trailing_zeros() as usize;
                line_ends &= line_ends - 1;
                let Some((line, [ending, ..])) = chunk[start..].split_at_checked(end - start)
                else {
                    break;
                };
                let belongs = self.after_cr && line.is_empty() && *ending == b'\n';
                self.after_cr = *ending == b'\r';
                start = end + 1;
                if !belongs {
                    self.end(line, &mut each)?;
                }
            }
        }
        let rest = chunk.get(start..).unwrap_or_default();
        self.after_cr &= rest.is_empty();
        if self.unfinished.is_empty() && !self.is_ascii {
            // What has ended may have been the reason.
            self.is_ascii = is_ascii(rest);
        }
        self.keep(rest);
        Ok(())
    }

    /// `line` is the rest of one, or all.
    fn end<E>(
        &mut self,
        line: &[u8],
        each: &mut impl FnMut(Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let is_ascii = self.is_ascii;
        if self.beginning == Beginning::Any && self.unfinished.is_empty() {
            let bytes = self.after_byte_order_mark(line);
            return each(Line { bytes, is_ascii });
        }
        self.keep(line);
        self.first = false;
        if std::mem::replace(&mut self.beginning, Beginning::Any) == Beginning::Ignored {
            return Ok(());
        }
        each(Line { bytes: &self.unfinished, is_ascii })?;
        self.unfinished.clear();
        if self.unfinished.capacity() > KEPT_CAPACITY {
            self.unfinished = Vec::new();
        }
        Ok(())
    }

    /// Keeps what there is more of the line that has not ended, if it matters.
    fn keep(&mut self, more: &[u8]) {
        let mut more = more;
        if self.beginning == Beginning::Any {
            let (beginning, rest) = more.split_at(more.len().min(LONGEST_BEGINNING));
            self.unfinished.extend_from_slice(beginning);
            self.beginning = self.recognize();
            more = rest;
        }
        if self.beginning == Beginning::Ignored {
            self.unfinished.clear();
        } else {
            self.unfinished.extend_from_slice(more);
        }
    }

    fn recognize(&mut self) -> Beginning {
        if self.first {
            if self.unfinished.starts_with(BYTE_ORDER_MARK) {
                self.unfinished.drain(..BYTE_ORDER_MARK.len());
            } else if BYTE_ORDER_MARK.starts_with(&self.unfinished) {
                return Beginning::Any;
            }
            self.first = false;
        }
        let line = &*self.unfinished;
        if FIELD_NAMES.iter().any(|name| name.starts_with(line)) {
            Beginning::Any
        } else if is_field(line) {
            Beginning::Field
        } else {
            Beginning::Ignored
        }
    }

    /// Bytes of the field that has not ended yet.
    pub(super) fn unfinished(&self) -> usize {
        if self.beginning == Beginning::Field { self.unfinished.len() } else { 0 }
    }

    /// What was split so far, in UTF-16 units.
    pub(super) const fn received(&self) -> u64 {
        self.received
    }

    fn after_byte_order_mark<'a>(&mut self, line: &'a [u8]) -> &'a [u8] {
        if !std::mem::replace(&mut self.first, false) {
            return line;
        }
        line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line)
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

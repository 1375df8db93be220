//! Bytes to lines (HTML §9.2.6): LF, CR LF and CR each end a line, one leading BOM is dropped.
//!
//! All lines that a chunk completes are validated at once and cut from one string. Where they are
//! ill-formed each is decoded on its own, which is exact: the UTF-8 decoder never takes an ASCII
//! byte into a sequence, so every CR, LF and colon stands for itself.

use std::borrow::Cow;
use std::ops::Range;

use super::batch::utf16_length;
use super::scan::{last_line_end, line_end};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Kept between lines; what a longer line needed is given back when it ends.
const KEPT_CAPACITY: usize = 64 * 1024;

/// Splits chunks into lines and carries the unfinished line over, each byte copied at most once.
#[derive(Debug)]
pub(super) struct Lines {
    unfinished: Vec<u8>,
    /// The last line ended in CR: a LF that comes next belongs to it.
    after_cr: bool,
    first: bool,
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
        Self { unfinished: Vec::new(), after_cr: false, first: true }
    }

    /// Passes every line that `chunk` completes to `each`, and stops at the first error of it.
    pub(super) fn split<E>(
        &mut self,
        chunk: &[u8],
        mut each: impl FnMut(Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = self.after_ending(chunk);
        if !self.unfinished.is_empty() {
            let Some(end) = line_end(rest) else {
                self.unfinished.extend_from_slice(rest);
                return Ok(());
            };
            let mut whole = std::mem::take(&mut self.unfinished);
            whole.extend_from_slice(&rest[..end]);
            let lines = Decoded::new(self.after_byte_order_mark(&whole));
            let result = lines.pass(0..lines.bytes.len(), &mut each);
            if whole.capacity() <= KEPT_CAPACITY {
                whole.clear();
                self.unfinished = whole;
            }
            result?;
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
        self.unfinished.extend_from_slice(rest);
        Ok(())
    }

    /// Bytes of the line that has not ended yet.
    pub(super) const fn unfinished(&self) -> usize {
        self.unfinished.len()
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

//! Bytes to lines (HTML §9.2.6): LF, CR LF and CR each end a line, one leading BOM is dropped.
//!
//! Splitting before decoding is exact: the UTF-8 decoder never takes an ASCII byte into a
//! sequence, so every CR, LF and colon stands for itself and each line decodes on its own.

use memchr::memchr2;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Kept between lines; what a longer line needed is given back when it ends.
const KEPT_CAPACITY: usize = 64 * 1024;

/// Splits chunks into lines and carries the unfinished line over, each byte copied at most once.
#[derive(Debug)]
pub(super) struct Lines {
    unfinished: Vec<u8>,
    /// The last chunk ended in CR: a LF that opens the next one belongs to it.
    after_cr: bool,
    first: bool,
}

impl Lines {
    pub(super) const fn new() -> Self {
        Self { unfinished: Vec::new(), after_cr: false, first: true }
    }

    /// Passes every line that `chunk` completes to `each`, and stops at the first error of it.
    pub(super) fn split<E>(
        &mut self,
        chunk: &[u8],
        mut each: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = chunk;
        if self.after_cr && !rest.is_empty() {
            self.after_cr = false;
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        while let Some(end) = memchr2(b'\n', b'\r', rest) {
            let (line, ending) = rest.split_at(end);
            rest = &ending[1..];
            if ending[0] == b'\r' {
                self.after_cr = rest.is_empty();
                rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            }
            if self.unfinished.is_empty() {
                self.finish(line, &mut each)?;
            } else {
                let mut whole = std::mem::take(&mut self.unfinished);
                whole.extend_from_slice(line);
                let result = self.finish(&whole, &mut each);
                if whole.capacity() <= KEPT_CAPACITY {
                    whole.clear();
                    self.unfinished = whole;
                }
                result?;
            }
        }
        self.unfinished.extend_from_slice(rest);
        Ok(())
    }

    /// Bytes of the line that has not ended yet.
    pub(super) const fn unfinished(&self) -> usize {
        self.unfinished.len()
    }

    fn finish<E>(
        &mut self,
        line: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let first = std::mem::replace(&mut self.first, false);
        each(if first { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line) } else { line })
    }
}

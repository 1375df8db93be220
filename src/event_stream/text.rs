//! The text of a batch, as JavaScript is given it: bytes while all of it is ASCII, UTF-16 as soon as it
//! is not. Engines decode UTF-16 in half the time, and a place in it is counted by nobody.

use std::ops::Range;

use super::transcode::transcode;

/// A text that grows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A byte a unit.
    Ascii(Vec<u8>),
    /// Well-formed.
    Utf16(Vec<u16>),
}

impl Default for Text {
    fn default() -> Self {
        Self::Ascii(Vec::new())
    }
}

impl Text {
    /// In UTF-16 units.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Ascii(bytes) => bytes.len(),
            Self::Utf16(units) => units.len(),
        }
    }

    /// Appends what `bytes` say in UTF-8.
    pub(super) fn push(&mut self, bytes: &[u8], is_ascii: bool) {
        match self {
            Self::Ascii(text) if is_ascii => text.extend_from_slice(bytes),
            Self::Utf16(text) if is_ascii => extend(text, bytes),
            _ => transcode(self.widen(), bytes),
        }
    }

    #[inline(never)]
    fn widen(&mut self) -> &mut Vec<u16> {
        if let Self::Ascii(text) = self {
            // No character has more units than bytes: what was expected of the one is room for the other.
            let mut wide = Vec::with_capacity(text.capacity());
            extend(&mut wide, text);
            *self = Self::Utf16(wide);
        }
        match self {
            Self::Utf16(text) => text,
            Self::Ascii(_) => unreachable!("widened"),
        }
    }

    /// Keeps what is before `at`, gives the rest.
    pub(super) fn split_off(&mut self, at: usize) -> Self {
        match self {
            Self::Ascii(text) => Self::Ascii(text.split_off(at)),
            Self::Utf16(text) => Self::Utf16(text.split_off(at)),
        }
    }

    /// A part of it, by units.
    pub(super) fn part(&self, range: Range<usize>) -> String {
        match self {
            Self::Ascii(text) => String::from_utf8_lossy(&text[range]).into_owned(),
            Self::Utf16(text) => String::from_utf16_lossy(&text[range]),
        }
    }

    /// Nothing, in the same memory; in bytes again, whatever it was.
    pub(super) fn cleared(self) -> Self {
        match self {
            Self::Ascii(mut text) => {
                text.clear();
                Self::Ascii(text)
            }
            Self::Utf16(_) => Self::default(),
        }
    }

    /// Makes room for so many bytes, at once and no more, where there is none yet.
    pub(super) fn make_room(&mut self, bytes: usize) {
        if let Self::Ascii(text) = self
            && text.capacity() == 0
        {
            *text = Vec::with_capacity(bytes);
        }
    }

    /// In bytes.
    pub(super) fn capacity(&self) -> usize {
        match self {
            Self::Ascii(text) => text.capacity(),
            Self::Utf16(text) => 2 * text.capacity(),
        }
    }
}

/// Whether `bytes` are ASCII, asked where they were found in other company.
#[inline(never)]
pub(super) fn is_ascii(bytes: &[u8]) -> bool {
    bytes.is_ascii()
}

/// Appends ASCII.
#[inline(never)]
fn extend(text: &mut Vec<u16>, bytes: &[u8]) {
    text.extend(bytes.iter().copied().map(u16::from));
}

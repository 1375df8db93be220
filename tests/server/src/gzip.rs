//! A compressed body that holds nothing back: every frame can be read as soon as it is there.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A body so far.
#[derive(Debug)]
pub(crate) struct Gzip(GzEncoder<Vec<u8>>);

impl Default for Gzip {
    fn default() -> Self {
        Self(GzEncoder::new(Vec::new(), Compression::fast()))
    }
}

impl Gzip {
    /// These bytes, compressed and flushed.
    pub(crate) fn frame(&mut self, bytes: &[u8]) -> Vec<u8> {
        // Writing to memory does not fail.
        let _ = self.0.write_all(bytes).and_then(|()| self.0.flush());
        std::mem::take(self.0.get_mut())
    }

    /// What a complete body ends with.
    pub(crate) fn end(self) -> Vec<u8> {
        self.0.finish().unwrap_or_default()
    }
}

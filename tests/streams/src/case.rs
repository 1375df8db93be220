//! A case: one stream in its chunks.

use std::fmt;

use crate::chunking::borders;
use crate::random::Random;
use crate::shrink::Piece;
use crate::stream::stream;

/// A part of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Bytes of one chunk.
    Bytes(Vec<u8>),
    /// The chunk ends.
    Border,
}

impl Piece for Part {
    fn split(&self) -> Vec<Self> {
        match self {
            Self::Bytes(bytes) => bytes.iter().map(|&byte| Self::Bytes(vec![byte])).collect(),
            Self::Border => vec![Self::Border],
        }
    }
}

/// A stream and how it is chunked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    parts: Vec<Part>,
}

impl Case {
    /// The case of these two numbers, for ever.
    pub fn generate(seed: u64, index: u64) -> Self {
        Self::draw(&mut Random::new(seed, index))
    }

    /// The case that these choices make.
    pub fn draw(random: &mut Random<'_>) -> Self {
        let pieces = stream(random);
        let borders = borders(random, &pieces);
        let mut borders = borders.into_iter().peekable();
        let mut parts = Vec::new();
        let mut position = 0;
        for piece in &pieces {
            let mut rest = &piece[..];
            while let Some(border) = borders.next_if(|border| *border <= position + rest.len()) {
                let (before, after) = rest.split_at(border - position);
                push(&mut parts, before);
                parts.push(Part::Border);
                position = border;
                rest = after;
            }
            push(&mut parts, rest);
            position += rest.len();
        }
        Self { parts }
    }

    /// A case that was taken apart before.
    pub fn of_parts(parts: impl Into<Vec<Part>>) -> Self {
        Self { parts: parts.into() }
    }

    /// What it is made of.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The chunks, in order; some may be empty, as those that a reader yields may be.
    pub fn chunks(&self) -> Vec<Vec<u8>> {
        let mut chunks = vec![Vec::new()];
        for part in &self.parts {
            match (part, chunks.last_mut()) {
                (Part::Bytes(bytes), Some(chunk)) => chunk.extend_from_slice(bytes),
                _ => chunks.push(Vec::new()),
            }
        }
        chunks
    }

    /// The whole stream.
    pub fn bytes(&self) -> Vec<u8> {
        self.chunks().concat()
    }
}

/// The chunks, escaped, with a bar at each border.
impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, chunk) in self.chunks().iter().enumerate() {
            let bar = if index == 0 { "" } else { " | " };
            write!(formatter, "{bar}\"{}\"", chunk.escape_ascii())?;
        }
        Ok(())
    }
}

fn push(parts: &mut Vec<Part>, bytes: &[u8]) {
    if !bytes.is_empty() {
        parts.push(Part::Bytes(bytes.to_vec()));
    }
}

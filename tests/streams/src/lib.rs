//! Event streams that know the grammar of HTML §9.2.5 and how to break it, and chunkings of them.
//!
//! [`Case::generate`] gives the same stream in the same chunks for a seed and an index, on every
//! machine and for ever: the native suites, the fuzz targets and the browsers (through the test
//! server) name a case by these two numbers. No dependency, so that no upgrade changes a case.
//!
//! A case is a list of [`Part`]s, bytes and borders of chunks alike, so that to [`shrink`] one is to
//! leave parts out.

mod case;
mod chunking;
mod field;
mod random;
mod shrink;
mod stream;
mod text;

pub use case::{Case, Part};
pub use field::EVENT_TYPES;
pub use random::Random;
pub use shrink::{Piece, shrink};

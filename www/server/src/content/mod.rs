//! What the streams say: generators whose every word follows from a seed, so
//! that a test, a benchmark or a screenshot can be repeated. None knows a clock.

pub(crate) mod board;
mod filler;
pub(crate) mod gauges;
pub(crate) mod market;
pub(crate) mod names;
pub(crate) mod phrases;
pub(crate) mod prose;
mod random;
pub(crate) mod synthetic;

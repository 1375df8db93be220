//! What the native suites share.

#![allow(dead_code, unreachable_pub, reason = "each suite is a crate of its own and uses its part")]
#![allow(unused_imports, reason = "as above")]

pub mod campaign;
pub mod fault;
pub mod history;
pub mod numbered;
pub mod oracle;
pub mod outcome;
pub mod scenario;
pub mod slow_page;
pub mod witness;

pub use outcome::{Outcome, interpret};

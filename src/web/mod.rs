//! The shell: fetch, timers and the class of `pkg-template/event-source.js` around the machine.
//!
//! Only here is JavaScript named, and only [`driver`] calls the machine.

mod clock;
mod detail;
mod driver;
mod fetch;
mod headers;
mod options;
mod response;
mod sink;
mod timer;

pub use driver::EventSourceDriver;
pub use options::EventSourceInit;
pub use sink::Sink;

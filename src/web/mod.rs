//! The shell: fetch and timers around the machine, for whoever is its [`Sink`]: the face of the npm
//! package or a stream of the crate.
//!
//! Only [`driver`] calls the machine, and what hands its calls on: `EventSourceDriver` of `face`,
//! `EventSource` of `event_source`.
//!
//! An exception that passes over Rust leaves its frames on the stack and what they hold with nobody, so
//! nothing is asked of what the page gives but with `catch`, or once it cannot throw. The platform's own
//! is trusted.

mod body;
mod clock;
mod driver;
mod exchange;
mod follower;
mod response;
mod sink;
mod timer;

#[cfg(feature = "event-source")]
pub(crate) use body::copied;
#[cfg(feature = "event-source")]
pub(crate) use clock::Clock;
pub(crate) use driver::Driver;
pub(crate) use exchange::Exchange;
#[cfg(feature = "event-source")]
pub(crate) use follower::{disregard, follow};
pub(crate) use response::FetchResponse;
pub(crate) use sink::Sink;

//! The shell: fetch, timers and the class of `pkg-template/face/event-source.js` around the machine.
//!
//! Only here is JavaScript named, and only [`driver`] and its export in [`event_source_driver`] call the
//! machine. The init dictionary and the request are read and sent in JavaScript
//! (`pkg-template/face/settings.js`, `request.js`): each member costs a tenth there of what its crossing
//! costs here.

mod body;
mod clock;
mod detail;
mod driver;
mod event_source_driver;
mod exchange;
mod follower;
mod response;
mod sink;
mod timer;

pub use event_source_driver::EventSourceDriver;
pub use sink::Sink;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

//! The bridge to `pkg-template/face/event-source.js`: the class that the glue exports, and the sink that
//! the face is.
//!
//! The init dictionary and the request are read and sent in JavaScript (`pkg-template/face/settings.js`,
//! `request.js`): each member costs a tenth there of what its crossing costs here.

mod detail;
mod event_source_driver;
mod sink;

pub use event_source_driver::EventSourceDriver;
pub use sink::FaceSink;

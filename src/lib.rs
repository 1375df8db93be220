//! EventSource with request headers, heartbeat and backoff, for the web.
//!
//! For front ends in Rust it is a stream, [`EventSource`](struct.EventSource.html), on wasm32 alone; the npm package of this name has a class in
//! JavaScript around the same machine.
//!
//! What is kept stable is what the documentation shows at the crate's root, with the default features:
//! the modules are for the tests and for the feature `face`, the npm package's side.
//!
//! # In scope
//! Interpreting an event stream (WHATWG HTML §9.2.5 and §9.2.6), the life of one connection
//! (§9.2.2 and §9.2.3, with the heartbeat and the growing delay of event-source-polyfill), and, on
//! wasm32 only, the shell that drives both with fetch and timers, and the two that are told by it.
//!
//! # Out of scope
//! Servers, engines without fetch streams, and the JavaScript class itself, which is
//! `pkg-template/face/event-source.js`: an exported Rust struct cannot extend `EventTarget`.
//!
//! # Map
//! | module | noun |
//! |---|---|
//! | `event_stream` | bytes to events, handed over in batches |
//! | `connection` | the state machine: every transition. In its folder its states, inputs and outputs, the slots where outputs wait, what was heard of a body, and what it believes of the page |
//! | `response` | check the response: announce or fail |
//! | `reconnection` | reconnection time, growth, cap, jitter |
//! | `heartbeat` | the activity deadline |
//! | `request_url` | the last event ID in the query |
//! | `request_headers`, `last_event_id_transport` | the headers of a request, the last event ID among them |
//! | `message_event` | messages, cut out of a batch |
//! | `settings` | validated settings, each default cited |
//! | `instant` | time as an argument |
//! | `web` | the shell, and the trait of whom it tells |
//! | `event_source` | the stream, for Rust |
//! | `face` | the bridge, for JavaScript |
//!
//! Only the last three name JavaScript.
//!
//! # Laws
//! 1. Every transition is in `connection`; it takes one input with the time, then is drained.
//! 2. Every attempt has a number and input of a stale one is ignored; CLOSED is final.
//! 3. While a listener or a waker runs no borrow of the machine is alive.
//! 4. The event stream cannot fail: every byte sequence is one. It can only exceed the size limit.
//! 5. On CLOSED the timer, the reader and the callbacks are dropped.

// The documents' examples, compiled with those of the documentation.
#[cfg(all(doctest, target_arch = "wasm32"))]
mod documents {
    #[doc = include_str!("../README.md")]
    #[allow(rustdoc::invalid_codeblock_attributes, reason = "words for tests/docs")]
    mod readme {}
    #[doc = include_str!("../docs/recipes/rust.md")]
    mod rust {}
}

#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod connection;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub use event_stream;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod heartbeat;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod instant;
mod last_event_id_transport;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod message_event;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod reconnection;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod request_headers;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod request_url;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod response;
#[cfg_attr(not(feature = "face"), doc(hidden))]
pub mod settings;

#[cfg(all(target_arch = "wasm32", feature = "event-source"))]
mod event_source;
#[cfg(all(target_arch = "wasm32", feature = "face"))]
pub mod face;
#[cfg(all(target_arch = "wasm32", any(feature = "face", feature = "event-source")))]
mod web;

pub use connection::{ReadyState, Reason};
#[cfg(all(target_arch = "wasm32", feature = "event-source"))]
pub use event_source::{
    Attempt, Body, BuilderError, ErrorEvent, Event, EventSource, EventSourceBuilder, HeaderList,
    Headers, HeadersError, IntoHeaderList, OpenEvent, Subscription,
};
pub use last_event_id_transport::LastEventIdTransport;
pub use message_event::MessageEvent;

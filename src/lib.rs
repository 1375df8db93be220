//! EventSource with request headers, heartbeat and backoff, for the web.
//!
//! # In scope
//! Interpreting an event stream (WHATWG HTML §9.2.5 and §9.2.6), the life of one connection
//! (§9.2.2 and §9.2.3, with the heartbeat and the growing delay of event-source-polyfill), and, on
//! wasm32 only, the shell that drives both with fetch and timers.
//!
//! # Out of scope
//! Servers, engines without fetch streams, and the JavaScript class itself, which is
//! `pkg-template/face/event-source.js`: an exported Rust struct cannot extend `EventTarget`.
//!
//! # Map
//! | module | noun |
//! |---|---|
//! | [`event_stream`] | bytes to events, handed over in batches |
//! | [`connection`] | the state machine: every transition. In its folder its states, inputs and outputs, the slots where outputs wait, what was heard of a body, and what it believes of the page |
//! | [`response`] | check the response: announce or fail |
//! | [`reconnection`] | reconnection time, growth, cap, jitter |
//! | [`heartbeat`] | the activity deadline |
//! | [`request_url`] | the last event ID in the query |
//! | [`settings`] | validated settings, each default cited |
//! | [`instant`] | time as an argument |
//! | `web` | the shell; the only module that names JavaScript |
//!
//! # Laws
//! 1. Every transition is in [`connection`]; it takes one input with the time, then is drained.
//! 2. Every attempt has a number and input of a stale one is ignored; CLOSED is final.
//! 3. While a listener runs no borrow of the machine is alive.
//! 4. The event stream cannot fail: every byte sequence is one. It can only exceed the size limit.
//! 5. On CLOSED the timer, the reader and the callbacks are dropped.

pub mod connection;
pub use event_stream;
pub mod heartbeat;
pub mod instant;
pub mod reconnection;
pub mod request_url;
pub mod response;
pub mod settings;

#[cfg(target_arch = "wasm32")]
pub mod web;

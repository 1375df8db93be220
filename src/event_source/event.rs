//! What a stream's items are.

use super::error_event::ErrorEvent;
use crate::message_event::MessageEvent;

/// What happens to an event source.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// A response is there, and it is an event stream.
    Open(OpenEvent),
    /// A message.
    Message(MessageEvent),
    /// An attempt has ended.
    Error(ErrorEvent),
}

/// An announced connection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenEvent {
    /// 200.
    pub status: u16,
    /// The final URL, after redirects; `about:event-stream` of a stream that the program had, and empty
    /// where what answered tells none.
    pub url: String,
}

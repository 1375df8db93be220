//! What goes into the machine of [`connection`](crate::connection).

use super::page::Page;
use crate::response::Response;

/// What the world tells the connection.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// The instant of the last [`Output::WaitUntil`](crate::connection::Output::WaitUntil) is there. The first one connects.
    Timeout,
    /// `close()` was called.
    Close,
    /// `reconnect()` was called: whatever runs or waits gives way to a new attempt.
    Reconnect,
    /// Something changed about the page, or it woke from sleep.
    Page(Page),
    /// Something happened to the attempt of this number.
    Attempt(u32, Report<'a>),
}

/// What became of an attempt.
#[derive(Clone, Copy, Debug)]
pub enum Report<'a> {
    /// The headers of the response are there.
    Response(Response<'a>),
    /// Bytes of the body; none are no activity.
    Chunk(&'a [u8]),
    /// The body is complete.
    EndOfBody,
    /// No response, or the body broke off.
    NetworkError,
    /// The page's request cannot be made: its headers or its body.
    HeadersError,
    /// Fetch has no use for the request, now and ever: it threw a `TypeError` at once.
    RequestError,
    /// The page does not read on: silence is its own.
    Paused,
    /// It reads on.
    Resumed,
}

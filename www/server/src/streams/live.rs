//! The live streams and what befalls them from outside: faults, the expiry of
//! the token, the end of the server.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{error, fmt, future, pin::Pin};

use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::connection::Connection;

/// More at once than a test would send; what comes beyond is dropped.
const WAITING: usize = 16;

/// Nothing here is an event or changes one: comments and fields that the
/// standard ignores, bytes that are no UTF-8, each kind of line end.
const GARBAGE: &[u8] = b": \xff\xfe \xc3\x28 \xed\xa0\x80 is no UTF-8\r\n\
    \xf0\x9f\x92: cut short\r\
    retry: 5x\n\
    retry: -1\n\
    id: with\0NUL\n\
    Data: names are case-sensitive\n\
    \x20data: and not trimmed\n\
    \xef\xbb\xbfdata: a byte order mark counts only at the start\n\
    dataset\n\
    \n";

/// What happens to a stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Intervention {
    /// Its connection breaks.
    Cut,
    /// It ends as it should, with a last word about when to come back.
    End { retry: Option<Duration> },
    /// Nothing comes any more, not even a comment.
    Stall,
    /// Bytes that a right parser is not disturbed by.
    Garbage,
}

/// The open streams.
#[derive(Clone, Debug, Default)]
pub(crate) struct Streams(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    open: HashMap<u64, Entry>,
    opened: u64,
    closed: bool,
}

#[derive(Debug)]
struct Entry {
    user: String,
    route: String,
    interventions: mpsc::Sender<Intervention>,
    /// Absent where there is no socket.
    connection: Option<Connection>,
}

/// A stream's place among the open ones, for as long as it is held.
#[derive(Debug)]
pub(crate) struct Place {
    streams: Streams,
    key: u64,
    interventions: mpsc::Receiver<Intervention>,
}

impl Streams {
    /// A place for a new stream. `None` once closed.
    pub(crate) fn join(
        &self,
        user: &str,
        route: &str,
        connection: Option<Connection>,
    ) -> Option<Place> {
        let mut state = self.state();
        if state.closed {
            return None;
        }
        let (sender, interventions) = mpsc::channel(WAITING);
        state.opened += 1;
        let key = state.opened;
        let (user, route) = (user.to_owned(), route.to_owned());
        state.open.insert(key, Entry { user, route, interventions: sender, connection });
        Some(Place { streams: self.clone(), key, interventions })
    }

    /// Intervenes in the streams of `user`, of one route or of all, and counts them.
    pub(crate) fn intervene(
        &self,
        user: &str,
        route: Option<&str>,
        intervention: Intervention,
    ) -> usize {
        let state = self.state();
        let entries = state
            .open
            .values()
            .filter(|entry| entry.user == user && route.is_none_or(|route| entry.route == route));
        entries.map(|entry| entry.receive(intervention)).count()
    }

    /// Ends every stream and lets no new one in.
    pub(crate) fn close(&self, retry: Duration) {
        let mut state = self.state();
        state.closed = true;
        let entries = state.open.values();
        entries.for_each(|entry| entry.receive(Intervention::End { retry: Some(retry) }));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn receive(&self, intervention: Intervention) {
        if intervention == Intervention::Cut
            && let Some(connection) = &self.connection
        {
            // Even if nobody reads and the body is therefore not asked.
            connection.reset();
        }
        let _ = self.interventions.try_send(intervention);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.streams.state().open.remove(&self.key);
    }
}

/// `body`, whose frames are whole events, open to interventions until `expires`.
pub(crate) fn live(body: Body, place: Place, expires: Instant) -> Body {
    let live = Live {
        frames: Some(body.into_data_stream()),
        place,
        expiry: Box::pin(sleep_until(expires)),
        ended: false,
    };
    Body::from_stream(stream::unfold(live, Live::next))
}

struct Live {
    /// `None` while stalled.
    frames: Option<BodyDataStream>,
    place: Place,
    expiry: Pin<Box<Sleep>>,
    ended: bool,
}

impl Live {
    async fn next(mut self) -> Option<(Result<Bytes, axum::Error>, Self)> {
        if self.ended {
            return None;
        }
        let next = loop {
            tokio::select! {
                biased;
                Some(intervention) = self.place.interventions.recv() => match intervention {
                    Intervention::Cut => break Err(axum::Error::new(Cut)),
                    Intervention::End { retry: None } => return None,
                    Intervention::End { retry: Some(retry) } => {
                        self.ended = true;
                        break Ok(format!("retry: {}\n\n", retry.as_millis()).into());
                    }
                    Intervention::Stall => self.frames = None,
                    Intervention::Garbage => break Ok(Bytes::from_static(GARBAGE)),
                },
                () = &mut self.expiry => return None,
                frame = next_frame(&mut self.frames) => break frame?,
            }
        };
        Some((next, self))
    }
}

async fn next_frame(frames: &mut Option<BodyDataStream>) -> Option<Result<Bytes, axum::Error>> {
    match frames {
        Some(frames) => frames.next().await,
        None => future::pending().await,
    }
}

/// A body that fails takes the connection with it.
#[derive(Debug)]
struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cut on request")
    }
}

impl error::Error for Cut {}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: &str = "/api/stream";

    fn join(streams: &Streams, user: &str, route: &str) -> Place {
        streams.join(user, route, None).expect("not closed")
    }

    #[test]
    fn only_the_users_own_streams_of_the_route_are_meant() {
        let streams = Streams::default();
        let mut own = [join(&streams, "ada", ROUTE), join(&streams, "ada", ROUTE)];
        let mut others = [join(&streams, "bob", ROUTE), join(&streams, "ada", "/api/chat")];

        assert_eq!(streams.intervene("ada", Some(ROUTE), Intervention::Stall), 2);
        for place in &mut own {
            assert_eq!(place.interventions.try_recv(), Ok(Intervention::Stall));
        }
        assert!(others.iter_mut().all(|place| place.interventions.try_recv().is_err()));
        assert_eq!(streams.intervene("ada", None, Intervention::Cut), 3);
    }

    #[test]
    fn ended_streams_are_neither_counted_nor_kept() {
        let streams = Streams::default();
        drop(join(&streams, "ada", ROUTE));
        let _open = join(&streams, "bob", ROUTE);
        assert_eq!(streams.intervene("ada", None, Intervention::Cut), 0);
        assert_eq!(streams.state().open.len(), 1);
    }

    #[test]
    fn who_comes_after_the_end_is_not_let_in() {
        let streams = Streams::default();
        let mut place = join(&streams, "ada", ROUTE);
        let retry = Duration::from_secs(2);
        streams.close(retry);
        assert_eq!(place.interventions.try_recv(), Ok(Intervention::End { retry: Some(retry) }));
        assert!(streams.join("ada", ROUTE, None).is_none());
    }

    #[test]
    fn garbage_has_nothing_that_a_parser_should_heed() {
        assert!(String::from_utf8(GARBAGE.to_vec()).is_err());
        assert!(GARBAGE.ends_with(b"\n\n"));
        for line in GARBAGE.split(|byte| b"\r\n".contains(byte)) {
            let mut parts = line.splitn(2, |byte| *byte == b':');
            let (name, value) =
                (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            match name {
                b"data" | b"event" => panic!("{line:?}"),
                b"id" => assert!(value.contains(&0)),
                b"retry" => assert!(!value.trim_ascii().iter().all(u8::is_ascii_digit)),
                _ => {}
            }
        }
    }
}

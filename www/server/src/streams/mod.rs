//! The streams: from what is generated to what a reader receives.
//!
//! | module   | noun                                                        |
//! |----------|-------------------------------------------------------------|
//! | `ring`   | the messages kept for replay                                |
//! | `feed`   | from one generator to every stream                          |
//! | `pace`   | so many a second                                            |
//! | `wire`   | events as bytes, where axum's one event a frame is too slow |
//! | `live`   | what befalls a stream from outside: faults, expiry, the end |
//! | the rest | one route each                                              |

pub(crate) mod chat;
pub(crate) mod events;
pub(crate) mod feed;
pub(crate) mod live;
pub(crate) mod metrics;
mod pace;
mod ring;
pub(crate) mod stocks;
pub(crate) mod stream;
mod wire;

use std::convert::Infallible;
use std::time::Duration;
use std::{error, fmt};

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::response::sse::Event;
use serde::Deserialize;

use ring::Message;

/// Of a stream that meets no fault.
const RECONNECTION_TIME: Duration = Duration::from_secs(1);
/// Well below the 45 seconds after which event-source-polyfill takes a silent stream for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Where a reader stopped, as an argument of a handler.
pub(crate) struct LastEventId(Option<u64>);

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Resumption {
    last_event_id: Option<String>,
}

/// The header wins: it is what a browser's own EventSource sends when it
/// reconnects to a URL that was given an ID at the start.
impl<State: Sync> FromRequestParts<State> for LastEventId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Infallible> {
        let header = parts.headers.get("last-event-id");
        let header = header.map(|value| value.to_str().unwrap_or_default().to_owned());
        let query = || Query::<Resumption>::try_from_uri(&parts.uri).ok()?.0.last_event_id;
        Ok(Self(header.or_else(query).and_then(|id| id.trim().parse().ok())))
    }
}

fn event(message: &Message, id: u64) -> Event {
    let event = Event::default().id(id.to_string());
    let event = match message.event {
        Some(name) => event.event(name),
        None => event,
    };
    event.data(&message.data)
}

/// The reader was too slow for its feed. A body that fails takes the
/// connection with it; the reader reconnects and gets from the ring what it missed.
#[derive(Debug)]
pub(crate) struct Lagged;

impl fmt::Display for Lagged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("too far behind")
    }
}

impl error::Error for Lagged {}

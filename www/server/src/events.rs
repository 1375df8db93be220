//! The event stream: what was missed, then the feed as it comes, until the
//! reader leaves, is cut, or its token expires.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use std::{error, fmt};

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::Instant;

use crate::Demo;
use crate::feed::Subscription;
use crate::ring::Message;
use crate::tokens::Grant;

const RECONNECTION_TIME: Duration = Duration::from_secs(1);
/// Well below the 45 seconds after which event-source-polyfill takes a silent stream for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Where a reader without control over its headers puts the last event ID.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Resumption {
    last_event_id: Option<String>,
}

/// `GET /api/events`
pub(crate) async fn events(
    State(demo): State<Arc<Demo>>,
    Grant { user, expires }: Grant,
    Query(resumption): Query<Resumption>,
    headers: HeaderMap,
) -> Response {
    let last_event_id = last_event_id(&headers, resumption);
    let Some(Subscription { missed, live }) = demo.feed.subscribe(last_event_id) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    tracing::info!(?user, last_event_id, replayed = missed.len(), "stream");

    let reader = Reader { missed, live, cuts: demo.cuts.watch(&user), expires };
    let welcome = Event::default().retry(RECONNECTION_TIME).comment("welcome");
    let welcome = stream::once(async { Ok(welcome) });
    let events = welcome.chain(stream::unfold(reader, Reader::next));
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE).text("keep-alive"))
        .into_response()
}

/// The header wins: it is what a browser's own EventSource sends when it
/// reconnects to a URL that was given an ID at the start.
fn last_event_id(headers: &HeaderMap, resumption: Resumption) -> Option<u64> {
    let header = headers.get("last-event-id");
    let header = header.map(|value| value.to_str().unwrap_or_default().to_owned());
    header.or(resumption.last_event_id)?.trim().parse().ok()
}

struct Reader {
    missed: VecDeque<Arc<Message>>,
    live: broadcast::Receiver<Arc<Message>>,
    cuts: broadcast::Receiver<()>,
    expires: Instant,
}

impl Reader {
    async fn next(mut self) -> Option<(Result<Event, Broken>, Self)> {
        let next = tokio::select! {
            biased;
            _ = self.cuts.recv() => Err(Broken::Cut),
            () = tokio::time::sleep_until(self.expires) => return None,
            message = next_message(&mut self.missed, &mut self.live) => match message {
                Ok(message) => Ok(event(&message)),
                // Its messages are in the ring: the reader reconnects and gets them there.
                Err(RecvError::Lagged(_)) => Err(Broken::Lagged),
                Err(RecvError::Closed) => return None,
            },
        };
        Some((next, self))
    }
}

async fn next_message(
    missed: &mut VecDeque<Arc<Message>>,
    live: &mut broadcast::Receiver<Arc<Message>>,
) -> Result<Arc<Message>, RecvError> {
    match missed.pop_front() {
        Some(message) => Ok(message),
        None => live.recv().await,
    }
}

fn event(message: &Message) -> Event {
    let event = Event::default().id(message.id.to_string());
    let event = match message.event {
        Some(name) => event.event(name),
        None => event,
    };
    event.data(&message.data)
}

/// A body that fails takes the connection with it.
#[derive(Debug)]
enum Broken {
    Cut,
    Lagged,
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Cut => "cut on request",
            Self::Lagged => "too far behind",
        })
    }
}

impl error::Error for Broken {}

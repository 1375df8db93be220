//! The synthetic stream: any number of events, paced or as fast as it is read.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;

use super::pace::Pace;
use super::{LastEventId, RECONNECTION_TIME, wire};
use crate::bounded::Bounded;
use crate::content::synthetic::{MOST_TYPES, Synthetic};

/// What is written at once when nothing is waited for.
const WRITE: usize = 64 * 1_024;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    /// Events, all in all.
    #[serde(default)]
    count: Bounded<1, 1_000_000_000, 100_000>,
    /// Bytes of data in each.
    #[serde(default)]
    size: Bounded<1, 1_048_576, 120>,
    /// Events a second; 0: as fast as they are read.
    #[serde(default)]
    rate: Bounded<0, 100_000, 0>,
    #[serde(default)]
    seed: Bounded<0, { u64::MAX }, 1>,
    #[serde(default)]
    types: Bounded<1, MOST_TYPES, 3>,
}

struct Reader {
    synthetic: Synthetic,
    /// The event sent last.
    number: u64,
    count: u64,
    pace: Option<Pace>,
    begun: bool,
}

/// `GET /api/stream`
pub(crate) async fn stream(
    Query(Parameters { count, size, rate, seed, types }): Query<Parameters>,
    LastEventId(last_event_id): LastEventId,
) -> Response {
    let (count, number) = (count.get(), last_event_id.unwrap_or(0));
    tracing::info!(last_event_id, count, size = size.get(), rate = rate.get(), "stream");
    if number >= count {
        // Nothing is left; this status keeps the reader from coming back.
        return StatusCode::NO_CONTENT.into_response();
    }
    let size = usize::try_from(size.get()).unwrap_or(usize::MAX);
    let synthetic = Synthetic::new(seed.get(), size, types.get());
    let pace = (rate.get() > 0).then(|| Pace::new(rate.get()));
    let reader = Reader { synthetic, number, count, pace, begun: false };
    wire::response(stream::unfold(reader, Reader::next))
}

impl Reader {
    async fn next(mut self) -> Option<(String, Self)> {
        if self.number == self.count {
            return None;
        }
        let mut events = String::new();
        if !self.begun {
            events = format!("retry: {}\n\n", RECONNECTION_TIME.as_millis());
            self.begun = true;
        }
        let mut due = match &mut self.pace {
            Some(pace) => pace.due().await,
            None => u64::MAX,
        };
        while due > 0 && self.number < self.count && events.len() < WRITE {
            due -= 1;
            self.number += 1;
            self.synthetic.write(self.number, &mut events);
        }
        Some((events, self))
    }
}

//! The stock board: a snapshot, then thousands of updates a second.
//!
//! What a reader needs is the state, not its history: one that comes back with
//! a last event ID gets the board after that update as a new snapshot, and the
//! updates from there on, none of those between.

use axum::extract::Query;
use axum::response::Response;
use futures_util::stream;
use serde::Deserialize;

use super::pace::Pace;
use super::{LastEventId, RECONNECTION_TIME, wire};
use crate::bounded::Bounded;
use crate::content::board::Board;
use crate::content::names::MOST_NAMES;

const SEED: u64 = 1;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    /// Updates a second.
    #[serde(default)]
    rate: Bounded<1, 20_000, 5_000>,
    /// Instruments.
    #[serde(default)]
    count: Bounded<1, MOST_NAMES, 300>,
}

struct Reader {
    board: Board,
    /// The update sent last.
    number: u64,
    pace: Pace,
    begun: bool,
}

/// `GET /api/stocks`
pub(crate) async fn stocks(
    Query(Parameters { rate, count }): Query<Parameters>,
    LastEventId(last_event_id): LastEventId,
) -> Response {
    tracing::info!(last_event_id, rate = rate.get(), count = count.get(), "stream");
    let number = last_event_id.unwrap_or(0);
    let board = Board::after(SEED, count.get(), number);
    let reader = Reader { board, number, pace: Pace::new(rate.get()), begun: false };
    wire::response(stream::unfold(reader, Reader::next))
}

impl Reader {
    async fn next(mut self) -> Option<(Vec<u8>, Self)> {
        let mut events = Vec::new();
        if self.begun {
            let due = self.pace.due().await;
            let t = self.pace.elapsed();
            for _ in 0..due {
                self.number = self.number.saturating_add(1);
                wire::write(&mut events, None, self.number, &self.board.update(t));
            }
        } else {
            events = format!("retry: {}\n", RECONNECTION_TIME.as_millis()).into_bytes();
            wire::write(&mut events, Some("snapshot"), self.number, &self.board.snapshot());
            self.begun = true;
        }
        Some((events, self))
    }
}

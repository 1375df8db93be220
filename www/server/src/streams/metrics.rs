//! The dashboard: one shared walk of the gauges, thinned out to the reader's rate.
//!
//! IDs count the events at that rate, without gaps; a reader that comes back
//! with one at the same rate misses nothing that the ring still has.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;

use super::feed::Subscription;
use super::{Lagged, LastEventId, RECONNECTION_TIME, event};
use crate::bounded::Bounded;
use crate::demo::Demo;

/// Readings a second.
pub(crate) const READINGS: u64 = 60;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    /// Events a second.
    #[serde(default)]
    rate: Bounded<1, READINGS, 20>,
}

/// `GET /api/metrics`
pub(crate) async fn metrics(
    State(demo): State<Arc<Demo>>,
    Query(Parameters { rate }): Query<Parameters>,
    LastEventId(last_event_id): LastEventId,
) -> impl IntoResponse {
    let rate = Rate(rate.get());
    let subscription = demo.gauges.subscribe(last_event_id.map(|id| rate.reading(id)));
    tracing::info!(last_event_id, rate = rate.0, "stream");

    let welcome = stream::once(async { Ok(Event::default().retry(RECONNECTION_TIME)) });
    Sse::new(welcome.chain(stream::unfold((subscription, rate), next)))
}

async fn next(
    (mut subscription, rate): (Subscription, Rate),
) -> Option<(Result<Event, Lagged>, (Subscription, Rate))> {
    let next = loop {
        match subscription.next().await {
            Ok(message) => match rate.event(message.id) {
                Some(id) => break Ok(event(&message, id)),
                None => continue,
            },
            Err(RecvError::Lagged(_)) => break Err(Lagged),
            Err(RecvError::Closed) => return None,
        }
    };
    Some((next, (subscription, rate)))
}

/// Which readings are events, as evenly as whole numbers allow.
#[derive(Clone, Copy, Debug)]
struct Rate(u64);

impl Rate {
    /// The ID of the event that `reading` is, if it is one.
    fn event(self, reading: u64) -> Option<u64> {
        let [id, before] = [reading, reading - 1].map(|reading| reading * self.0 / READINGS);
        (id > before).then_some(id)
    }

    /// The reading that is the event `id`. An ID that none can have yet is
    /// given on as it is: the feed then knows it from an earlier run.
    fn reading(self, id: u64) -> u64 {
        id.checked_mul(READINGS).map_or(id, |product| product.div_ceil(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rate_has_its_ids_without_gaps() {
        for rate in (1..=READINGS).map(Rate) {
            let ids: Vec<_> =
                (1..=READINGS * 3).filter_map(|reading| rate.event(reading)).collect();
            let expected: Vec<_> = (1..=rate.0 * 3).collect();
            assert_eq!(ids, expected, "{rate:?}");
        }
    }

    #[test]
    fn an_id_leads_back_to_its_reading() {
        for rate in (1..=READINGS).map(Rate) {
            for id in 1..=rate.0 * 3 {
                assert_eq!(rate.event(rate.reading(id)), Some(id), "{rate:?}");
            }
        }
        assert_eq!(Rate(1).reading(u64::MAX), u64::MAX);
    }
}

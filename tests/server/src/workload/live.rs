//! Events that are made while they are written, each with the time of its writing.

use std::convert::Infallible;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::response::IntoResponse;
use axum::routing::get;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use tokio::time::interval;

use crate::script::event_stream;
use crate::workload::bytes::END;

#[derive(Debug, Deserialize)]
struct Live {
    /// Events a second; 0 is all of them at once.
    rate: u32,
    count: u64,
}

/// `/live`: event n has the ID n, from 1, and as data the milliseconds since 1970 when it was
/// written, to the microsecond. `/idle`: an open connection.
pub(crate) fn router() -> Router {
    Router::new().route("/live", get(live)).route("/idle", get(idle))
}

async fn live(Query(Live { rate, count }): Query<Live>) -> impl IntoResponse {
    // Ticks that a client who did not read has delayed come at once.
    let ticks = Duration::from_secs(1).checked_div(rate).map(interval);
    let events = stream::unfold((1, ticks), move |(n, mut ticks)| async move {
        if n > count {
            return None;
        }
        if let Some(ticks) = &mut ticks {
            ticks.tick().await;
        }
        let event = format!("id: {n}\ndata: {:.3}\n\n", milliseconds());
        Some((Bytes::from(event), (n + 1, ticks)))
    });
    let events = events.chain(stream::iter([Bytes::from_static(END)]));
    (event_stream(), Body::from_stream(events.map(Ok::<_, Infallible>)))
}

async fn idle() -> impl IntoResponse {
    let comment = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b": idle\n\n"))]);
    (event_stream(), Body::from_stream(comment.chain(stream::pending())))
}

/// Of the system's clock, as pages have it in `performance.timeOrigin + performance.now()`.
fn milliseconds() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_secs_f64() * 1e3
}

//! Prices and notices: what was missed, then the market as it moves.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{StreamExt, stream};
use tokio::sync::broadcast::error::RecvError;

use super::feed::Subscription;
use super::{KEEP_ALIVE, Lagged, LastEventId, RECONNECTION_TIME, event};
use crate::demo::Demo;

/// `GET /api/events`
pub(crate) async fn events(
    State(demo): State<Arc<Demo>>,
    LastEventId(last_event_id): LastEventId,
) -> impl IntoResponse {
    let subscription = demo.market.subscribe(last_event_id);
    tracing::info!(last_event_id, replayed = subscription.missed.len(), "stream");

    let welcome = Event::default().retry(RECONNECTION_TIME).comment("welcome");
    let welcome = stream::once(async { Ok(welcome) });
    let events = welcome.chain(stream::unfold(subscription, next));
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE).text("keep-alive"))
}

async fn next(mut subscription: Subscription) -> Option<(Result<Event, Lagged>, Subscription)> {
    let next = match subscription.next().await {
        Ok(message) => Ok(event(&message, message.id)),
        Err(RecvError::Lagged(_)) => Err(Lagged),
        Err(RecvError::Closed) => return None,
    };
    Some((next, subscription))
}

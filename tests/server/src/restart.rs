//! The server goes and comes back: its listener, and every connection at once.

use std::time::Duration;

use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Router, http};
use serde::Deserialize;
use tokio::sync::watch;
use tower_http::cors::CorsLayer;

use crate::connection::Link;

/// Tells everybody that the server restarts, and after which pause.
#[derive(Clone, Debug, Default)]
pub(crate) struct Restarts(watch::Sender<Duration>);

impl Restarts {
    /// The restarts from now on.
    pub(crate) fn subscribe(&self) -> watch::Receiver<Duration> {
        self.0.subscribe()
    }
}

/// `/restart`
pub(crate) fn router(restarts: Restarts) -> Router {
    Router::new()
        .route("/restart", post(restart))
        .layer(CorsLayer::permissive())
        .with_state(restarts)
}

#[derive(Deserialize)]
struct Wanted {
    /// ms
    pause: u64,
}

async fn restart(
    State(restarts): State<Restarts>,
    Extension(link): Extension<Link>,
    Query(wanted): Query<Wanted>,
) -> (StatusCode, [(http::HeaderName, &'static str); 1]) {
    link.spare();
    restarts.0.send_replace(Duration::from_millis(wanted.pause));
    (StatusCode::NO_CONTENT, [(http::header::CONNECTION, "close")])
}

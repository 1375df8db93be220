//! The endpoints by which a test directs the server and asks what it saw. They answer any origin.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;
use tower_http::cors::CorsLayer;

use crate::channel::{Channel, Channels};
use crate::script::Script;

/// How long a question may wait for its answer; then it is 408, with what there is.
const PATIENCE: Duration = Duration::from_secs(30);

/// The control endpoints.
pub(crate) fn router(channels: Channels) -> Router {
    Router::new()
        .route("/script/{name}", put(script))
        .route("/gate/{name}/{gate}", post(gate))
        .route("/requests/{name}", get(requests))
        .route("/closed/{name}", get(closed))
        .layer(CorsLayer::permissive())
        .with_state(channels)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    #[serde(default)]
    at_least: usize,
}

#[derive(Serialize)]
struct Closed {
    closed: usize,
}

/// Nobody has put a script of that name.
struct Missing(String);

impl IntoResponse for Missing {
    fn into_response(self) -> Response {
        (StatusCode::NOT_FOUND, format!("no script for {}\n", self.0)).into_response()
    }
}

async fn script(
    State(channels): State<Channels>,
    Path(name): Path<String>,
    Json(script): Json<Script>,
) -> StatusCode {
    channels.make(name, script);
    StatusCode::NO_CONTENT
}

async fn gate(
    State(channels): State<Channels>,
    Path((name, gate)): Path<(String, String)>,
) -> Result<StatusCode, Missing> {
    find(&channels, &name)?.gates.open(gate);
    Ok(StatusCode::NO_CONTENT)
}

async fn requests(
    State(channels): State<Channels>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Missing> {
    let channel = find(&channels, &name)?;
    let enough = timeout(PATIENCE, channel.records.requests_at_least(wanted.at_least)).await;
    let (requests, _) = channel.records.so_far();
    Ok((in_time(enough.is_ok()), Json(requests)).into_response())
}

async fn closed(
    State(channels): State<Channels>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Missing> {
    let channel = find(&channels, &name)?;
    let enough = timeout(PATIENCE, channel.records.closed_at_least(wanted.at_least)).await;
    let (_, closed) = channel.records.so_far();
    Ok((in_time(enough.is_ok()), Json(Closed { closed })).into_response())
}

fn in_time(enough: bool) -> StatusCode {
    if enough { StatusCode::OK } else { StatusCode::REQUEST_TIMEOUT }
}

fn find(channels: &Channels, name: &str) -> Result<Arc<Channel>, Missing> {
    channels.find(name).ok_or_else(|| Missing(name.to_owned()))
}

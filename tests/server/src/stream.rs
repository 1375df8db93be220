//! The streams: records the request, then plays the response that the script has for it.

use std::mem;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING};
use axum::http::{HeaderValue, Method, StatusCode, request::Parts};
use axum::response::{IntoResponse, Response};
use axum::routing::any;

use crate::channel::{Channel, Channels, Closing};
use crate::connection::{Link, Refused};
use crate::playback::Playback;
use crate::record::Recorded;

/// `/stream/{name}`, with any method, further path and query.
pub(crate) fn router(channels: Channels) -> Router {
    Router::new()
        .route("/stream/{name}", any(stream))
        .route("/stream/{name}/{*rest}", any(stream))
        .with_state(channels)
}

async fn stream(State(channels): State<Channels>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    // From the path itself, since `rest` may be there or not.
    let name = head.uri.path().split('/').nth(2).unwrap_or_default();
    let Some(channel) = channels.find(name) else {
        return (StatusCode::NOT_FOUND, format!("no script for {name}\n")).into_response();
    };
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };

    channel.records.request(Recorded::new(&head, &body));
    if let Some(preflight) = channel.script.preflight.as_ref().filter(|_| is_preflight(&head)) {
        return (StatusCode::NO_CONTENT, preflight.headers.clone()).into_response();
    }
    let authorization = head.headers.get(AUTHORIZATION).map(HeaderValue::as_bytes);
    if channel
        .script
        .authorize
        .as_ref()
        .is_some_and(|wanted| authorization != Some(wanted.as_bytes()))
    {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    play(channel, &head).await
}

/// From the header, else from the query.
fn last_event_id(head: &Parts) -> &str {
    let header = head.headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let query = || head.uri.query()?.split('&').find_map(|part| part.strip_prefix("lastEventId="));
    header.or_else(query).unwrap_or_default()
}

fn is_preflight(head: &Parts) -> bool {
    head.method == Method::OPTIONS && head.headers.contains_key("access-control-request-method")
}

async fn play(channel: Arc<Channel>, head: &Parts) -> Response {
    let mut script = channel.next_response(last_event_id(head));
    // Before any wait: a client may leave before its response begins.
    let closing = Closing(Arc::clone(&channel));
    if let Some(gate) = &script.hold {
        channel.gates.pass(gate).await;
    }

    let mut response = Response::new(Body::empty());
    if script.refuse {
        response.extensions_mut().insert(Refused);
    } else {
        *response.status_mut() = script.status;
        *response.headers_mut() = mem::take(&mut script.headers);
        if script.gzip {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        let link = head.extensions.get::<Link>().cloned().unwrap_or_default();
        *response.body_mut() = Playback::new(script, closing, link).into_body();
    }
    response
}

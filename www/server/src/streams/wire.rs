//! Events as bytes, many to a write. axum's `Sse` makes a frame of each.

use std::convert::Infallible;
use std::io::Write;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt};
use serde::Serialize;

/// Writes an event whose data is JSON, hence on one line.
pub(super) fn write(into: &mut Vec<u8>, name: Option<&str>, id: u64, data: &impl Serialize) {
    // Cannot fail: the target is a Vec, and the data are plain structs.
    if let Some(name) = name {
        let _ = writeln!(into, "event: {name}");
    }
    let _ = write!(into, "id: {id}\ndata: ");
    let _ = serde_json::to_writer(&mut *into, data);
    into.extend(b"\n\n");
}

/// The response of which each of `writes` is whole events.
pub(super) fn response<Events: Into<Bytes>>(
    writes: impl Stream<Item = Events> + Send + 'static,
) -> Response {
    let body = Body::from_stream(writes.map(|events| Ok::<Bytes, Infallible>(events.into())));
    let headers =
        [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-cache")];
    (headers, body).into_response()
}

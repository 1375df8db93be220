//! The generator's streams, so that browsers get the cases of the native suites.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use event_stream_generator::{Case, EVENT_TYPES, Part};
use futures_util::{StreamExt, stream};
use tokio::task::yield_now;
use tokio::time::sleep;

use crate::playback::FLUSH;
use crate::script::event_stream;

/// Borders of a stream where the next chunk waits until a browser may have read the one before: at
/// more of them many streams would last too long. The same ones for every request.
const PAUSES: usize = 8;

/// `/generated/…`: the stream of a seed and an index, its parts for one who shrinks it, and the
/// event types to listen to.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/generated/types", get(async || Json(EVENT_TYPES)))
        .route("/generated/{seed}/{index}", get(generated))
        .route("/generated/{seed}/{index}/parts", get(parts))
}

async fn generated(Path((seed, index)): Path<(u64, u64)>) -> impl IntoResponse {
    let mut chunks = Case::generate(seed, index).chunks();
    // An empty frame would be the end of a chunked body.
    chunks.retain(|chunk| !chunk.is_empty());
    let count = chunks.len();
    let frames = stream::iter(chunks.into_iter().enumerate());
    let body = frames.then(move |(index, chunk)| async move {
        // hyper writes what it has when the body lets it wait: a frame is a write of its own.
        if index * PAUSES / count == (index + 1) * PAUSES / count {
            yield_now().await;
        } else if index > 0 {
            sleep(FLUSH).await;
        }
        Ok::<_, Infallible>(Bytes::from(chunk))
    });
    (event_stream(), Body::from_stream(body))
}

/// Bytes as hexadecimal digits, as a script's step has them, or null for the border of a chunk.
async fn parts(Path((seed, index)): Path<(u64, u64)>) -> Json<Vec<Option<String>>> {
    let hex = |bytes: &Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let case = Case::generate(seed, index);
    let parts = case.parts().iter().map(|part| match part {
        Part::Bytes(bytes) => Some(hex(bytes)),
        Part::Border => None,
    });
    Json(parts.collect())
}

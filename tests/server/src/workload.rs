//! Workloads of the benchmarks (`benches/`): prebuilt bytes, written as fast as they are read, and
//! live events that carry the time of their writing.
//!
//! | endpoint | meaning |
//! |---|---|
//! | `GET /workload/{name}?count=n` | n events (for `line` n MiB of one), then one event `end` |
//! | `GET /workload/{name}/facts?count=n` | what a client must have heard before `end` |
//! | `GET /live?rate=r&count=n` | n events, r a second, then `end`: see [`live`] |
//! | `GET /idle` | one comment, then silence |
//!
//! Any origin may read them, so that one page can have more connections than a host gets.

pub(crate) mod bytes;
mod live;

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use tokio::task::yield_now;
use tokio::time::sleep;
use tower_http::cors::CorsLayer;

use crate::playback::FLUSH;
use crate::script::event_stream;
use crate::workload::bytes::{END, Frames, Stream};

/// A frame of many events is so long.
const LARGE: usize = 256 * 1024;

/// A stream as it is written, made once: a measured request finds its bytes in memory.
#[derive(Debug)]
struct Written {
    stream: Stream,
    /// Of one period or of some whole ones.
    frames: Vec<Bytes>,
    repetitions: u64,
    /// What is left of the periods.
    rest: Bytes,
}

/// What a client must have heard before `end`.
#[derive(Debug, Serialize)]
struct Facts<'a> {
    events: u64,
    /// Of all data together, in UTF-16 units.
    length: u64,
    /// Of the whole stream.
    bytes: u64,
    types: &'a [String],
}

type Name = (String, u64);

/// Every stream that was asked for.
#[derive(Clone, Debug, Default)]
struct Shelf(Arc<Mutex<HashMap<Name, Arc<Written>>>>);

#[derive(Debug, Deserialize)]
struct Size {
    count: u64,
}

/// `/workload/…`, `/live` and `/idle`.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/workload/{name}", get(workload))
        .route("/workload/{name}/facts", get(facts))
        .with_state(Shelf::default())
        .merge(live::router())
        .layer(CorsLayer::permissive())
}

async fn workload(
    State(shelf): State<Shelf>,
    Path(name): Path<String>,
    Query(size): Query<Size>,
) -> Result<impl IntoResponse, StatusCode> {
    let written = shelf.find(name, size.count)?;
    let pace = written.stream.frames;
    let frames = stream::iter(frames(written)).then(move |frame| async move {
        // hyper writes what it has when the body lets it wait: a frame is a write of its own.
        match pace {
            Frames::Large => {}
            Frames::Bytes => yield_now().await,
            Frames::Events => sleep(FLUSH).await,
        }
        Ok::<_, Infallible>(frame)
    });
    Ok((event_stream(), Body::from_stream(frames)))
}

async fn facts(
    State(shelf): State<Shelf>,
    Path(name): Path<String>,
    Query(size): Query<Size>,
) -> Result<impl IntoResponse, StatusCode> {
    let written = shelf.find(name, size.count)?;
    let Stream { period, periods, events, length, types, .. } = &written.stream;
    let bytes = period.len() as u64 * periods + END.len() as u64;
    Ok(Json(Facts { events: *events, length: *length, bytes, types }).into_response())
}

/// All frames of the body, none of them copied.
fn frames(written: Arc<Written>) -> impl Iterator<Item = Bytes> {
    let count = written.frames.len() as u64;
    let rest = written.rest.clone();
    (0..written.repetitions * count)
        .map(move |index| written.frames[(index % count) as usize].clone())
        .chain([rest, Bytes::from_static(END)])
        // An empty frame would be the end of a chunked body.
        .filter(|frame| !frame.is_empty())
}

impl Written {
    fn new(stream: Stream) -> Self {
        let period = &stream.period;
        let together = match stream.frames {
            Frames::Large => (LARGE / period.len().max(1)).clamp(1, stream.periods.max(1) as usize),
            Frames::Events | Frames::Bytes => 1,
        };
        let whole = Bytes::from(period.repeat(together));
        let slices = |step| {
            let ends = (0..whole.len()).step_by(step).map(move |start| start + step);
            ends.map(|end| whole.slice(end - step..end.min(whole.len()))).collect()
        };
        let frames = match stream.frames {
            Frames::Large => slices(LARGE),
            Frames::Bytes => slices(1),
            Frames::Events => {
                let starts = [0].into_iter().chain(stream.ends.iter().copied());
                starts.zip(&stream.ends).map(|(start, end)| whole.slice(start..*end)).collect()
            }
        };
        let repetitions = stream.periods / together as u64;
        let rest = period.repeat((stream.periods % together as u64) as usize).into();
        Self { stream, frames, repetitions, rest }
    }
}

impl Shelf {
    fn find(&self, name: String, count: u64) -> Result<Arc<Written>, StatusCode> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (name, count);
        if let Some(written) = shelf.get(&key) {
            return Ok(Arc::clone(written));
        }
        let stream = Stream::new(&key.0, count).ok_or(StatusCode::NOT_FOUND)?;
        let written = Arc::new(Written::new(stream));
        shelf.insert(key, Arc::clone(&written));
        Ok(written)
    }
}

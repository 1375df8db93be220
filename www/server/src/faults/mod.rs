//! Faults on request, per user and route: some befall the live streams at
//! once (`streams::live`), some wait for the next requests (`pending`).

mod pending;

pub(crate) use pending::Pending;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pending::{Met, Waiting};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::time::Instant;
use tracing::Span;

use crate::bounded::Bounded;
use crate::connection::Connection;
use crate::demo::Demo;
use crate::streams::live::{Intervention, live};
use crate::tokens::Grant;

/// The routes that can have faults.
pub(crate) const ROUTES: [&str; 5] =
    ["/api/events", "/api/metrics", "/api/stocks", "/api/stream", "/api/chat"];

/// How long a restart takes, and what its streams are told.
pub(crate) const RESTART: Duration = Duration::from_secs(2);

/// What the inspector's buttons send.
#[derive(Debug, Deserialize)]
pub(crate) struct Order {
    /// A restart needs none.
    route: Option<String>,
    #[serde(flatten)]
    fault: Fault,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "fault", rename_all = "lowercase", rename_all_fields = "camelCase")]
enum Fault {
    /// The connections of live streams break.
    Cut,
    /// Live streams end as they should.
    End,
    /// Live streams fall silent.
    Stall,
    /// Live streams receive what a right parser ignores.
    Garbage,
    /// All of the user's streams end, and for a while none is given.
    Restart,
    /// Requests get this answer instead of their own.
    Status {
        status: Bounded<200, 599, 503>,
        #[serde(default)]
        times: Bounded<1, 1_000, 1>,
        /// Seconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after: Option<u32>,
    },
    /// Requests get their own answer later.
    Delay {
        ms: Bounded<0, 600_000, 0>,
        #[serde(default)]
        times: Bounded<1, 1_000, 1>,
    },
}

/// How many live streams were affected.
#[derive(Serialize)]
struct Affected {
    affected: usize,
}

/// How many were cut, for those who ask by `/api/cut`.
#[derive(Serialize)]
pub(crate) struct Cut {
    cut: usize,
}

/// `POST /api/cut`
pub(crate) async fn cut(State(demo): State<Arc<Demo>>, grant: Grant) -> Json<Cut> {
    let cut = demo.streams.intervene(&grant.user, None, Intervention::Cut);
    tracing::info!(user = grant.user, cut, "streams cut");
    Json(Cut { cut })
}

/// `POST /api/faults`
pub(crate) async fn add(
    State(demo): State<Arc<Demo>>,
    Grant { user, .. }: Grant,
    Json(order): Json<Order>,
) -> Response {
    let route = order.route.as_deref();
    match route {
        None if order.fault != Fault::Restart => return refuse("This fault needs a route."),
        Some(route) if !ROUTES.contains(&route) => return refuse("No stream has this route."),
        _ => {}
    }
    let befall = |intervention| demo.streams.intervene(&user, route, intervention);
    let affected = match order.fault {
        Fault::Cut => befall(Intervention::Cut),
        Fault::End => befall(Intervention::End { retry: None }),
        Fault::Stall => befall(Intervention::Stall),
        Fault::Garbage => befall(Intervention::Garbage),
        Fault::Restart => {
            // First, lest a stream comes back before it is known.
            demo.faults.restart(&user, Instant::now(), Instant::now() + RESTART);
            let end = Intervention::End { retry: Some(RESTART) };
            demo.streams.intervene(&user, None, end)
        }
        Fault::Status { .. } | Fault::Delay { .. } => {
            let waiting = Waiting { route: order.route.clone(), fault: order.fault.clone() };
            if !demo.faults.add(&user, waiting) {
                return refuse("Too many faults are waiting already.");
            }
            0
        }
    };
    tracing::info!(user, route, fault = ?order.fault, affected, "fault");
    (StatusCode::ACCEPTED, Json(Affected { affected })).into_response()
}

fn refuse(error: &str) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": error }))).into_response()
}

/// `GET /api/faults`
pub(crate) async fn list(State(demo): State<Arc<Demo>>, grant: Grant) -> impl IntoResponse {
    Json(demo.faults.list(&grant.user, Instant::now()))
}

/// `DELETE /api/faults`
pub(crate) async fn clear(State(demo): State<Arc<Demo>>, grant: Grant) -> StatusCode {
    demo.faults.clear(&grant.user);
    StatusCode::NO_CONTENT
}

/// Around every stream: lets in who has a token, and lets the faults happen.
pub(crate) async fn apply(
    State(demo): State<Arc<Demo>>,
    Grant { user, expires }: Grant,
    route: MatchedPath,
    request: Request,
    next: Next,
) -> Response {
    Span::current().record("user", &user);
    match demo.faults.take(&user, route.as_str(), Instant::now()) {
        Some(Met::Restart(left)) => return unavailable(left),
        Some(Met::Fault(Fault::Status { status, retry_after, .. })) => {
            return answer(status, retry_after);
        }
        Some(Met::Fault(Fault::Delay { ms, .. })) => {
            tokio::time::sleep(Duration::from_millis(ms.get())).await;
        }
        // The others befall live streams and wait for none.
        Some(Met::Fault(_)) | None => {}
    }
    let connection = request.extensions().get::<ConnectInfo<Connection>>();
    let connection = connection.map(|ConnectInfo(connection)| connection.clone());
    // Its stream has no reader.
    let head = request.method() == Method::HEAD;

    let mut response = next.run(request).await;
    if head || !is_event_stream(&response) {
        return response;
    }
    let Some(place) = demo.streams.join(&user, route.as_str(), connection) else {
        return unavailable(RESTART);
    };
    // A proxy that collects a response would keep it from its reader.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response.map(|body| live(body, place, expires))
}

fn is_event_stream(response: &Response<Body>) -> bool {
    let content_type = response.headers().get(header::CONTENT_TYPE);
    content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/event-stream"))
}

fn answer(status: Bounded<200, 599, 503>, retry_after: Option<u32>) -> Response {
    let status = u16::try_from(status.get()).ok();
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let mut response = match status {
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED => {
            status.into_response()
        }
        _ => (status, Json(json!({ "error": "A fault on request." }))).into_response(),
    };
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn unavailable(back_in: Duration) -> Response {
    let seconds = back_in.as_millis().div_ceil(1_000).to_string();
    let body = Json(json!({ "error": "The server is restarting." }));
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, seconds)], body).into_response()
}

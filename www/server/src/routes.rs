//! The routes, and what lies around them.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::cors::CorsLayer;

use crate::demo::Demo;
use crate::page::Page;
use crate::streams::{chat, events, metrics, stocks, stream};
use crate::{faults, log, login};

const SMALL: usize = 4 * 1_024;
const CONVERSATION: usize = 256 * 1_024;

/// How a page may reach them.
#[derive(Debug)]
pub(crate) struct Access {
    pub(crate) page: Page,
    pub(crate) csp: Option<HeaderValue>,
    pub(crate) allow_origin: Vec<HeaderValue>,
}

/// All routes.
pub(crate) fn routes(demo: Arc<Demo>, access: Access) -> Router {
    let streams = Router::new()
        .route("/events", get(events::events))
        .route("/metrics", get(metrics::metrics))
        .route("/stocks", get(stocks::stocks))
        .route("/stream", get(stream::stream))
        .route("/chat", post(chat::chat).layer(DefaultBodyLimit::max(CONVERSATION)))
        .route_layer(from_fn_with_state(Arc::clone(&demo), faults::apply));
    let rest = Router::new()
        .route("/login", post(login::login))
        .route("/refresh", post(login::refresh))
        .route("/cut", post(faults::cut))
        .route("/faults", get(faults::list).post(faults::add).delete(faults::clear))
        .route("/health", get(async || "ok"))
        .layer(DefaultBodyLimit::max(SMALL));
    let mut api = streams
        .merge(rest)
        // Without it an unknown route would answer with the page.
        .fallback(async || StatusCode::NOT_FOUND)
        .with_state(demo);
    if !access.allow_origin.is_empty() {
        api = api.layer(cors(access.allow_origin));
    }
    access.page.routes(access.csp).nest("/api", api).layer(log::layer())
}

fn cors(origins: Vec<HeaderValue>) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(origins)
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CACHE_CONTROL,
            header::CONTENT_TYPE,
            HeaderName::from_static("last-event-id"),
        ])
        .expose_headers([header::RETRY_AFTER])
        .max_age(Duration::from_secs(600))
}

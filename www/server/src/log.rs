//! The log, on standard error: one span a request. Neither headers nor bodies
//! nor queries get into it, hence no token.

use std::error::Error;
use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use tower_http::classify::{ServerErrorsAsFailures, SharedClassifier};
use tower_http::trace::{MakeSpan, OnResponse, TraceLayer};
use tracing::{Span, field};
use tracing_subscriber::EnvFilter;

use crate::flags::LogFormat;

/// Starts it.
pub(crate) fn start(format: LogFormat, filter: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
    let filter = EnvFilter::try_new(filter)?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().with_span_list(false).try_init(),
    }
}

/// Around every request.
pub(crate) fn layer()
-> TraceLayer<SharedClassifier<ServerErrorsAsFailures>, RequestSpan, (), Answered, (), (), ()> {
    TraceLayer::new_for_http()
        .make_span_with(RequestSpan)
        .on_request(())
        .on_response(Answered)
        .on_body_chunk(())
        .on_eos(())
        // A 503 is an answer like others, and a cut stream was cut on request.
        .on_failure(())
}

#[derive(Clone, Debug)]
pub(crate) struct RequestSpan;

impl MakeSpan<Body> for RequestSpan {
    fn make_span(&mut self, request: &Request<Body>) -> Span {
        tracing::info_span!(
            "request",
            method = %request.method(),
            path = request.uri().path(),
            user = field::Empty,
        )
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Answered;

impl<B> OnResponse<B> for Answered {
    fn on_response(self, response: &Response<B>, latency: Duration, _: &Span) {
        let ms = latency.as_secs_f64() * 1e3;
        tracing::info!(status = response.status().as_u16(), ms, "answered");
    }
}

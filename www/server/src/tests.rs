//! The routes as their callers see them: without a socket, on simulated time,
//! except where the socket is what matters.

mod access;
mod chat;
mod connection;
mod events;
mod faults;
mod login;
mod metrics;
mod page;
mod stocks;
mod stream;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::demo::Demo;
use crate::page::Page;
use crate::routes::{Access, routes};
use crate::tokens::Lifetimes;

const LIFETIME: Duration = Duration::from_secs(60);
const LIFETIMES: Lifetimes = Lifetimes { token: LIFETIME, refresh_token: Duration::from_secs(600) };

fn page() -> Page {
    Page::new(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/page")))
}

fn demo() -> (Arc<Demo>, Router) {
    let demo = Arc::new(Demo::new(LIFETIMES));
    let access = Access { page: page(), csp: None, allow_origin: Vec::new() };
    (Arc::clone(&demo), routes(demo, access))
}

async fn send(routes: &Router, request: Builder, body: Body) -> Response<Body> {
    let request = request.body(body).expect("a request");
    routes.clone().oneshot(request).await.expect("infallible")
}

async fn read_json(response: Response<Body>) -> Value {
    let body = response.into_body().collect().await.expect("a body");
    serde_json::from_slice(&body.to_bytes()).expect("JSON")
}

async fn post(routes: &Router, bearer: &str, path: &str, body: &Value) -> Response<Body> {
    let request = Request::post(path)
        .header(header::AUTHORIZATION, bearer)
        .header(header::CONTENT_TYPE, "application/json");
    send(routes, request, Body::from(body.to_string())).await
}

async fn log_in(routes: &Router, user: &str, password: &str) -> Response<Body> {
    post(routes, "", "/api/login", &json!({ "user": user, "password": password })).await
}

async fn bearer(routes: &Router, user: &str) -> String {
    let session = read_json(log_in(routes, user, "demo").await).await;
    format!("Bearer {}", session["token"].as_str().expect("a token"))
}

fn get(path: &str, bearer: &str) -> Builder {
    Request::get(path).header(header::AUTHORIZATION, bearer)
}

async fn open(routes: &Router, bearer: &str, path: &str) -> Response<Body> {
    send(routes, get(path, bearer), Body::empty()).await
}

/// The body of a stream that opens as one should.
async fn stream(routes: &Router, bearer: &str, path: &str) -> Body {
    let response = open(routes, bearer, path).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
    response.into_body()
}

async fn order(routes: &Router, bearer: &str, fault: Value) -> u64 {
    let response = post(routes, bearer, "/api/faults", &fault).await;
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    read_json(response).await["affected"].as_u64().expect("a count")
}

async fn frame(body: &mut Body) -> Option<Result<Vec<u8>, axum::Error>> {
    let frame = body.frame().await?;
    Some(frame.map(|frame| frame.into_data().expect("no trailers").to_vec()))
}

async fn text(body: &mut Body) -> String {
    let frame = frame(body).await.expect("not ended").expect("not broken");
    String::from_utf8(frame).expect("UTF-8")
}

/// All that comes until the end.
async fn rest(body: Body) -> String {
    let body = body.collect().await.expect("not broken");
    String::from_utf8(body.to_bytes().to_vec()).expect("UTF-8")
}

/// The values of a field, in order.
fn fields<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let lines = text.lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(field, _)| *field == name).map(|(_, value)| value).collect()
}

/// The data of each event.
fn data(text: &str) -> Vec<Value> {
    let data = fields(text, "data").into_iter();
    data.map(|data| serde_json::from_str(data).expect("JSON")).collect()
}

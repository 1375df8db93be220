//! The routes as their callers see them, without a socket.

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

use crate::{Demo, routes};

const LIFETIME: Duration = Duration::from_secs(60);

fn demo() -> (Arc<Demo>, Router) {
    let demo = Arc::new(Demo::new(LIFETIME));
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    (Arc::clone(&demo), routes(demo, &page))
}

async fn send(routes: &Router, request: Builder, body: Body) -> Response<Body> {
    let request = request.body(body).expect("a request");
    routes.clone().oneshot(request).await.expect("infallible")
}

async fn read_json(response: Response<Body>) -> Value {
    let body = response.into_body().collect().await.expect("a body");
    serde_json::from_slice(&body.to_bytes()).expect("JSON")
}

async fn log_in(routes: &Router, user: &str, password: &str) -> Response<Body> {
    let request = Request::post("/api/login").header(header::CONTENT_TYPE, "application/json");
    let body = json!({ "user": user, "password": password });
    send(routes, request, Body::from(body.to_string())).await
}

async fn bearer(routes: &Router, user: &str) -> String {
    let session = read_json(log_in(routes, user, "demo").await).await;
    format!("Bearer {}", session["token"].as_str().expect("a token"))
}

async fn open(routes: &Router, bearer: &str, query: &str) -> Response<Body> {
    let request = Request::get(format!("/api/events{query}")).header(header::AUTHORIZATION, bearer);
    send(routes, request, Body::empty()).await
}

async fn frame(body: &mut Body) -> Option<Result<String, axum::Error>> {
    let frame = body.frame().await?;
    Some(frame.map(|frame| {
        let data = frame.into_data().expect("no trailers");
        String::from_utf8(data.to_vec()).expect("UTF-8")
    }))
}

async fn text(body: &mut Body) -> String {
    frame(body).await.expect("not ended").expect("not broken")
}

#[tokio::test]
async fn login_gives_a_token_and_its_lifetime() {
    let (_, routes) = demo();
    let response = log_in(&routes, "ada", "demo").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(read_json(response).await["expiresIn"], 60);

    for (user, password) in [("ada", "guess"), ("", "demo"), ("  ", "demo")] {
        let response = log_in(&routes, user, password).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_good_token_nothing_is_given() {
    let (_, routes) = demo();
    let expired = bearer(&routes, "ada").await;
    tokio::time::advance(LIFETIME).await;

    for token in ["", "Bearer", "Bearer guess", "Basic ada", &expired] {
        let response = open(&routes, token, "").await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{token}");
        assert!(read_json(response).await["error"].is_string());
    }
    let cut = send(&routes, Request::post("/api/cut"), Body::empty()).await;
    assert_eq!(cut.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_stream_begins_with_its_reconnection_time() {
    let (demo, routes) = demo();
    let response = open(&routes, &bearer(&routes, "ada").await, "").await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");

    let mut body = response.into_body();
    assert!(text(&mut body).await.contains("retry: 1000\n"));
    demo.feed.publish(None, &json!({ "price": 1 }));
    assert_eq!(text(&mut body).await, "id: 1\ndata: {\"price\":1}\n\n");
    demo.feed.publish(Some("notice"), &"hello");
    let notice = text(&mut body).await;
    assert_eq!(notice, "id: 2\nevent: notice\ndata: \"hello\"\n\n");
}

#[tokio::test]
async fn what_was_missed_is_replayed_and_the_header_wins() {
    let (demo, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    for number in 1..=5 {
        demo.feed.publish(None, &number);
    }

    let mut body = open(&routes, &bearer, "?lastEventId=3").await.into_body();
    text(&mut body).await;
    assert!(text(&mut body).await.starts_with("id: 4\n"));
    assert!(text(&mut body).await.starts_with("id: 5\n"));

    let request = Request::get("/api/events?lastEventId=1")
        .header(header::AUTHORIZATION, &bearer)
        .header("Last-Event-ID", "4");
    let mut body = send(&routes, request, Body::empty()).await.into_body();
    text(&mut body).await;
    assert!(text(&mut body).await.starts_with("id: 5\n"));
}

#[tokio::test]
async fn a_cut_breaks_the_users_streams() {
    let (_, routes) = demo();
    let (ada, bob) = (bearer(&routes, "ada").await, bearer(&routes, "bob").await);
    let mut cut_stream = open(&routes, &ada, "").await.into_body();
    let mut other_stream = open(&routes, &bob, "").await.into_body();
    text(&mut cut_stream).await;
    text(&mut other_stream).await;

    let request = Request::post("/api/cut").header(header::AUTHORIZATION, &ada);
    let response = send(&routes, request, Body::empty()).await;
    assert_eq!(read_json(response).await, json!({ "cut": 1 }));
    assert!(frame(&mut cut_stream).await.expect("not ended").is_err());

    let quiet = tokio::time::timeout(Duration::from_millis(20), frame(&mut other_stream));
    assert!(quiet.await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_quiet_stream_is_kept_alive_until_its_token_expires() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let mut body = open(&routes, &bearer, "").await.into_body();
    text(&mut body).await;
    for _ in 0..3 {
        assert_eq!(text(&mut body).await, ": keep-alive\n\n");
    }
    while let Some(frame) = frame(&mut body).await {
        assert_eq!(frame.expect("not broken"), ": keep-alive\n\n");
    }
}

#[tokio::test]
async fn a_closed_feed_ends_streams_and_refuses_new_ones() {
    let (demo, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let mut body = open(&routes, &bearer, "").await.into_body();
    text(&mut body).await;
    demo.feed.close();
    assert!(frame(&mut body).await.is_none());
    let response = open(&routes, &bearer, "").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn the_page_never_answers_for_the_api() {
    let (_, routes) = demo();
    let get = async |path: &str| send(&routes, Request::get(path), Body::empty()).await.status();
    assert_eq!(get("/api/health").await, StatusCode::OK);
    assert_eq!(get("/api/unknown").await, StatusCode::NOT_FOUND);
    assert_eq!(get("/main.rs").await, StatusCode::OK);
}

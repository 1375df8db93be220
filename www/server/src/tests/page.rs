//! The page beside the API.

use axum::http::HeaderValue;

use super::*;

async fn fetch(routes: &Router, path: &str) -> Response<Body> {
    send(routes, Request::get(path), Body::empty()).await
}

#[tokio::test]
async fn the_page_never_answers_for_the_api() {
    let (_, routes) = demo();
    assert_eq!(fetch(&routes, "/api/health").await.status(), StatusCode::OK);
    assert_eq!(fetch(&routes, "/api/unknown").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(fetch(&routes, "/api").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(fetch(&routes, "/").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_the_page_is_not() {
    let (_, routes) = demo();
    // The last is a path of the page's own router.
    for path in ["/", "/index.html", "/stocks"] {
        let response = fetch(&routes, path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache", "{path}");
        let content_type = &response.headers()[header::CONTENT_TYPE];
        assert!(content_type.as_bytes().starts_with(b"text/html"), "{path}");
    }
    let asset = fetch(&routes, "/assets/index-1a2b3c4d.js").await;
    assert_eq!(asset.status(), StatusCode::OK);
    assert_eq!(asset.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    let gone = fetch(&routes, "/assets/index-of-an-earlier-build.js").await;
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    assert_eq!(gone.headers()[header::CACHE_CONTROL], "no-cache");
}

#[tokio::test]
async fn a_policy_is_sent_when_there_is_one() {
    let (demo, routes) = demo();
    assert!(!fetch(&routes, "/").await.headers().contains_key(header::CONTENT_SECURITY_POLICY));

    let csp = Some(HeaderValue::from_static("script-src 'self'"));
    let routes =
        crate::routes::routes(demo, Access { page: page(), csp, allow_origin: Vec::new() });
    for path in ["/", "/assets/index-1a2b3c4d.js"] {
        let response = fetch(&routes, path).await;
        assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], "script-src 'self'");
    }
}

#[tokio::test]
async fn the_page_is_compressed_and_streams_are_not() {
    let (_, routes) = demo();
    let asset = Request::get("/assets/index-1a2b3c4d.js").header(header::ACCEPT_ENCODING, "gzip");
    let asset = send(&routes, asset, Body::empty()).await;
    assert_eq!(asset.headers()[header::CONTENT_ENCODING], "gzip");

    let bearer = bearer(&routes, "ada").await;
    for path in ["/api/events", "/api/metrics", "/api/stocks", "/api/stream"] {
        let stream = get(path, &bearer).header(header::ACCEPT_ENCODING, "gzip");
        let stream = send(&routes, stream, Body::empty()).await;
        assert_eq!(stream.status(), StatusCode::OK);
        assert!(!stream.headers().contains_key(header::CONTENT_ENCODING), "{path}");
    }
}

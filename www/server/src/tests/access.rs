//! Pages of other origins.

use axum::http::HeaderValue;

use super::*;

const ORIGIN: &str = "http://localhost:5173";

fn shared() -> Router {
    let allow_origin = vec![HeaderValue::from_static(ORIGIN)];
    let access = Access { page: page(), csp: None, allow_origin };
    routes(Arc::new(Demo::new(LIFETIMES)), access)
}

fn preflight(origin: &str) -> Builder {
    Request::options("/api/events")
        .header(header::ORIGIN, origin)
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "GET")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization,last-event-id")
}

#[tokio::test]
async fn an_allowed_origin_may_send_credentials_and_headers() {
    let routes = shared();
    let response = send(&routes, preflight(ORIGIN), Body::empty()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers();
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], ORIGIN);
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_CREDENTIALS], "true");
    let allowed = headers[header::ACCESS_CONTROL_ALLOW_HEADERS].to_str().expect("ASCII");
    for name in ["authorization", "last-event-id", "content-type", "cache-control"] {
        assert!(allowed.contains(name), "{name}");
    }
    let methods = headers[header::ACCESS_CONTROL_ALLOW_METHODS].to_str().expect("ASCII");
    assert!(["GET", "POST", "DELETE"].iter().all(|method| methods.contains(method)));
}

#[tokio::test]
async fn refusals_can_be_read_there_too() {
    let routes = shared();
    let request = Request::get("/api/events").header(header::ORIGIN, ORIGIN);
    let response = send(&routes, request, Body::empty()).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], ORIGIN);
}

#[tokio::test]
async fn no_other_origin_is_let_in() {
    let response = send(&shared(), preflight("http://localhost:1"), Body::empty()).await;
    assert!(!response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    let (_, routes) = demo();
    let response = send(&routes, preflight(ORIGIN), Body::empty()).await;
    assert!(!response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
}

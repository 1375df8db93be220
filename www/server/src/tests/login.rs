//! Login, its renewal, and what a token opens.

use super::*;

#[tokio::test]
async fn login_gives_tokens_and_their_lifetime() {
    let (_, routes) = demo();
    let response = log_in(&routes, "ada", "demo").await;
    assert_eq!(response.status(), StatusCode::OK);
    let session = read_json(response).await;
    assert_eq!(session["expiresIn"], 60);
    assert!(session["token"].is_string() && session["refreshToken"].is_string());

    for (user, password) in [("ada", "guess"), ("", "demo"), ("  ", "demo")] {
        let response = log_in(&routes, user, password).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_gives_new_tokens_once() {
    let (_, routes) = demo();
    let old = read_json(log_in(&routes, "ada", "demo").await).await;
    tokio::time::advance(LIFETIME).await;

    let spend = json!({ "refreshToken": old["refreshToken"] });
    let response = post(&routes, "", "/api/refresh", &spend).await;
    assert_eq!(response.status(), StatusCode::OK);
    let new = read_json(response).await;
    assert_eq!(new["expiresIn"], 60);
    assert_ne!(new["token"], old["token"]);
    assert_ne!(new["refreshToken"], old["refreshToken"]);
    let bearer = format!("Bearer {}", new["token"].as_str().expect("a token"));
    drop(stream(&routes, &bearer, "/api/events").await);

    for refused in [&old["refreshToken"], &new["token"], &json!("guess")] {
        let response = post(&routes, "", "/api/refresh", &json!({ "refreshToken": refused })).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(response.headers()[header::WWW_AUTHENTICATE], "Bearer");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_good_token_nothing_is_given() {
    let (_, routes) = demo();
    let expired = bearer(&routes, "ada").await;
    tokio::time::advance(LIFETIME).await;

    for token in ["", "Bearer", "Bearer guess", "Basic ada", &expired] {
        for path in crate::faults::ROUTES {
            let response = match path {
                "/api/chat" => post(&routes, token, path, &json!({ "messages": [] })).await,
                _ => open(&routes, token, path).await,
            };
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{token} {path}");
            assert_eq!(response.headers()[header::WWW_AUTHENTICATE], "Bearer");
            assert!(read_json(response).await["error"].is_string());
        }
    }
    for (method, path) in [
        ("POST", "/api/cut"),
        ("POST", "/api/faults"),
        ("GET", "/api/faults"),
        ("DELETE", "/api/faults"),
    ] {
        let request = Request::builder().method(method).uri(path);
        let response = send(&routes, request, Body::empty()).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{method} {path}");
    }
}

#[tokio::test(start_paused = true)]
async fn every_stream_ends_when_its_token_expires() {
    let (_, routes) = demo();
    for path in ["/api/events", "/api/metrics", "/api/stocks?rate=1", "/api/stream?rate=1"] {
        let bearer = bearer(&routes, "ada").await;
        let start = tokio::time::Instant::now();
        rest(stream(&routes, &bearer, path).await).await;
        assert!(start.elapsed().abs_diff(LIFETIME) < Duration::from_millis(2), "{path}");
        assert_eq!(open(&routes, &bearer, path).await.status(), StatusCode::UNAUTHORIZED);
    }
}

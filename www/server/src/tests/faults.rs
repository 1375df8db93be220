//! Faults on request.

use super::*;

const ROUTE: &str = "/api/stream";
const SLOW: &str = "/api/stream?rate=1";

async fn demo_of_ada() -> (Router, String) {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    (routes, bearer)
}

#[tokio::test(start_paused = true)]
async fn a_cut_breaks_and_an_end_ends_the_streams_of_the_route() {
    let (routes, ada) = demo_of_ada().await;
    let bob = bearer(&routes, "bob").await;
    for (fault, broken) in [("cut", true), ("end", false)] {
        let mut meant = stream(&routes, &ada, SLOW).await;
        let mut others =
            [stream(&routes, &ada, "/api/stocks?rate=1").await, stream(&routes, &bob, SLOW).await];
        text(&mut meant).await;

        let affected = order(&routes, &ada, json!({ "route": ROUTE, "fault": fault })).await;
        assert_eq!(affected, 1, "{fault}");
        let last = frame(&mut meant).await;
        assert_eq!(matches!(last, Some(Err(_))), broken, "{fault}");
        assert_eq!(last.is_none(), !broken, "{fault}");
        for other in &mut others {
            text(other).await;
            text(other).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_stalled_stream_is_silent_until_it_is_cut() {
    let (routes, bearer) = demo_of_ada().await;
    for path in ["/api/events", SLOW] {
        let mut body = stream(&routes, &bearer, path).await;
        text(&mut body).await;
        let fault = |name| json!({ "route": path.trim_end_matches("?rate=1"), "fault": name });
        assert_eq!(order(&routes, &bearer, fault("stall")).await, 1);
        // Longer than the keep-alive's interval.
        let silence = tokio::time::timeout(Duration::from_secs(20), frame(&mut body)).await;
        assert!(silence.is_err(), "{path}: {silence:?}");
        assert_eq!(order(&routes, &bearer, fault("cut")).await, 1);
        assert!(frame(&mut body).await.expect("not ended").is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn garbage_comes_between_events() {
    let (routes, bearer) = demo_of_ada().await;
    let whole = rest(stream(&routes, &bearer, "/api/stream?rate=1&count=3").await).await;

    let mut body = stream(&routes, &bearer, "/api/stream?rate=1&count=3").await;
    let mut events = text(&mut body).await;
    assert_eq!(order(&routes, &bearer, json!({ "route": ROUTE, "fault": "garbage" })).await, 1);
    let garbage = frame(&mut body).await.expect("not ended").expect("not broken");
    assert!(String::from_utf8(garbage).is_err());
    events += &rest(body).await;
    assert_eq!(events, whole);
}

#[tokio::test(start_paused = true)]
async fn a_status_is_given_so_many_times() {
    let (routes, bearer) = demo_of_ada().await;
    for (status, times) in [(503, 2), (401, 1), (204, 1), (200, 1)] {
        let fault = json!({ "route": ROUTE, "fault": "status", "status": status, "times": times, "retryAfter": 3 });
        assert_eq!(order(&routes, &bearer, fault).await, 0);
        for _ in 0..times {
            let response = open(&routes, &bearer, ROUTE).await;
            assert_eq!(response.status(), status);
            assert_eq!(response.headers()[header::RETRY_AFTER], "3");
            assert_eq!(response.headers().contains_key(header::WWW_AUTHENTICATE), status == 401);
            let content_type = response.headers().get(header::CONTENT_TYPE);
            assert!(content_type.is_none_or(|value| value != "text/event-stream"));
        }
        drop(stream(&routes, &bearer, ROUTE).await);
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_waits_for_its_own_route_and_user() {
    let (routes, ada) = demo_of_ada().await;
    let bob = bearer(&routes, "bob").await;
    let fault = json!({ "route": "/api/chat", "fault": "status", "status": 500 });
    order(&routes, &ada, fault).await;
    drop(stream(&routes, &ada, ROUTE).await);
    let question = json!({ "messages": [{ "role": "user", "content": "?" }] });
    let ask = async |bearer| post(&routes, bearer, "/api/chat", &question).await.status();
    assert_eq!(ask(&*bob).await, StatusCode::OK);
    assert_eq!(ask(&*ada).await, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(ask(&*ada).await, StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_delay_comes_before_the_answer() {
    let (routes, bearer) = demo_of_ada().await;
    order(&routes, &bearer, json!({ "route": ROUTE, "fault": "delay", "ms": 2_000 })).await;
    for expected in [2_000, 0] {
        let start = tokio::time::Instant::now();
        drop(stream(&routes, &bearer, ROUTE).await);
        assert!(start.elapsed().as_millis().abs_diff(expected) < 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_restart_ends_all_streams_and_gives_none_for_a_while() {
    let (routes, ada) = demo_of_ada().await;
    let bob = bearer(&routes, "bob").await;
    let paths = ["/api/events", "/api/metrics", "/api/stocks?rate=1", SLOW];
    let mut bodies = Vec::new();
    for path in paths {
        let mut body = stream(&routes, &ada, path).await;
        text(&mut body).await;
        bodies.push(body);
    }
    assert_eq!(order(&routes, &ada, json!({ "fault": "restart" })).await, 4);
    for body in bodies {
        assert_eq!(rest(body).await, "retry: 2000\n\n");
    }
    for path in paths {
        let response = open(&routes, &ada, path).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
        drop(stream(&routes, &bob, path).await);
    }
    tokio::time::advance(crate::faults::RESTART).await;
    for path in paths {
        drop(stream(&routes, &ada, path).await);
    }
}

#[tokio::test]
async fn what_waits_can_be_seen_and_cleared() {
    let (routes, bearer) = demo_of_ada().await;
    order(&routes, &bearer, json!({ "route": ROUTE, "fault": "status", "status": 503 })).await;
    order(&routes, &bearer, json!({ "route": "/api/chat", "fault": "delay", "ms": 5, "times": 2 }))
        .await;
    order(&routes, &bearer, json!({ "fault": "restart" })).await;
    let list = read_json(open(&routes, &bearer, "/api/faults").await).await;
    let expected = json!([
        { "fault": "restart" },
        { "route": ROUTE, "fault": "status", "status": 503, "times": 1 },
        { "route": "/api/chat", "fault": "delay", "ms": 5, "times": 2 },
    ]);
    assert_eq!(list, expected);

    let clear = Request::delete("/api/faults").header(header::AUTHORIZATION, &bearer);
    assert_eq!(send(&routes, clear, Body::empty()).await.status(), StatusCode::NO_CONTENT);
    let list = read_json(open(&routes, &bearer, "/api/faults").await).await;
    assert_eq!(list, json!([]));
    drop(stream(&routes, &bearer, ROUTE).await);
}

#[tokio::test]
async fn what_is_no_fault_is_refused() {
    let (routes, bearer) = demo_of_ada().await;
    for fault in [
        json!({ "route": "/api/login", "fault": "cut" }),
        json!({ "fault": "cut" }),
        json!({ "route": ROUTE, "fault": "fire" }),
        json!({ "route": ROUTE, "fault": "status" }),
        json!({ "route": ROUTE, "fault": "status", "status": 99 }),
        json!({ "route": ROUTE, "fault": "status", "status": 503, "times": 0 }),
        json!({ "route": ROUTE, "fault": "delay", "ms": 600_001 }),
    ] {
        let response = post(&routes, &bearer, "/api/faults", &fault).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{fault}");
    }
}

#[tokio::test]
async fn the_servers_end_is_announced_and_nobody_is_let_in() {
    let (demo, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let mut body = stream(&routes, &bearer, "/api/events").await;
    text(&mut body).await;
    demo.streams.close(Duration::from_secs(2));
    assert_eq!(rest(body).await, "retry: 2000\n\n");
    let response = open(&routes, &bearer, "/api/events").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
}

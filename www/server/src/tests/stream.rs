//! The synthetic stream.

use super::*;

#[tokio::test]
async fn all_events_come_in_order_and_then_the_end() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let path = "/api/stream?count=5000&size=100&types=3";
    let all = rest(stream(&routes, &bearer, path).await).await;
    assert!(all.starts_with("retry: 1000\n"));
    let ids: Vec<_> = (1..=5_000).map(|id: u32| id.to_string()).collect();
    assert_eq!(fields(&all, "id"), ids);
    for (number, data) in (1..).zip(data(&all)) {
        assert_eq!(data["n"], number);
    }
    // Every third is of the default type, which is not named.
    assert_eq!(fields(&all, "event").len(), 5_000 - 5_000_usize.div_ceil(3));
    assert_eq!(rest(stream(&routes, &bearer, path).await).await, all);
    let other = format!("{path}&seed=2");
    assert_ne!(rest(stream(&routes, &bearer, &other).await).await, all);
}

#[tokio::test]
async fn a_resumed_stream_is_the_rest_of_the_whole() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let path = "/api/stream?count=100";
    let all = rest(stream(&routes, &bearer, path).await).await;
    for last in [1, 50, 99] {
        let resumed = stream(&routes, &bearer, &format!("{path}&lastEventId={last}")).await;
        let resumed = rest(resumed).await;
        let events = resumed.strip_prefix("retry: 1000\n\n").expect("a reconnection time");
        assert!(all.ends_with(events));
        assert_eq!(fields(events, "id").len(), 100 - last);
    }
    for last in ["100", "101", "18446744073709551615"] {
        let request = get(path, &bearer).header("Last-Event-ID", last);
        let response = send(&routes, request, Body::empty()).await;
        assert_eq!(response.status(), StatusCode::NO_CONTENT, "{last}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_is_kept() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let start = tokio::time::Instant::now();
    let body = stream(&routes, &bearer, "/api/stream?count=2001&rate=100").await;
    assert_eq!(fields(&rest(body).await, "id").len(), 2_001);
    let passed = start.elapsed().as_millis();
    assert!((20_000..20_100).contains(&passed), "{passed}");
}

#[tokio::test]
async fn what_is_out_of_bounds_is_a_bad_request() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    for query in ["count=0", "size=0", "size=1048577", "rate=100001", "types=0", "types=25"] {
        let response = open(&routes, &bearer, &format!("/api/stream?{query}")).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{query}");
    }
}

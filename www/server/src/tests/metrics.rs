//! The dashboard's stream.

use super::*;

/// What comes within `seconds` while the demo runs.
async fn watch(demo: &Demo, body: &mut Body, seconds: u64) -> String {
    let mut seen = String::new();
    let watching = async {
        loop {
            seen += &text(body).await;
        }
    };
    tokio::select! {
        () = watching => {}
        () = demo.run() => {}
        () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
    }
    seen
}

fn ids(text: &str) -> Vec<u64> {
    fields(text, "id").into_iter().map(|id| id.parse().expect("a number")).collect()
}

#[tokio::test(start_paused = true)]
async fn readings_come_at_the_rate_asked_for() {
    for rate in [1, 7, 20, 60] {
        let (demo, routes) = demo();
        let path = format!("/api/metrics?rate={rate}");
        let mut body = stream(&routes, &bearer(&routes, "ada").await, &path).await;
        assert_eq!(text(&mut body).await, "retry: 1000\n\n");
        let seen = watch(&demo, &mut body, 10).await;

        let ids = ids(&seen);
        assert!(ids.len().abs_diff(10 * rate) <= 1, "{rate}: {}", ids.len());
        assert!(ids.windows(2).all(|pair| pair[1] == pair[0] + 1), "{rate}: {ids:?}");
        assert_eq!(fields(&seen, "event"), vec!["metrics"; ids.len()]);
        for reading in data(&seen) {
            assert!(reading["t"].is_u64() && reading["revenue"].is_f64(), "{reading}");
            assert!(reading["latency"]["p99"].as_f64() > reading["latency"]["p50"].as_f64());
            assert_eq!(reading["regions"].as_array().expect("regions").len(), 8);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_comes_back_misses_nothing_and_gets_nothing_twice() {
    let (demo, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let mut body = stream(&routes, &bearer, "/api/metrics?rate=7").await;
    let mut seen = watch(&demo, &mut body, 5).await;
    drop(body);

    let elsewhere = stream(&routes, &bearer, "/api/metrics?rate=60").await;
    let last = *ids(&seen).last().expect("some");
    for _ in 0..70 {
        demo.gauges.publish(Some("metrics"), &1);
    }
    drop(elsewhere);
    let path = format!("/api/metrics?rate=7&lastEventId={last}");
    let mut body = stream(&routes, &bearer, &path).await;
    seen += &text(&mut body).await;
    for _ in 0..8 {
        seen += &text(&mut body).await;
    }
    let ids = ids(&seen);
    assert!(ids.windows(2).all(|pair| pair[1] == pair[0] + 1), "{ids:?}");
}

#[tokio::test]
async fn a_rate_out_of_bounds_is_a_bad_request() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    for rate in ["0", "61", "-1", "fast"] {
        let response = open(&routes, &bearer, &format!("/api/metrics?rate={rate}")).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{rate}");
    }
}

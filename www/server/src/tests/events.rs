//! The market's stream.

use super::*;

const PATH: &str = "/api/events";

#[tokio::test]
async fn a_stream_begins_with_its_reconnection_time() {
    let (demo, routes) = demo();
    let mut body = stream(&routes, &bearer(&routes, "ada").await, PATH).await;
    assert!(text(&mut body).await.contains("retry: 1000\n"));
    demo.market.publish(None, &json!({ "price": 1 }));
    assert_eq!(text(&mut body).await, "id: 1\ndata: {\"price\":1}\n\n");
    demo.market.publish(Some("notice"), &"hello");
    let notice = text(&mut body).await;
    assert_eq!(notice, "id: 2\nevent: notice\ndata: \"hello\"\n\n");
}

#[tokio::test]
async fn what_was_missed_is_replayed_and_the_header_wins() {
    let (demo, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    for number in 1..=5 {
        demo.market.publish(None, &number);
    }

    let mut body = stream(&routes, &bearer, "/api/events?lastEventId=3").await;
    text(&mut body).await;
    assert!(text(&mut body).await.starts_with("id: 4\n"));
    assert!(text(&mut body).await.starts_with("id: 5\n"));

    let request = get("/api/events?lastEventId=1", &bearer).header("Last-Event-ID", "4");
    let mut body = send(&routes, request, Body::empty()).await.into_body();
    text(&mut body).await;
    assert!(text(&mut body).await.starts_with("id: 5\n"));
}

#[tokio::test]
async fn many_streams_receive_the_same() {
    let (demo, routes) = demo();
    let mut bodies = Vec::new();
    for user in ["ada", "ada", "bob"] {
        let mut body = stream(&routes, &bearer(&routes, user).await, PATH).await;
        text(&mut body).await;
        bodies.push(body);
    }
    demo.market.publish(None, &1);
    for body in &mut bodies {
        assert_eq!(text(body).await, "id: 1\ndata: 1\n\n");
    }
}

#[tokio::test]
async fn a_reader_too_far_behind_is_broken_off_to_replay() {
    let (demo, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let mut body = stream(&routes, &bearer, PATH).await;
    text(&mut body).await;
    for number in 1..=300 {
        demo.market.publish(None, &number);
    }
    assert!(frame(&mut body).await.expect("not ended").is_err());
    let mut body = stream(&routes, &bearer, "/api/events?lastEventId=0").await;
    text(&mut body).await;
    for number in 1..=300 {
        assert_eq!(text(&mut body).await, format!("id: {number}\ndata: {number}\n\n"));
    }
}

#[tokio::test]
async fn a_cut_breaks_the_users_streams() {
    let (_, routes) = demo();
    let (ada, bob) = (bearer(&routes, "ada").await, bearer(&routes, "bob").await);
    let mut cut_stream = stream(&routes, &ada, PATH).await;
    let mut other_stream = stream(&routes, &bob, PATH).await;
    text(&mut cut_stream).await;
    text(&mut other_stream).await;

    let response = post(&routes, &ada, "/api/cut", &Value::Null).await;
    assert_eq!(read_json(response).await, json!({ "cut": 1 }));
    assert!(frame(&mut cut_stream).await.expect("not ended").is_err());

    let quiet = tokio::time::timeout(Duration::from_millis(20), frame(&mut other_stream));
    assert!(quiet.await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_quiet_stream_is_kept_alive_until_its_token_expires() {
    let (_, routes) = demo();
    let mut body = stream(&routes, &bearer(&routes, "ada").await, PATH).await;
    text(&mut body).await;
    for _ in 0..3 {
        assert_eq!(text(&mut body).await, ": keep-alive\n\n");
    }
    while let Some(frame) = frame(&mut body).await {
        assert_eq!(frame.expect("not broken"), b": keep-alive\n\n");
    }
}

#[tokio::test(start_paused = true)]
async fn the_demo_trades_and_tells() {
    let (demo, routes) = demo();
    let mut body = stream(&routes, &bearer(&routes, "ada").await, PATH).await;
    text(&mut body).await;
    let told = async {
        let mut told = String::new();
        while !told.contains("event: notice") {
            told += &text(&mut body).await;
        }
        told
    };
    let told = tokio::select! {
        told = told => told,
        () = demo.run() => unreachable!("it never ends"),
    };
    let data = data(&told);
    assert_eq!(data.len(), 25);
    assert!(data[..24].iter().all(|quote| quote["price"].is_number()));
    assert!(data[24]["text"].is_string());
}

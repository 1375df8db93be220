//! The stock board's stream.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_snapshot_comes_first_and_updates_follow_it() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let mut body = stream(&routes, &bearer, "/api/stocks?count=20&rate=5000").await;
    let first = text(&mut body).await;
    assert_eq!(fields(&first, "retry"), ["1000"]);
    assert_eq!((fields(&first, "event"), fields(&first, "id")), (vec!["snapshot"], vec!["0"]));
    let snapshot = data(&first).remove(0);
    assert_eq!(snapshot.as_array().expect("instruments").len(), 20);
    for member in ["symbol", "open", "last", "high", "low", "volume"] {
        assert!(!snapshot[19][member].is_null(), "{member}");
    }
    assert!(snapshot[0]["name"]["en"].is_string() && snapshot[0]["name"]["zh"].is_string());

    let (start, mut updates) = (tokio::time::Instant::now(), String::new());
    while start.elapsed() < Duration::from_secs(1) {
        let write = text(&mut body).await;
        assert!(write.ends_with("\n\n"));
        updates += &write;
    }
    assert!(fields(&updates, "event").is_empty());
    let updates: Vec<_> = fields(&updates, "id").into_iter().zip(data(&updates)).collect();
    // The last tick may lie a little beyond the second.
    assert!((5_000..5_100).contains(&updates.len()), "{}", updates.len());
    for (number, (id, update)) in (1..).zip(&updates) {
        assert_eq!(id.parse(), Ok(number));
        assert!(update["s"].as_u64() < Some(20), "{update}");
        assert!(update["p"].as_f64() > Some(0.0) && update["v"].as_u64() > Some(0), "{update}");
        assert!(update["t"].as_u64() <= Some(1_020), "{update}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_comes_back_gets_the_state_and_goes_on() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let mut body = stream(&routes, &bearer, "/api/stocks?count=20&rate=1000").await;
    let mut board = data(&text(&mut body).await).remove(0);
    let mut last = String::new();
    for _ in 0..10 {
        let updates = text(&mut body).await;
        for update in data(&updates) {
            let line = &mut board[update["s"].as_u64().expect("an index") as usize];
            line["last"] = update["p"].clone();
            line["volume"] = update["v"].clone();
        }
        last = (*fields(&updates, "id").last().expect("an ID")).to_owned();
    }

    let path = format!("/api/stocks?count=20&rate=1000&lastEventId={last}");
    let mut resumed = stream(&routes, &bearer, &path).await;
    let snapshot = text(&mut resumed).await;
    assert_eq!(fields(&snapshot, "id"), [&*last]);
    for (line, seen) in data(&snapshot)[0]
        .as_array()
        .expect("instruments")
        .iter()
        .zip(board.as_array().expect("instruments"))
    {
        assert_eq!((&line["last"], &line["volume"]), (&seen["last"], &seen["volume"]));
    }
    let next: u64 = last.parse::<u64>().expect("a number") + 1;
    assert_eq!(fields(&text(&mut resumed).await, "id")[0], next.to_string());
}

#[tokio::test]
async fn what_is_out_of_bounds_is_a_bad_request() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    for query in ["rate=0", "rate=20001", "count=0", "count=1001"] {
        let response = open(&routes, &bearer, &format!("/api/stocks?{query}")).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{query}");
    }
}

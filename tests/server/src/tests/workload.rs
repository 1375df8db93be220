//! The workloads of the benchmarks: what is promised of one is what its client reads.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use super::{ask, json, start};
use crate::workload::bytes::Stream;

const END: &str = "event: end\ndata: end\n\n";

/// The chunks of a chunked body, in order.
fn chunks(mut body: &str) -> Vec<&str> {
    let mut chunks = Vec::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            break;
        }
        chunks.push(&rest[..size]);
        body = &rest[size + 2..];
    }
    chunks
}

/// Events, UTF-16 units of data and types, without what the server knows of its events.
fn heard(body: &str) -> (usize, usize, Vec<String>) {
    let (mut events, mut units, mut types) = (0, 0, Vec::new());
    for block in body.replace("\r\n", "\n").split("\n\n") {
        let values = |field: &str| {
            let lines = block.split('\n').filter_map(|line| line.split_once(": "));
            lines.filter(|line| line.0 == field).map(|line| line.1.to_owned()).collect::<Vec<_>>()
        };
        let data = values("data");
        if !data.is_empty() {
            events += 1;
            units += data.join("\n").encode_utf16().count();
            types.push(values("event").pop().unwrap_or("message".to_owned()));
        }
    }
    types.sort();
    types.dedup();
    (events, units, types)
}

#[tokio::test]
async fn a_workload_is_what_its_facts_say() {
    let server = start().await;
    let names = ["small", "json", "cjk", "large", "tokens-at-once", "types", "lines", "comments"];
    let cases = names.into_iter().flat_map(|name| [(name, 7), (name, 12_000)]);
    for (name, count) in
        cases.chain([("mixed", 12_000), ("tokens", 20), ("bytes", 20), ("line", 1)])
    {
        let path = format!("/workload/{name}");
        let mut facts = json(server, &format!("{path}/facts?count={count}")).await;
        let (_, body) = ask(server, "GET", &format!("{path}?count={count}"), "").await;
        let body = chunks(&body).concat();
        assert_eq!(facts["bytes"], body.len(), "{name}");
        let (events, units, types) = heard(body.strip_suffix(END).expect(name));
        facts["types"].as_array_mut().unwrap().sort_by_key(|name| name.to_string());
        assert_eq!(facts["events"], events, "{name}");
        assert_eq!(facts["length"], units, "{name}");
        assert_eq!(facts["types"], json!(types), "{name}");
    }
}

#[test]
fn events_are_as_long_as_they_are_said_to_be() {
    for (name, bytes) in [("small", 26), ("json", 200), ("large", 2048)] {
        let stream = Stream::new(name, 1000).unwrap();
        assert_eq!(stream.period.len(), 1000 * bytes, "{name}");
        assert!(stream.ends.iter().enumerate().all(|(n, end)| *end == (n + 1) * bytes), "{name}");
    }
    let json = Stream::new("json", 1000).unwrap();
    let data = str::from_utf8(&json.period)
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("data: "));
    assert!(data.map(serde_json::from_str::<serde_json::Value>).all(|json| json.is_ok()));
    assert_eq!(Stream::new("line", 2).unwrap().period.len(), 2 * 1024 * 1024 + 2);
    assert!(Stream::new("none", 1).is_none());
}

#[tokio::test]
async fn events_and_bytes_come_in_writes_of_their_own() {
    let server = start().await;
    let (_, body) = ask(server, "GET", "/workload/tokens?count=3", "").await;
    let tokens = chunks(&body);
    assert_eq!(tokens.len(), 4);
    assert!(tokens.iter().all(|chunk| chunk.ends_with("\n\n")));
    let (_, body) = ask(server, "GET", "/workload/bytes?count=3", "").await;
    assert_eq!(chunks(&body).iter().filter(|chunk| chunk.len() == 1).count(), 3 * 26);
}

#[tokio::test]
async fn live_events_carry_the_time_and_keep_the_rate() {
    let server = start().await;
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1e3;
    let before = now();
    let (_, body) = ask(server, "GET", "/live?rate=100&count=5", "").await;
    let body = chunks(&body).concat();
    let times: Vec<f64> =
        body.lines().filter_map(|line| line.strip_prefix("data: ")?.parse().ok()).collect();
    assert_eq!(times.len(), 5);
    assert!(body.starts_with("id: 1\n") && body.ends_with(END));
    assert!(before <= times[0] + 0.001 && times[4] <= now() + 0.001, "{before} {times:?}");
    // Bounds that a busy machine keeps: a late tick does not make the next one late.
    assert!(times[4] - times[0] >= 30.0, "{times:?}");
}

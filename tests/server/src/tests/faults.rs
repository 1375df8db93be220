//! What goes wrong, seen from a client's socket.

use std::io::{ErrorKind, Read};

use flate2::read::GzDecoder;
use serde_json::Value;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::task::yield_now;

use super::{ask, json, script, send, start};
use crate::numbered::{Numbered, blocks};
use crate::script::{Response, Step};

#[tokio::test]
async fn a_reset_is_one_and_a_cut_is_none() {
    let server = start().await;
    script(
        server,
        r#"{"responses": [{"steps": [{"send": "a"}, {"reset": true}]}, {"steps": [{"send": "a"}, {"cut": true}]}]}"#,
    )
    .await;

    let mut bytes = Vec::new();
    let mut socket = send(server, "GET", "/stream/s", b"", "").await;
    let error = socket.read_to_end(&mut bytes).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert!(bytes.ends_with(b"1\r\na\r\n"));
    let mut socket = send(server, "GET", "/stream/s", b"", "").await;
    assert!(socket.read_to_end(&mut bytes).await.is_ok());
}

#[tokio::test]
async fn a_length_may_be_more_than_the_body() {
    let server = start().await;
    script(
        server,
        r#"{"responses": [{"headers": [["content-length", "9"]], "steps": [{"send": "ab"}, {"pause": 1}]}]}"#,
    )
    .await;

    let (head, body) = ask(server, "GET", "/stream/s", "").await;
    assert!(head.contains("content-length: 9"), "{head}");
    assert_eq!(body, "ab");
}

#[tokio::test]
async fn a_compressed_body_is_readable_frame_by_frame() {
    let server = start().await;
    script(
        server,
        r#"{"responses": [{"gzip": true, "steps": [{"send": "ab"}, {"gate": "g"}, {"send": "cd"}]}]}"#,
    )
    .await;

    let mut socket = send(server, "GET", "/stream/s", b"", "").await;
    let mut bytes = Vec::new();
    while decoded(&bytes) != "ab" {
        assert_ne!(socket.read_buf(&mut bytes).await.unwrap(), 0, "it waits at the gate");
    }
    ask(server, "POST", "/gate/s/g", "").await;
    socket.read_to_end(&mut bytes).await.unwrap();
    assert_eq!(decoded(&bytes), "abcd");
    assert!(bytes.windows(22).any(|part| part == b"content-encoding: gzip"));
    let complete = GzDecoder::new(&*body(&bytes)).read_to_end(&mut Vec::new());
    assert!(complete.is_ok(), "it has its end");
}

/// The chunks that are complete.
fn body(answer: &[u8]) -> Vec<u8> {
    let after = |bytes: &[u8], what: &[u8]| {
        bytes.windows(what.len()).position(|part| part == what).map(|at| at + what.len())
    };
    let mut body = Vec::new();
    let mut rest = after(answer, b"\r\n\r\n").map_or(&b""[..], |head| &answer[head..]);
    while let Some(start) = after(rest, b"\r\n") {
        let size = str::from_utf8(&rest[..start]).unwrap().trim_end();
        let end = start + usize::from_str_radix(size, 16).unwrap();
        let Some(chunk) = rest.get(start..end) else { break };
        body.extend(chunk);
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    body
}

/// As much as can be read of it.
fn decoded(answer: &[u8]) -> String {
    let mut text = Vec::new();
    let _ = GzDecoder::new(&*body(answer)).read_to_end(&mut text);
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn who_is_not_authorized_plays_no_response() {
    let server = start().await;
    script(
        server,
        r#"{"authorize": "Bearer b", "responses": [{"steps": [{"send": "a"}]}, {"refuse": true}]}"#,
    )
    .await;

    let (head, _) = ask(server, "GET", "/stream/s", "").await;
    assert!(head.starts_with("HTTP/1.1 401"), "{head}");
    for (header, status) in [("a", "401"), ("b", "200"), ("b", "")] {
        let mut answer = String::new();
        let header = format!("authorization: Bearer {header}\r\n");
        let mut socket = send(server, "GET", "/stream/s", header.as_bytes(), "").await;
        socket.read_to_string(&mut answer).await.unwrap();
        assert!(answer.get(9..12).unwrap_or_default() == status, "{answer}");
    }
    assert_eq!(json(server, "/requests/s").await.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_restart_breaks_every_connection_and_forgets_nothing() {
    let server = start().await;
    script(server, r#"{"responses": [{"steps": [{"send": "a"}, {"stall": true}]}, {}]}"#).await;

    for _ in 0..2 {
        let stalled = tokio::spawn(async move { ask(server, "GET", "/stream/s", "").await });
        json(server, "/requests/s?atLeast=1").await;
        let (head, _) = ask(server, "POST", "/restart?pause=0", "").await;
        assert!(head.starts_with("HTTP/1.1 204"), "{head}");
        assert!(!stalled.await.unwrap().1.contains("\r\n0\r\n"), "it is unfinished");
        while TcpStream::connect(server).await.is_err() {
            yield_now().await;
        }
    }
    assert_eq!(json(server, "/requests/s").await.as_array().unwrap().len(), 2);
}

const FAULTS: [&str; 10] =
    ["cut", "reset", "stall", "end", "length", "drip", "gzip", "refuse", "mute", "unavailable"];

fn numbered(value: Value) -> Numbered {
    serde_json::from_value(value).unwrap()
}

fn bytes(response: &Response) -> Vec<u8> {
    let bytes = response.steps.iter().map(|step| match step {
        Step::Hex(bytes) => bytes.as_slice(),
        Step::Drip(text) => text.as_bytes(),
        _ => b"",
    });
    bytes.collect::<Vec<_>>().concat()
}

#[test]
fn numbered_events_go_on_after_the_last_event_id() {
    let numbered =
        numbered(serde_json::json!({ "end": 1000, "every": 20, "seed": 1, "faults": FAULTS }));
    for (last, id) in [(0, ""), (7, "7"), (999, "999"), (1000, "1000")] {
        let rest = blocks(last, 1000).into_bytes();
        for requests in 0..200 {
            let response = numbered.response(id, requests);
            assert!(rest.starts_with(&bytes(&response)), "{response:?}");
            let complete = bytes(&response).len() == rest.len();
            assert!(last < 999 || complete, "nothing goes wrong at the end");
        }
    }
}

#[test]
fn every_fault_comes_once_in_a_round() {
    let numbered =
        numbered(serde_json::json!({ "end": 1000, "every": 20, "seed": 1, "faults": FAULTS }));
    let mut rounds = (0..30).map(|requests| numbered.response("", requests)).collect::<Vec<_>>();
    for round in rounds.chunks_mut(FAULTS.len()) {
        let count = |like: &dyn Fn(&Response) -> bool| round.iter().filter(|r| like(r)).count();
        assert_eq!(count(&|response| response.refuse), 1);
        assert_eq!(count(&|response| response.gzip), 1);
        assert_eq!(count(&|response| response.status == 503), 1);
        assert_eq!(count(&|response| matches!(response.steps.last(), Some(Step::Reset(_)))), 1);
    }
}

#[tokio::test]
async fn the_header_counts_for_more_than_the_query() {
    let server = start().await;
    script(
        server,
        r#"{"responses": [{"numbered": {"end": 1000, "every": 1, "seed": 1, "faults": ["end"]}}]}"#,
    )
    .await;

    for (header, first) in [(&b""[..], "data: 8"), (b"last-event-id: 600\r\n", "data: 601")] {
        let mut answer = Vec::new();
        let path = "/stream/s?a=1&lastEventId=7";
        send(server, "GET", path, header, "").await.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        let data = answer.find("data: ").map(|start| &answer[start..]).unwrap_or_default();
        assert!(data.starts_with(first), "{answer}");
    }
}

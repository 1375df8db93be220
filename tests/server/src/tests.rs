//! The server over a real loopback connection, read as raw bytes: framing is what it is about.

mod faults;
mod workload;

use std::net::SocketAddr;

use event_stream_generator::Case;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::restart::Restarts;
use crate::{connection, router};

/// A server of its own for one test.
async fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let restarts = Restarts::default();
    tokio::spawn(connection::serve(listener, router(None, restarts.clone()), restarts));
    address
}

/// Opens a connection and writes one request.
async fn send(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[u8],
    body: &str,
) -> TcpStream {
    let mut socket = TcpStream::connect(server).await.unwrap();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n");
    let length = format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len());
    for part in [head.as_bytes(), length.as_bytes(), headers, b"\r\n", body.as_bytes()] {
        socket.write_all(part).await.unwrap();
    }
    socket
}

/// One request, and everything that comes back until the server closes: headers and raw body.
async fn ask(server: SocketAddr, method: &str, path: &str, body: &str) -> (String, String) {
    let mut answer = String::new();
    let mut socket = send(server, method, path, b"", body).await;
    socket.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    (head.to_owned(), body.to_owned())
}

async fn script(server: SocketAddr, script: &str) {
    let (head, body) = ask(server, "PUT", "/script/s", script).await;
    assert!(head.starts_with("HTTP/1.1 204"), "{head} {body}");
}

async fn json(server: SocketAddr, path: &str) -> Value {
    serde_json::from_str(&ask(server, "GET", path, "").await.1).unwrap()
}

#[tokio::test]
async fn plays_the_responses_in_order_and_repeats_the_last() {
    let server = start().await;
    script(
        server,
        r#"{"responses": [{"status": 401, "headers": [["x-a", "1"]]}, {"steps": [{"send": "a"}, {"hex": "e4bda0"}]}]}"#,
    )
    .await;

    let (head, body) = ask(server, "GET", "/stream/s", "").await;
    assert!(head.starts_with("HTTP/1.1 401") && head.contains("x-a: 1"), "{head}");
    assert!(!head.contains("content-type") && !body.contains('a'), "{head} {body}");
    for _ in 0..2 {
        let (head, body) = ask(server, "GET", "/stream/s/further?x=1", "").await;
        assert!(head.contains("content-type: text/event-stream"), "{head}");
        assert_eq!(body, "1\r\na\r\n3\r\n你\r\n0\r\n\r\n");
    }
}

#[tokio::test]
async fn a_cut_leaves_the_body_unfinished() {
    let server = start().await;
    script(
        server,
        r#"{"responses": [{"steps": [{"send": "ab"}, {"cut": true}]}, {"steps": [{"cutAfter": 3}, {"send": "ab"}, {"send": "cd"}]}]}"#,
    )
    .await;

    assert_eq!(ask(server, "GET", "/stream/s", "").await.1, "2\r\nab\r\n");
    assert_eq!(ask(server, "GET", "/stream/s", "").await.1, "2\r\nab\r\n1\r\nc\r\n");
}

#[tokio::test]
async fn a_refusal_breaks_the_connection_without_a_response() {
    let server = start().await;
    script(server, r#"{"responses": [{"refuse": true}]}"#).await;

    assert_eq!(ask(server, "GET", "/stream/s", "").await.0, "");
    assert_eq!(json(server, "/closed/s?atLeast=1").await["closed"], 1);
}

#[tokio::test]
async fn drips_one_byte_for_each_frame() {
    let server = start().await;
    script(server, r#"{"responses": [{"steps": [{"drip": "abc"}]}]}"#).await;

    let (_, body) = ask(server, "GET", "/stream/s", "").await;
    assert_eq!(body, "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n");
}

#[tokio::test]
async fn a_generated_stream_has_a_frame_for_each_chunk() {
    let server = start().await;
    for index in 0..100 {
        let case = Case::generate(1, index);
        let chunks = case.chunks().into_iter().filter(|chunk| !chunk.is_empty());
        let frames = chunks.flat_map(|chunk| {
            [format!("{:X}\r\n", chunk.len()).as_bytes(), &chunk, b"\r\n"].concat()
        });
        let expected = frames.chain(*b"0\r\n\r\n").collect::<Vec<_>>();

        let mut answer = Vec::new();
        let path = format!("/generated/1/{index}");
        send(server, "GET", &path, b"", "").await.read_to_end(&mut answer).await.unwrap();
        assert!(answer.ends_with(&[b"\r\n\r\n", &*expected].concat()), "{index}");

        let parts = json(server, &format!("{path}/parts")).await;
        assert_eq!(parts.as_array().unwrap().len(), case.parts().len());
    }
}

#[tokio::test]
async fn records_requests_without_losing_a_byte_of_their_headers() {
    let server = start().await;
    script(server, r#"{"responses": [{}]}"#).await;

    drop(send(server, "POST", "/stream/s/p?q=1&r", b"X-A: \xe9\xff\r\nx-a: 2\r\n", "body").await);
    let requests = json(server, "/requests/s?atLeast=1").await;
    let request = &requests[0];
    assert_eq!(request["method"], "POST");
    assert_eq!(request["path"], "/stream/s/p");
    assert_eq!(request["query"], "q=1&r");
    assert_eq!(request["body"], "body");
    let headers = request["headers"].as_array().unwrap();
    assert!(headers.contains(&serde_json::json!(["x-a", "éÿ"])), "{headers:?}");
    assert!(headers.contains(&serde_json::json!(["x-a", "2"])), "{headers:?}");
}

#[tokio::test]
async fn a_gate_holds_a_response_until_it_is_opened_for_good() {
    let server = start().await;
    script(server, r#"{"responses": [{"hold": "g", "steps": [{"gate": "g"}, {"send": "a"}]}]}"#)
        .await;

    let asked = tokio::spawn(async move { ask(server, "GET", "/stream/s", "").await });
    json(server, "/requests/s?atLeast=1").await;
    assert!(!asked.is_finished());
    ask(server, "POST", "/gate/s/g", "").await;
    assert_eq!(asked.await.unwrap().1, "1\r\na\r\n0\r\n\r\n");
    assert_eq!(ask(server, "GET", "/stream/s", "").await.1, "1\r\na\r\n0\r\n\r\n");
}

#[tokio::test]
async fn sees_the_client_leave_before_and_amid_a_response() {
    let server = start().await;
    script(server, r#"{"responses": [{"hold": "never"}, {"steps": [{"stall": true}]}]}"#).await;

    for closed in 1..=2 {
        let client = send(server, "GET", "/stream/s", b"", "").await;
        json(server, &format!("/requests/s?atLeast={closed}")).await;
        drop(client);
        assert_eq!(json(server, &format!("/closed/s?atLeast={closed}")).await["closed"], closed);
    }
}

#[tokio::test]
async fn answers_preflights_apart_from_the_responses() {
    let server = start().await;
    script(
        server,
        r#"{"responses": [{"steps": [{"send": "a"}]}], "preflight": {"headers": [["access-control-allow-headers", "x"]]}}"#,
    )
    .await;

    let mut answer = String::new();
    let asked = b"access-control-request-method: GET\r\n";
    let mut socket = send(server, "OPTIONS", "/stream/s", asked, "").await;
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.contains("access-control-allow-headers: x"), "{answer}");
    assert_eq!(ask(server, "GET", "/stream/s", "").await.1, "1\r\na\r\n0\r\n\r\n");
    assert_eq!(json(server, "/requests/s").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn refuses_a_script_it_does_not_understand() {
    let server = start().await;
    for wrong in [
        r#"{"responses": []}"#,
        r#"{"responses": [{"steps": [{"sent": "a"}]}]}"#,
        r#"{"responses": [{"steps": [{"hex": "e4b"}]}]}"#,
        r#"{"responses": [{"statuts": 200}]}"#,
    ] {
        let (head, _) = ask(server, "PUT", "/script/s", wrong).await;
        assert!(head.starts_with("HTTP/1.1 422"), "{wrong}: {head}");
    }
}

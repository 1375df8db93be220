//! Claim: a connection is announced for status 200 and the essence text/event-stream alone.
#![cfg(not(target_arch = "wasm32"))]

use event_source_polyfill_wasm::response::{Refusal, Response};

fn check(status: u16, content_type: Option<&str>) -> Result<(), Refusal> {
    Response { status, content_type, retry_after: None }.check()
}

#[test]
fn statuses() {
    for status in [100, 199, 201, 204, 205, 206, 210, 299, 304, 400, 401, 404, 410, 429, 500, 503] {
        assert_eq!(check(status, Some("text/event-stream")), Err(Refusal::Status), "{status}");
    }
    assert_eq!(check(404, None), Err(Refusal::Status), "the status is looked at first");
}

#[test]
fn accepted_types() {
    for content_type in [
        "text/event-stream",
        "text/event-stream;charset=utf-8",
        "text/event-stream; charset=windows-1251",
        "text/event-stream ;charset=utf-8",
        "text/event-stream;",
        "  Text/Event-STREAM\t",
        "text/event-stream;x=\"a,b\"",
        "text/html, text/event-stream",
        "text/event-stream;x=\"a\\\", text/html;y=\"",
        "text/event-stream;x=\"a\\\\\", text/event-stream",
        "text/event-stream, te xt/html",
        "text/event-stream, text/",
        "text/event-stream, /html",
        "text/event-stream, text/ht ml",
        "text/event-stream, */*",
        "text/event-stream, nonsense",
    ] {
        assert_eq!(check(200, Some(content_type)), Ok(()), "{content_type}");
    }
}

#[test]
fn refused_types() {
    for content_type in [
        "",
        "text/plain",
        "text/event-streamx",
        "xtext/event-stream",
        "text/event-stream/x",
        "text/ event-stream",
        "text /event-stream",
        "text/event stream",
        "textevent-stream",
        "text/event-stream, text/html",
        "text/event-stream, !#$%&'*+-.^_`|~/09azAZ",
        "text/event-stream;x=\"a\\\\\", text/html",
        "text/html;x=\"a,text/event-stream",
        "application/json; text/event-stream",
    ] {
        assert_eq!(check(200, Some(content_type)), Err(Refusal::ContentType), "{content_type}");
    }
    assert_eq!(check(200, None), Err(Refusal::ContentType));
}

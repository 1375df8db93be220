//! The headers of a request: those of the page, `Accept` and `Last-Event-ID`.
//!
//! The face sends its first request before the wasm is there, so `pkg-template/face/request.js` has the
//! rule as well; `tests/rules/` holds both to one table.

/// What is sent where the page gave `given`. An ID replaces one that the page gave to start from.
pub fn request_headers(given: Vec<(String, String)>, last_event_id: &str) -> Vec<(String, String)> {
    let is = |name: &str, other: &str| name.eq_ignore_ascii_case(other);
    let mut sent = Vec::with_capacity(given.len() + 2);
    if !given.iter().any(|(name, _)| is(name, "accept")) {
        sent.push(("Accept".to_owned(), "text/event-stream".to_owned()));
    }
    sent.extend(
        given
            .into_iter()
            .filter(|(name, _)| last_event_id.is_empty() || !is(name, "last-event-id")),
    );
    if !last_event_id.is_empty() {
        sent.push(("Last-Event-ID".to_owned(), isomorphic_decode(last_event_id)));
    }
    sent
}

/// A header value is bytes, and a byte is one unit of a `ByteString` (Infra, isomorphic decode): the
/// standard sends the ID in UTF-8.
fn isomorphic_decode(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

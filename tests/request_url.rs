//! Claim: the last event ID goes into the query as event-source-polyfill puts it, without its bugs.
#![cfg(not(target_arch = "wasm32"))]

use event_source_polyfill_wasm::request_url::request_url;

#[test]
fn table() {
    for (url, id, expected) in [
        ("http://h/x", "7", "http://h/x?lastEventId=7"),
        ("http://h/x?a=1", "7", "http://h/x?a=1&lastEventId=7"),
        ("http://h/x?a=1&lastEventId=3&b=2", "7", "http://h/x?a=1&b=2&lastEventId=7"),
        ("http://h/x?lastEventId=3&lastEventId=4", "7", "http://h/x?lastEventId=7"),
        ("http://h/x?lastEventId", "7", "http://h/x?lastEventId=7"),
        // Others keep their writing, prefixes of the name included.
        (
            "http://h/x?lastEventIdx=1&q=a%20b+c",
            "7",
            "http://h/x?lastEventIdx=1&q=a%20b+c&lastEventId=7",
        ),
        // event-source-polyfill leaves a stray & here,
        ("http://h/x?lastEventId=9", "7", "http://h/x?lastEventId=7"),
        ("http://h/x?", "7", "http://h/x?lastEventId=7"),
        ("http://h/x?a=1&", "7", "http://h/x?a=1&lastEventId=7"),
        // and here it loses the ID in the fragment.
        ("http://h/x#f?g", "7", "http://h/x?lastEventId=7#f?g"),
        ("http://h/x?a=1#f", "7", "http://h/x?a=1&lastEventId=7#f"),
        ("http://h/x", "a b&=#/?你", "http://h/x?lastEventId=a%20b%26%3D%23%2F%3F%E4%BD%A0"),
        ("http://h/x", "-_.!~*'()aZ9", "http://h/x?lastEventId=-_.!~*'()aZ9"),
        ("http://h/x?a=1", "", "http://h/x?a=1"),
        ("data:text/event-stream,data:x", "7", "data:text/event-stream,data:x"),
        ("blob:http://h/1234", "7", "blob:http://h/1234"),
    ] {
        assert_eq!(request_url(url, "lastEventId", id), expected, "{url} {id}");
    }
}

#[test]
fn another_name() {
    assert_eq!(
        request_url("http://h/x?lastEventId=1&since=2", "since", "7"),
        "http://h/x?lastEventId=1&since=7"
    );
}

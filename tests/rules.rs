//! Claim: a rule that the face needs before the wasm is there, and so has in JavaScript, is the same
//! rule here. `tests/face/rules.test.mjs` has the same table.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;

use event_source_polyfill_wasm::LastEventIdTransport;
use event_source_polyfill_wasm::connection::{Conditions, Page, Presence, is_local};
use event_source_polyfill_wasm::request_headers::request_headers;
use event_source_polyfill_wasm::request_url::has_credentials;
use serde_json::Value;

fn rows(rule: &str) -> Vec<Value> {
    let mut table: BTreeMap<String, Vec<Value>> =
        serde_json::from_str(include_str!("rules.json")).unwrap();
    let rows = table.remove(rule).unwrap();
    assert!(!rows.is_empty());
    rows
}

fn is(row: &Value, member: &str) -> bool {
    row[member].as_bool().unwrap()
}

fn text<'a>(row: &'a Value, member: &str) -> &'a str {
    row[member].as_str().unwrap()
}

#[test]
fn headers() {
    for row in rows("headers") {
        let given = serde_json::from_value(row["given"].clone()).unwrap();
        let sent: BTreeMap<_, _> = request_headers(given, text(&row, "lastEventId"))
            .into_iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value))
            .collect();
        assert_eq!(serde_json::to_value(sent).unwrap(), row["sent"], "{row}");
    }
}

#[test]
fn transports() {
    for row in rows("transports") {
        let transport = match text(&row, "transport") {
            "auto" => LastEventIdTransport::default(),
            "query" => LastEventIdTransport::Query,
            "header" => LastEventIdTransport::Header,
            _ => LastEventIdTransport::Both,
        };
        let goes = (transport.in_query(), transport.in_header(is(&row, "sameOrigin")));
        assert_eq!(goes, (is(&row, "query"), is(&row, "header")), "{row}");
    }
}

#[test]
fn hosts() {
    for row in rows("hosts") {
        assert_eq!(is_local(text(&row, "hostname")), is(&row, "local"), "{row}");
    }
}

#[test]
fn pages() {
    for row in rows("pages") {
        let conditions =
            Conditions { local: is(&row, "local"), pause_when_hidden: is(&row, "pauses") };
        let presence = match row["presence"].as_u64().unwrap() {
            0 => Presence::Inactive,
            1 => Presence::Hidden,
            _ => Presence::Visible,
        };
        let page = Page { online: is(&row, "online"), presence };
        assert_eq!(conditions.page(is(&row, "onLine"), false, is(&row, "hidden")), page, "{row}");
        let away = conditions.page(is(&row, "onLine"), true, is(&row, "hidden"));
        assert_eq!(away, Page { presence: Presence::Inactive, ..page }, "in the cache, {row}");
    }
}

#[test]
fn urls() {
    for row in rows("urls") {
        assert_eq!(has_credentials(text(&row, "url")), is(&row, "credentials"), "{row}");
    }
}

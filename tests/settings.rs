//! Claim: durations are read and clamped as event-source-polyfill does, and 0 is off.
#![cfg(not(target_arch = "wasm32"))]

use event_source_polyfill_wasm::settings::{Settings, clamp_duration};

#[test]
fn heartbeat_timeouts() {
    for (parsed, expected) in [
        (45_000.0, Some(45_000)),
        (f64::NAN, Some(45_000)),
        (1.0, Some(1_000)),
        (-5.0, Some(1_000)),
        (999.9, Some(1_000)),
        (1e12, Some(18_000_000)),
        (1e300, Some(18_000_000)),
        (0.0, None),
        (-0.0, None),
    ] {
        assert_eq!(Settings::read_heartbeat_timeout(parsed), expected, "{parsed}");
    }
}

#[test]
fn durations() {
    assert_eq!(clamp_duration(0), 1_000);
    assert_eq!(clamp_duration(1_000), 1_000);
    assert_eq!(clamp_duration(18_000_000), 18_000_000);
    assert_eq!(clamp_duration(u64::MAX), 18_000_000);
}

#[test]
fn only_http_is_worth_another_attempt() {
    for (url, expected) in [
        ("http://h/", true),
        ("https://h/", true),
        ("data:,x", false),
        ("blob:http://h/1", false),
        ("mailto:a@b", false),
        ("httpx://h/", false),
    ] {
        assert_eq!(Settings::new(url).is_http(), expected, "{url}");
    }
}

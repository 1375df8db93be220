//! Claim: the connection takes every arrow of its diagram, and no other. On simulated time.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use event_source_polyfill_wasm::connection::ReadyState::{Closed, Connecting, Open};
use event_source_polyfill_wasm::connection::{Input, Output, Report};
use event_source_polyfill_wasm::response::Response;
use event_source_polyfill_wasm::settings::Settings;
use support::scenario::{Scenario, URL};

const NOTHING: [&str; 0] = [];

#[test]
fn the_first_timeout_sends_the_request() {
    let mut scenario = Scenario::new();
    assert_eq!(scenario.ready_state(), Connecting);
    assert_eq!(scenario.timeout(), ["fetch 1"]);
    assert_eq!(scenario.request.as_ref().map(|request| request.url.as_str()), Some(URL));
    assert_eq!(scenario.ready_state(), Connecting);
}

#[test]
fn an_accepted_response_announces_the_connection() {
    let mut scenario = Scenario::connecting();
    assert_eq!(scenario.accept(), ["announce"]);
    assert_eq!(scenario.ready_state(), Open);
    assert_eq!(scenario.accept(), NOTHING, "once");
}

#[test]
fn chunks_are_dispatched_in_order() {
    let mut scenario = Scenario::open();
    assert_eq!(scenario.chunk("data: a\n\nevent: b\nid: 1\ndata: c\n\ndata:"), [":a#", "b:c#1"]);
    assert_eq!(scenario.chunk(" d\n\n"), [":d#1"]);
    assert_eq!(scenario.chunk(": comment\n\n"), NOTHING);
}

#[test]
fn a_refused_response_fails_the_connection() {
    for (status, content_type, reason) in [
        (204, None, "Status"),
        (401, Some("text/event-stream"), "Status"),
        (200, Some("text/plain"), "ContentType"),
        (200, None, "ContentType"),
    ] {
        let mut scenario = Scenario::connecting();
        assert_eq!(
            scenario.respond(status, content_type),
            [format!("error {reason} None"), "abort".into()],
            "the body can be read while error is dispatched"
        );
        assert_eq!(scenario.ready_state(), Closed);
        assert_eq!(scenario.wake, None);
    }
}

#[test]
fn a_lost_connection_is_reestablished_after_the_reconnection_time() {
    for (report, reason) in [(Report::EndOfBody, "End"), (Report::NetworkError, "Network")] {
        let mut scenario = Scenario::open();
        assert_eq!(scenario.report(report), ["abort".into(), format!("error {reason} Some(1000)")]);
        assert_eq!(scenario.ready_state(), Connecting, "already when error is dispatched");
        assert_eq!(scenario.wake, Some(1000), "the wait has begun");
        scenario.advance(999);
        assert_eq!(scenario.timeout(), NOTHING, "too early");
        assert_eq!(scenario.wake(), ["fetch 2"]);
        assert_eq!(scenario.accept(), ["announce"]);
    }
}

#[test]
fn a_network_error_before_the_response_is_reestablished_too() {
    let mut scenario = Scenario::connecting();
    assert_eq!(scenario.report(Report::NetworkError), ["abort", "error Network Some(1000)"]);
    assert_eq!(scenario.wake(), ["fetch 2"]);
}

#[test]
fn a_network_error_that_cannot_pass_fails_the_connection() {
    let mut scenario = Scenario::with(Settings::new("mailto:a@b"));
    scenario.timeout();
    assert_eq!(scenario.report(Report::NetworkError), ["abort", "error Network None"]);
    assert_eq!(scenario.ready_state(), Closed);
}

#[test]
fn headers_that_cannot_be_sent_fail_the_connection() {
    let mut scenario = Scenario::connecting();
    assert_eq!(scenario.report(Report::HeadersError), ["abort", "error Headers None"]);
    assert_eq!(scenario.ready_state(), Closed);
}

#[test]
fn a_request_that_can_never_be_sent_fails_the_connection() {
    let mut scenario = Scenario::connecting();
    assert_eq!(scenario.report(Report::RequestError), ["abort", "error Request None"]);
    assert_eq!(scenario.ready_state(), Closed);
}

#[test]
fn the_next_attempt_carries_the_last_event_id_and_starts_a_new_stream() {
    let mut scenario = Scenario::open();
    scenario.chunk("\u{FEFF}id: 7\ndata: x\n\nid: 8\ndata: incomplete");
    scenario.report(Report::EndOfBody);
    scenario.wake();
    let request = scenario.request.as_ref().expect("a second fetch");
    assert_eq!(request.last_event_id, "7");
    assert_eq!(request.url, "http://h/stream?lastEventId=7");
    scenario.accept();
    assert_eq!(scenario.chunk("\u{FEFF}data: y\n\n"), [":y#7"]);
}

#[test]
fn the_query_parameter_can_have_another_name() {
    let mut scenario = Scenario::with(Settings {
        last_event_id_query_parameter_name: "since".into(),
        ..Settings::new("http://h/?since=1")
    });
    scenario.timeout();
    scenario.accept();
    scenario.chunk("id: 7\n\n");
    scenario.report(Report::EndOfBody);
    scenario.wake();
    assert_eq!(scenario.request.expect("a second fetch").url, "http://h/?since=7");
}

#[test]
fn delays_grow_while_attempts_come_to_nothing() {
    let mut scenario = Scenario::connecting();
    for delay in [1000, 2000, 4000, 8000, 16000, 16000] {
        assert_eq!(
            scenario.report(Report::NetworkError)[1],
            format!("error Network Some({delay})")
        );
        scenario.wake();
    }
}

#[test]
fn jitter_is_drawn_from_the_number_passed_in() {
    let mut scenario = Scenario::open();
    scenario.random = 0.5;
    assert_eq!(scenario.report(Report::EndOfBody)[1], "error End Some(1100)");
}

#[test]
fn accept_then_close_does_not_hammer_the_server() {
    let mut scenario = Scenario::connecting();
    for delay in [1000, 2000, 4000, 8000, 16000, 16000] {
        scenario.accept();
        scenario.chunk(": hello\n\n");
        assert_eq!(scenario.report(Report::EndOfBody)[1], format!("error End Some({delay})"));
        scenario.wake();
    }
}

#[test]
fn a_delivered_event_resets_the_delays() {
    let mut scenario = Scenario::connecting();
    for _ in 0..3 {
        scenario.report(Report::NetworkError);
        scenario.wake();
    }
    scenario.accept();
    scenario.chunk("data: x\n\n");
    assert_eq!(scenario.report(Report::EndOfBody)[1], "error End Some(1000)");
}

#[test]
fn a_stream_that_outlives_the_delay_resets_the_delays() {
    for (life, delay) in [(3999, 8000), (4000, 1000)] {
        let mut scenario = Scenario::connecting();
        for _ in 0..3 {
            scenario.report(Report::NetworkError);
            scenario.wake();
        }
        scenario.accept();
        scenario.advance(life);
        assert_eq!(scenario.report(Report::EndOfBody)[1], format!("error End Some({delay})"));
    }
}

#[test]
fn retry_is_the_delay_from_then_on() {
    let mut scenario = Scenario::open();
    scenario.chunk("retry: 5000\n");
    assert_eq!(scenario.report(Report::EndOfBody)[1], "error End Some(5000)");
    scenario.wake();
    assert_eq!(scenario.report(Report::NetworkError)[1], "error Network Some(10000)");
}

#[test]
fn silence_reestablishes_the_connection() {
    let mut scenario = Scenario::open();
    assert_eq!(scenario.wake, Some(45_000));
    scenario.advance(30_000);
    scenario.chunk(":\n");
    assert_eq!(scenario.wake, Some(75_000), "any byte is activity");
    scenario.advance(10_000);
    scenario.report(Report::Chunk(b""));
    assert_eq!(scenario.wake, Some(75_000), "no byte is none");
    assert_eq!(
        scenario.wake(),
        ["abort", "error Heartbeat { timeout: 45000, received: Some(2) } Some(1000)"]
    );
    assert_eq!(scenario.ready_state(), Connecting);
    assert_eq!(scenario.wake(), ["fetch 2"]);
}

#[test]
fn the_heartbeat_covers_the_wait_for_the_response_and_starts_with_it() {
    let mut scenario = Scenario::connecting();
    scenario.advance(40_000);
    scenario.accept();
    assert_eq!(scenario.wake, Some(85_000));
    let mut scenario = Scenario::connecting();
    assert_eq!(
        scenario.wake(),
        ["abort", "error Heartbeat { timeout: 45000, received: None } Some(1000)"]
    );
}

#[test]
fn a_request_that_waits_for_the_end_of_a_delivery_has_its_heartbeat_from_when_it_leaves() {
    let mut scenario = Scenario::open();
    // Amid a delivery inputs enter and no output is taken.
    scenario.enter(Input::Reconnect);
    scenario.advance(50_000);
    scenario.enter(Input::Timeout);
    assert_eq!(scenario.drain(), ["abort", "fetch 2"], "nobody was silent yet");
    assert_eq!(scenario.wake, Some(95_000));
}

#[test]
fn the_heartbeat_can_be_off_and_the_server_can_set_it() {
    let mut scenario = Scenario::with(Settings { heartbeat_timeout: None, ..Settings::new(URL) });
    scenario.timeout();
    assert_eq!(scenario.wake, None);
    scenario.accept();
    scenario.chunk("heartbeatTimeout: 5000\n");
    assert_eq!(scenario.wake, None, "off stays off");

    let mut scenario = Scenario::open();
    scenario.chunk("heartbeatTimeout: 5000\n");
    assert_eq!(scenario.wake, Some(5000));
    scenario.chunk("heartbeatTimeout: 1\n");
    assert_eq!(scenario.wake, Some(1000), "clamped");
}

#[test]
fn an_early_or_spurious_timeout_is_harmless() {
    let mut scenario = Scenario::open();
    scenario.advance(44_999);
    assert_eq!(scenario.timeout(), NOTHING);
    assert_eq!(scenario.ready_state(), Open);
    scenario.close();
    assert_eq!(scenario.timeout(), NOTHING);
}

#[test]
fn a_late_timeout_counts_once() {
    let mut scenario = Scenario::open();
    scenario.advance(1_000_000);
    assert_eq!(scenario.timeout().len(), 2);
    assert_eq!(scenario.wake, Some(1_001_000));
}

#[test]
fn input_of_a_stale_attempt_is_ignored() {
    let accepted = Report::Response(Response {
        status: 200,
        content_type: Some("text/event-stream"),
        retry_after: None,
    });
    let mut scenario = Scenario::open();
    scenario.report(Report::NetworkError);
    for report in [Report::Chunk(b"data: x\n\n"), Report::EndOfBody, Report::NetworkError, accepted]
    {
        assert_eq!(scenario.handle(Input::Attempt(1, report)), NOTHING, "while it waits");
    }
    scenario.wake();
    for report in [
        accepted,
        Report::Chunk(b"data: x\n\n"),
        Report::EndOfBody,
        Report::NetworkError,
        Report::HeadersError,
        Report::RequestError,
    ] {
        assert_eq!(scenario.handle(Input::Attempt(1, report)), NOTHING, "while another runs");
    }
    assert_eq!(scenario.ready_state(), Connecting);
    assert_eq!(scenario.accept(), ["announce"]);
}

#[test]
fn close_is_final_in_every_state() {
    let waiting = || {
        let mut scenario = Scenario::open();
        scenario.report(Report::EndOfBody);
        scenario
    };
    for (mut scenario, expected) in
        [(Scenario::connecting(), &["abort"][..]), (Scenario::open(), &["abort"]), (waiting(), &[])]
    {
        assert_eq!(scenario.close(), expected);
        assert_eq!(scenario.ready_state(), Closed);
        assert_eq!(scenario.wake, None);
        scenario.advance(100_000);
        assert_eq!(scenario.timeout(), NOTHING);
        assert_eq!(scenario.close(), NOTHING);
        assert_eq!(scenario.accept(), NOTHING);
        assert_eq!(scenario.chunk("data: x\n\n"), NOTHING);
        assert_eq!(scenario.report(Report::NetworkError), NOTHING);
    }
    assert_eq!(Scenario::new().close(), NOTHING, "before the first request");
}

#[test]
fn close_drops_the_outputs_that_wait() {
    let mut scenario = Scenario::open();
    let now = event_source_polyfill_wasm::instant::Instant::from_millis(0);
    scenario.connection.handle(Input::Attempt(1, Report::Chunk(b"data: x\n\n")), now, || 0.0);
    scenario.connection.handle(Input::Attempt(1, Report::EndOfBody), now, || 0.0);
    scenario.connection.handle(Input::Close, now, || 0.0);
    assert_eq!(scenario.drain(), ["abort"], "what was alive is still given up");
}

#[test]
fn an_event_above_the_limit_fails_the_connection_after_those_before_it() {
    let settings = Settings { max_event_size: 20, ..Settings::new(URL) };
    let mut scenario = Scenario::with(settings.clone());
    scenario.timeout();
    scenario.accept();
    assert_eq!(
        scenario.chunk("data: x\n\ndata: 1234567890123456\n\ndata: y\n\n"),
        [":x#", "abort", "error Limit None"]
    );
    assert_eq!(scenario.ready_state(), Closed);

    let mut scenario = Scenario::with(settings.clone());
    scenario.timeout();
    scenario.accept();
    let now = event_source_polyfill_wasm::instant::Instant::from_millis(0);
    for bytes in [&b"data: 1234567890123456\n\n"[..], b"data: y\n\n"] {
        scenario.connection.handle(Input::Attempt(1, Report::Chunk(bytes)), now, || 0.0);
    }
    assert_eq!(scenario.drain(), ["abort", "error Limit None"], "nothing behind it counts");

    let mut scenario = Scenario::with(settings);
    scenario.timeout();
    scenario.accept();
    for text in [":234567890", "1234567890", "1\n", "event: 890"] {
        assert_eq!(scenario.chunk(text), NOTHING);
    }
    assert_eq!(scenario.chunk("1234567890"), NOTHING);
    assert_eq!(scenario.chunk("1"), ["abort", "error Limit None"], "a field that never ends");
}

#[test]
fn a_batch_that_the_page_cannot_take_fails_the_connection() {
    let mut scenario = Scenario::open();
    scenario.enter(Input::Attempt(1, Report::Chunk(b"data: x\n\n")));
    assert!(matches!(scenario.connection.poll(), Output::Dispatch(_)));
    scenario.connection.exceed();
    assert_eq!(scenario.drain(), ["abort", "error Limit None"]);
    assert_eq!(scenario.ready_state(), Closed);

    // A listener has asked for another attempt meanwhile.
    let mut scenario = Scenario::open();
    scenario.enter(Input::Attempt(1, Report::Chunk(b"data: x\n\n")));
    assert!(matches!(scenario.connection.poll(), Output::Dispatch(_)));
    scenario.enter(Input::Reconnect);
    scenario.connection.exceed();
    assert_eq!(scenario.drain(), ["abort", "fetch 2"]);
    assert_eq!(scenario.accept(), ["announce"], "whose body has nothing of it");
}

#[test]
fn a_connection_that_does_not_reconnect_fails_at_the_end() {
    let settings = Settings { reconnect: false, ..Settings::new(URL) };
    for (report, reason) in [(Report::EndOfBody, "End"), (Report::NetworkError, "Network")] {
        let mut scenario = Scenario::with(settings.clone());
        scenario.timeout();
        scenario.accept();
        scenario.chunk("retry: 5\nid: 7\ndata: x\n\n");
        assert_eq!(scenario.report(report), ["abort".into(), format!("error {reason} None")]);
        assert_eq!(scenario.ready_state(), Closed);
        assert_eq!(scenario.connection.last_event_id(), "7", "readable to the end");
        assert_eq!(scenario.connection.reconnection_time(), 5);
    }
    let mut scenario = Scenario::with(Settings::of_readable_stream());
    scenario.timeout();
    assert_eq!(scenario.wake, None, "no heartbeat");
}

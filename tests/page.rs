//! Claim: what the page does to a connection (offline, hidden, asleep, `reconnect()`) leaves one
//! attempt alive at most, and never comes earlier than the server allows. On simulated time.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use event_source_polyfill_wasm::connection::ReadyState::{Closed, Connecting};
use event_source_polyfill_wasm::connection::{Input, Page, Presence, Report};
use event_source_polyfill_wasm::reconnection::Policy;
use event_source_polyfill_wasm::settings::Settings;
use support::scenario::{Scenario, URL};

const NOTHING: [&str; 0] = [];
const HERE: Page = Page { online: true, presence: Presence::Visible };
const OFFLINE: Page = Page { online: false, presence: Presence::Visible };
const HIDDEN: Page = Page { online: true, presence: Presence::Hidden };
const AWAY: Page = Page { online: true, presence: Presence::Inactive };

fn page(scenario: &mut Scenario, page: Page) -> Vec<String> {
    scenario.handle(Input::Page(page))
}

fn reconnect(scenario: &mut Scenario) -> Vec<String> {
    scenario.handle(Input::Reconnect)
}

/// Its connection is lost for the fourth time in a row: the wait is long.
fn waiting() -> Scenario {
    let mut scenario = Scenario::connecting();
    for _ in 0..3 {
        scenario.report(Report::NetworkError);
        scenario.wake();
    }
    assert_eq!(scenario.report(Report::NetworkError)[1], "error Network Some(8000)");
    scenario
}

/// The page has gone offline, and the body broke off.
fn offline() -> Scenario {
    let mut scenario = Scenario::open();
    page(&mut scenario, OFFLINE);
    assert_eq!(scenario.report(Report::NetworkError), ["abort", "error Network Some(3000)"]);
    scenario
}

#[test]
fn offline_is_a_hint_attempts_are_made_more_slowly_and_the_error_says_when() {
    let mut scenario = offline();
    for (attempt, delay) in [6_000, 12_000, 24_000, 48_000, 48_000].into_iter().enumerate() {
        assert_eq!(scenario.wake(), [format!("fetch {}", attempt + 2)]);
        let error = format!("error Network Some({delay})");
        assert_eq!(scenario.report(Report::NetworkError)[1], error);
        assert_eq!(scenario.wake, Some(scenario.now + delay), "as it said");
    }
}

#[test]
fn offline_makes_no_delay_longer_than_a_minute_that_is_shorter() {
    for (retry, delay) in [(3_000, 9_000), (30_000, 60_000), (70_000, 70_000)] {
        let mut scenario = Scenario::open();
        scenario.chunk(&format!("retry: {retry}\n"));
        page(&mut scenario, OFFLINE);
        let error = format!("error End Some({delay})");
        assert_eq!(scenario.report(Report::EndOfBody)[1], error);
    }
    let mut scenario = offline();
    scenario.random = 1.0;
    for _ in 0..4 {
        scenario.wake();
        scenario.report(Report::NetworkError);
    }
    assert_eq!(scenario.wake, Some(scenario.now + 57_600), "and a crowd stays spread out");
}

#[test]
fn a_response_ends_the_belief_until_the_page_goes_offline_again() {
    let mut scenario = offline();
    scenario.wake();
    scenario.accept();
    page(&mut scenario, OFFLINE);
    assert_eq!(scenario.report(Report::EndOfBody)[1], "error End Some(2000)", "it says it still");
    assert_eq!(page(&mut scenario, OFFLINE), ["fetch 3"], "and ends the wait like any other word");
    scenario.accept();
    page(&mut scenario, HERE);
    page(&mut scenario, OFFLINE);
    assert_eq!(scenario.report(Report::EndOfBody)[1], "error End Some(12000)");
}

#[test]
fn a_refusal_ends_the_belief_too() {
    let policy = Policy { statuses: vec![503], ..Policy::default() };
    let mut scenario = Scenario::with(Settings { policy, ..Settings::new(URL) });
    page(&mut scenario, OFFLINE);
    assert_eq!(scenario.respond(503, None), ["error Status Some(1000)", "abort"]);
}

#[test]
fn no_attempt_is_burnt_while_offline() {
    let policy = Policy { max_attempts: Some(1), ..Policy::default() };
    let mut scenario = Scenario::with(Settings { policy, ..Settings::new(URL) });
    assert_eq!(page(&mut scenario, OFFLINE), ["fetch 1"]);
    for _ in 0..5 {
        scenario.report(Report::NetworkError);
        assert_eq!(scenario.wake().len(), 1);
    }
    page(&mut scenario, HERE);
    assert_eq!(scenario.report(Report::NetworkError)[1], "error Network Some(1000)", "the first");
    scenario.wake();
    assert_eq!(scenario.report(Report::NetworkError), ["abort", "error Network None"]);
}

#[test]
fn a_wait_that_was_announced_stays_as_long_when_the_page_goes_offline() {
    let mut scenario = waiting();
    assert_eq!(page(&mut scenario, OFFLINE), NOTHING);
    assert_eq!(scenario.wake, Some(scenario.now + 8_000));
    assert_eq!(scenario.wake(), ["fetch 5"]);
}

#[test]
fn coming_online_ends_the_wait() {
    let mut scenario = waiting();
    scenario.advance(10);
    assert_eq!(page(&mut scenario, OFFLINE), NOTHING);
    assert_eq!(page(&mut scenario, HERE), ["fetch 5"]);
    assert_eq!(page(&mut scenario, HERE), NOTHING, "one attempt");
}

#[test]
fn a_page_that_is_shown_again_ends_the_wait_and_one_that_goes_offline_does_not() {
    assert_eq!(page(&mut waiting(), HERE), ["fetch 5"]);

    let mut scenario = waiting();
    let wake = scenario.wake;
    page(&mut scenario, OFFLINE);
    scenario.advance(7_999);
    assert_eq!(page(&mut scenario, OFFLINE), NOTHING);
    assert_eq!(scenario.wake, wake);
}

#[test]
fn a_page_that_hides_ends_no_wait_and_anything_else_that_it_says_does() {
    let mut scenario = waiting();
    let wake = scenario.wake;
    assert_eq!(page(&mut scenario, HIDDEN), NOTHING);
    assert_eq!(scenario.wake, wake);
    assert_eq!(page(&mut scenario, HERE), ["fetch 5"], "it is shown");

    let mut scenario = waiting();
    page(&mut scenario, HIDDEN);
    assert_eq!(page(&mut scenario, HIDDEN), ["fetch 5"], "hidden yet, it came online or woke");

    let mut scenario = waiting();
    page(&mut scenario, AWAY);
    assert_eq!(page(&mut scenario, HIDDEN), ["fetch 5"], "it left the cache, and is hidden");
}

#[test]
fn a_page_that_hides_leaves_a_live_connection_alone() {
    let mut scenario = Scenario::open();
    assert_eq!(page(&mut scenario, HIDDEN), NOTHING);
    assert_eq!(scenario.chunk("data: x\n\n"), [":x#"]);
    assert_eq!(scenario.report(Report::NetworkError)[1], "error Network Some(1000)");
    assert_eq!(scenario.wake(), ["fetch 2"]);
}

#[test]
fn a_page_that_comes_back_offline_tries_once_and_waits() {
    let mut scenario = Scenario::open();
    page(&mut scenario, AWAY);
    assert_eq!(page(&mut scenario, Page { online: false, ..AWAY }), NOTHING);
    assert_eq!(page(&mut scenario, OFFLINE), ["fetch 2"]);
    assert_eq!(scenario.report(Report::NetworkError)[1], "error Network Some(3000)");
    assert_eq!(page(&mut scenario, OFFLINE), NOTHING);
    assert_eq!(page(&mut scenario, HERE), ["fetch 3"]);
}

#[test]
fn a_live_connection_survives_offline_and_back() {
    let mut scenario = Scenario::open();
    for state in [OFFLINE, HERE, HERE] {
        assert_eq!(page(&mut scenario, state), NOTHING);
    }
    assert_eq!(scenario.chunk("data: x\n\n"), [":x#"]);
}

#[test]
fn waking_up_finds_a_connection_that_was_silent_for_too_long() {
    let mut scenario = Scenario::open();
    scenario.advance(3_600_000);
    assert_eq!(page(&mut scenario, HERE)[0], "abort");
    assert_eq!(scenario.wake, Some(3_601_000));

    let mut scenario = Scenario::open();
    scenario.advance(44_999);
    assert_eq!(page(&mut scenario, HERE), NOTHING);
}

#[test]
fn the_servers_word_counts_for_more_than_the_page() {
    let mut scenario = Scenario::open();
    scenario.chunk("retry: 20000\n");
    scenario.report(Report::EndOfBody);
    scenario.advance(500);
    assert_eq!(page(&mut scenario, HERE), NOTHING);
    assert_eq!(scenario.wake, Some(20_000));
    scenario.advance(19_500);
    assert_eq!(page(&mut scenario, HERE), ["fetch 2"]);
}

#[test]
fn a_page_that_goes_away_gives_the_connection_up_without_a_word_and_resumes() {
    let mut scenario = Scenario::open();
    scenario.chunk("id: 7\ndata: x\n\ndata: half");
    assert_eq!(page(&mut scenario, AWAY), ["abort"]);
    assert_eq!(scenario.ready_state(), Connecting);
    assert_eq!(scenario.wake, None);
    assert_eq!(scenario.chunk("data: y\n\n"), NOTHING, "stale");
    assert_eq!(page(&mut scenario, AWAY), NOTHING);
    scenario.advance(1_000_000);
    assert_eq!(page(&mut scenario, HERE), ["fetch 2"]);
    assert_eq!(scenario.request.as_ref().map(|request| request.last_event_id.as_str()), Some("7"));
}

#[test]
fn a_page_that_goes_away_while_waiting_does_not_double_the_connection() {
    let mut scenario = waiting();
    assert_eq!(page(&mut scenario, AWAY), NOTHING);
    scenario.advance(1_000_000);
    assert_eq!(scenario.timeout(), NOTHING);
    assert_eq!(page(&mut scenario, HERE), ["fetch 5"]);
    assert_eq!(page(&mut scenario, HERE), NOTHING);
    assert_eq!(scenario.timeout(), NOTHING);
}

#[test]
fn a_connection_without_reconnection_is_left_alone() {
    let mut scenario = Scenario::with(Settings { reconnect: false, ..Settings::new(URL) });
    scenario.timeout();
    scenario.accept();
    assert_eq!(page(&mut scenario, AWAY), NOTHING);
    assert_eq!(reconnect(&mut scenario), NOTHING);
    assert_eq!(scenario.chunk("data: x\n\n"), [":x#"]);
}

#[test]
fn reconnect_skips_the_wait_and_replaces_what_runs() {
    assert_eq!(reconnect(&mut waiting()), ["fetch 5"]);
    assert_eq!(reconnect(&mut Scenario::connecting()), ["abort", "fetch 2"]);
    let mut scenario = Scenario::open();
    scenario.chunk("id: 7\n\n");
    assert_eq!(reconnect(&mut scenario), ["abort", "fetch 2"]);
    assert_eq!(scenario.ready_state(), Connecting);
    assert_eq!(scenario.request.expect("a fetch").last_event_id, "7");
}

#[test]
fn reconnect_overrules_the_servers_word_but_not_a_page_that_is_away() {
    let mut scenario = Scenario::open();
    scenario.chunk("retry: 20000\n");
    scenario.report(Report::EndOfBody);
    assert_eq!(reconnect(&mut scenario), ["fetch 2"]);

    let mut scenario = Scenario::open();
    page(&mut scenario, AWAY);
    assert_eq!(reconnect(&mut scenario), NOTHING);
    assert_eq!(page(&mut scenario, HERE), ["fetch 2"]);
}

#[test]
fn nothing_revives_a_closed_connection() {
    let mut scenario = waiting();
    scenario.close();
    for state in [AWAY, OFFLINE, HERE] {
        assert_eq!(page(&mut scenario, state), NOTHING);
    }
    assert_eq!(reconnect(&mut scenario), NOTHING);
    assert_eq!(scenario.ready_state(), Closed);
}

#[test]
fn a_consumer_that_is_behind_is_not_silence() {
    let mut scenario = Scenario::open();
    scenario.report(Report::Paused);
    assert_eq!(scenario.wake, None);
    scenario.advance(1_000_000);
    assert_eq!(scenario.timeout(), NOTHING);
    scenario.report(Report::Resumed);
    assert_eq!(scenario.wake, Some(1_045_000));
    assert_eq!(scenario.wake()[0], "abort");
}

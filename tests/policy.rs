//! Claim: the `reconnect` option is kept to, and the server's word above it. On simulated time.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use event_source_polyfill_wasm::connection::ReadyState::Closed;
use event_source_polyfill_wasm::connection::{Input, Report};
use event_source_polyfill_wasm::reconnection::{Policy, Reconnection};
use event_source_polyfill_wasm::response::{Response, retry_after};
use event_source_polyfill_wasm::settings::Settings;
use support::scenario::{Scenario, URL};

fn scenario(policy: Policy) -> Scenario {
    let mut scenario = Scenario::with(Settings { policy, ..Settings::new(URL) });
    scenario.timeout();
    scenario
}

fn refuse(scenario: &mut Scenario, status: u16, retry_after: Option<u64>) -> Vec<String> {
    scenario.report(Report::Response(Response { status, content_type: None, retry_after }))
}

#[test]
fn listed_statuses_are_tried_again_and_the_attempt_is_told_of_them() {
    let mut scenario = scenario(Policy { statuses: vec![401, 503], ..Policy::default() });
    assert_eq!(refuse(&mut scenario, 401, None), ["error Status Some(1000)", "abort"]);
    assert_eq!(scenario.wake(), ["fetch 2"]);
    assert_eq!(scenario.request.as_ref().and_then(|request| request.last_status), Some(401));
    scenario.report(Report::NetworkError);
    scenario.wake();
    assert_eq!(scenario.request.as_ref().and_then(|request| request.last_status), None);
    assert_eq!(refuse(&mut scenario, 500, None), ["error Status None", "abort"]);
    assert_eq!(scenario.ready_state(), Closed);
}

#[test]
fn what_an_attempt_is_told_it_leaves_to_the_next_if_it_is_given_up_before_a_response() {
    let mut scenario = scenario(Policy { statuses: vec![401], ..Policy::default() });
    refuse(&mut scenario, 401, None);
    scenario.wake();
    // Its headers may be waiting for another token.
    assert_eq!(scenario.handle(Input::Reconnect), ["abort", "fetch 3"]);
    assert_eq!(scenario.request.as_ref().and_then(|request| request.last_status), Some(401));
    scenario.wake();
    assert_eq!(scenario.failure.map(|failure| failure.attempt), Some(3), "it was silent");
    assert_eq!(scenario.wake(), ["fetch 4"]);
    assert_eq!(scenario.request.as_ref().and_then(|request| request.last_status), Some(401));
    scenario.accept();
    scenario.report(Report::EndOfBody);
    assert_eq!(scenario.wake(), ["fetch 5"]);
    assert_eq!(scenario.request.as_ref().and_then(|request| request.last_status), Some(200));
}

#[test]
fn another_type_is_never_tried_again() {
    let mut scenario = scenario(Policy { statuses: vec![200], ..Policy::default() });
    assert_eq!(refuse(&mut scenario, 200, None), ["error ContentType None", "abort"]);
}

#[test]
fn retry_after_is_a_floor() {
    let mut scenario = scenario(Policy { statuses: vec![503], ..Policy::default() });
    scenario.random = 1.0;
    assert_eq!(refuse(&mut scenario, 503, Some(30_000))[0], "error Status Some(30200)");
    scenario.wake();
    assert_eq!(refuse(&mut scenario, 503, Some(10))[0], "error Status Some(2400)");
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let no_date = |_: &str| None;
    assert_eq!(retry_after("120", no_date), Some(120_000));
    assert_eq!(retry_after(" 0 ", no_date), Some(0));
    let saturated = u64::MAX / 1_000 * 1_000;
    assert_eq!(retry_after("99999999999999999999999", no_date), Some(saturated));
    assert_eq!(retry_after("-1", no_date), None);
    assert_eq!(retry_after("", no_date), None);
    assert_eq!(
        retry_after("Wed, 21 Oct 2026 07:28:00 GMT", |date| Some(date.len() as u64)),
        Some(29)
    );
}

#[test]
fn max_attempts_closes_and_says_so_and_a_recovery_counts_anew() {
    let mut scenario = scenario(Policy { max_attempts: Some(2), ..Policy::default() });
    for _ in 0..2 {
        scenario.report(Report::NetworkError);
        scenario.wake();
    }
    scenario.accept();
    scenario.chunk("data: x\n\n");
    for _ in 0..2 {
        assert_eq!(scenario.report(Report::NetworkError).len(), 2);
        assert_eq!(scenario.wake().len(), 1);
    }
    assert_eq!(scenario.report(Report::NetworkError), ["abort", "error Network None"]);
    assert!(scenario.failure.is_some_and(|failure| failure.exhausted));
    assert_eq!(scenario.ready_state(), Closed);

    let mut none = self::scenario(Policy { max_attempts: Some(0), ..Policy::default() });
    assert_eq!(none.report(Report::NetworkError), ["abort", "error Network None"]);
}

#[test]
fn delays_follow_the_policy() {
    let delays = |policy: Policy, retry: Option<u64>| {
        let mut reconnection = Reconnection::new(policy);
        if let Some(ms) = retry {
            reconnection.set_reconnection_time(ms);
        }
        [(); 5].map(|()| reconnection.delay(None, 0.0))
    };
    let fast = Policy { min_delay: 10, factor: 3.0, max_delay: Some(100), ..Policy::default() };
    assert_eq!(delays(fast.clone(), None), [10, 30, 90, 100, 100]);
    assert_eq!(delays(fast.clone(), Some(50)), [50, 100, 100, 100, 100]);
    assert_eq!(delays(fast, Some(500)), [500; 5], "never below the server's word");
    assert_eq!(delays(Policy { factor: 1.0, ..Policy::default() }, None), [1000; 5]);
    let tiny = Policy { min_delay: 1, factor: 1e9, ..Policy::default() };
    assert_eq!(delays(tiny, None), [1, 16_000, 16_000, 16_000, 16_000], "no storm by default");
    assert_eq!(
        delays(Policy { factor: f64::INFINITY, ..Policy::default() }, None)[..2],
        [1000, 16000]
    );
}

#[test]
fn the_same_retry_said_again_does_not_start_the_sequence_again() {
    let mut scenario = scenario(Policy::default());
    for delay in [2000, 4000, 8000, 16000, 32000, 32000] {
        scenario.accept();
        scenario.chunk("retry: 2000\n");
        assert_eq!(scenario.report(Report::EndOfBody)[1], format!("error End Some({delay})"));
        scenario.wake();
    }
}

/// Ten thousand clients lose one server at the same instant: how many come back in each 100 ms, by
/// attempt. `--nocapture` shows it.
#[test]
fn a_crowd_comes_back_spread_out() {
    const CLIENTS: u64 = 10_000;
    let original = histogram(CLIENTS, 0.0);
    let ours = histogram(CLIENTS, Policy::default().jitter);
    for (name, histogram) in [("exact delays, as the original's", &original), ("ours", &ours)] {
        println!("{name}: clients in each 100 ms");
        for ((attempt, tenth), count) in histogram {
            let second = *tenth as f64 / 10.0;
            println!("{attempt} {second:6.1} s {count:6} {}", "#".repeat((count / 100) as usize));
        }
    }
    let peaks = |histogram: &Histogram| {
        [0, 1, 2, 3, 4].map(|attempt| {
            let counts = histogram.iter().filter(|((of, _), _)| *of == attempt);
            counts.map(|(_, count)| *count).max().unwrap_or(0)
        })
    };
    assert_eq!(peaks(&original), [CLIENTS; 5], "all at the same moment, every time");
    let peaks = peaks(&ours);
    assert!(
        peaks[0] <= CLIENTS / 2 && peaks[1] <= CLIENTS / 3 && peaks[4] <= CLIENTS / 20,
        "{peaks:?}"
    );
}

/// (attempt, tenth of a second) → clients
type Histogram = std::collections::BTreeMap<(u64, u64), u64>;

fn histogram(clients: u64, jitter: f64) -> Histogram {
    let mut histogram = Histogram::new();
    for client in 0..clients {
        let mut reconnection = Reconnection::new(Policy { jitter, ..Policy::default() });
        let mut time = 0;
        // Evenly spread numbers, other ones for every attempt.
        let random = (client as f64 * 0.618_033_988_749_895).fract();
        for attempt in 0..5 {
            time += reconnection.delay(None, (random * (attempt + 1) as f64).fract());
            *histogram.entry((attempt, time / 100)).or_default() += 1;
        }
    }
    histogram
}

//! Claim: a day passes without an event lost, an attempt too many or a timer too many.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use event_source_polyfill_wasm::connection::{ReadyState, Report};
use support::scenario::Scenario;

const SECOND: u64 = 1_000;
const HOUR: u64 = 3_600 * SECOND;

/// A session with a server that has an event a second, numbered, and goes on after the last event ID.
struct Day {
    scenario: Scenario,
    received: Vec<u64>,
    attempts: u32,
    wakes: u32,
    /// A request waits for its response.
    unanswered: bool,
}

impl Day {
    fn note(&mut self, said: Vec<String>) {
        for line in said {
            if line.starts_with("fetch") {
                self.attempts += 1;
                self.unanswered = true;
            } else if let Some((_, id)) = line.split_once('#') {
                self.received.push(id.parse().expect("a number"));
            }
        }
    }

    /// Until `time`, waking as often as the connection wants.
    fn pass_to(&mut self, time: u64) {
        while let Some(wake) = self.scenario.wake.filter(|wake| *wake <= time) {
            self.scenario.now = wake.max(self.scenario.now);
            self.wakes += 1;
            let said = self.scenario.timeout();
            self.note(said);
        }
        self.scenario.now = time;
    }

    fn send(&mut self, number: u64) {
        let said = self.scenario.chunk(&format!("id: {number}\ndata\n\n"));
        self.note(said);
    }

    /// The response to the request that waits, with what was missed up to `number`.
    fn answer(&mut self, number: u64) {
        self.unanswered = false;
        let request = self.scenario.request.as_ref().expect("a request");
        let from = request.last_event_id.parse().unwrap_or(0);
        assert_eq!(
            from,
            self.received.last().copied().unwrap_or(0),
            "it resumes where the page is"
        );
        let said = self.scenario.accept();
        self.note(said);
        for missed in from + 1..=number {
            self.send(missed);
        }
    }
}

#[test]
fn every_second_is_received_once() {
    let scenario = Scenario::new();
    let mut day = Day { scenario, received: vec![], attempts: 0, wakes: 0, unanswered: false };
    let mut faults = 0;
    let mut dead = false;
    for second in 1..24 * HOUR / SECOND {
        day.pass_to(second * SECOND);
        if day.unanswered {
            dead = false;
            day.answer(second);
        } else if day.scenario.ready_state() != ReadyState::Open || dead {
            // Waits, or hears nothing.
        } else if second % 2_400 == 0 {
            faults += 1;
            let said = day.scenario.report(Report::NetworkError);
            day.note(said);
        } else if second % 25_201 == 0 {
            faults += 1;
            dead = true;
        } else {
            day.send(second);
        }
    }
    let last = *day.received.last().expect("events");
    assert!(day.received.iter().copied().eq(1..=last), "each once and in order");
    assert!(last >= 24 * HOUR / SECOND - 60, "up to the end of the day");
    assert!(faults > 36, "there was something to survive");
    assert_eq!(day.attempts, faults + 1);
    // One for the first request, and for each fault the end of a silence and of a delay at most.
    assert!(day.wakes <= 3 * day.attempts, "{} wakes for {} attempts", day.wakes, day.attempts);
}

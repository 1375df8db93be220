//! Faults of a connection's world, and a subscriber that must come through them: every event of a
//! [`Numbered`] server once and in order.

use event_source_polyfill_wasm::connection::{Input, Page, Presence, ReadyState, Report};
use event_source_polyfill_wasm::reconnection::Policy;
use event_source_polyfill_wasm::settings::Settings;

use super::numbered::{self, Numbered};
use super::scenario::{Scenario, URL};

/// What goes wrong.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The body ends.
    End,
    /// The body breaks off.
    Cut,
    /// Nothing comes any more.
    Stall,
    /// A cut, then a status that the policy retries.
    Refused,
    /// A cut, then nobody answers.
    Unreachable,
    /// A cut, then no headers come.
    Mute,
    /// A cut while there is no network, and attempts that find none.
    Offline,
    /// The page leaves and comes back.
    Away,
    /// The page leaves and comes back, twice, before an answer is there.
    Restless,
    /// `reconnect()`.
    Reconnect,
    /// `reconnect()`, and again before an answer is there.
    Impatient,
}

impl Fault {
    pub const ALL: [Self; 11] = [
        Self::End,
        Self::Cut,
        Self::Stall,
        Self::Refused,
        Self::Unreachable,
        Self::Mute,
        Self::Offline,
        Self::Away,
        Self::Restless,
        Self::Reconnect,
        Self::Impatient,
    ];
}

/// A connection and its server.
pub struct Subscriber {
    scenario: Scenario,
    /// Of the attempt that is alive.
    body: Option<Numbered>,
    received: u64,
}

impl Subscriber {
    /// Announced, nothing received.
    pub fn new() -> Self {
        let policy = Policy { statuses: vec![503], ..Policy::default() };
        let settings = Settings { policy, ..Settings::new(URL) };
        let mut subscriber = Self { scenario: Scenario::with(settings), body: None, received: 0 };
        subscriber.recover();
        subscriber
    }

    /// The number of the last event received.
    pub const fn received(&self) -> u64 {
        self.received
    }

    /// So many bytes arrive, in pieces of a size. An event is there if its blank line has ended, and
    /// only then.
    pub fn read(&mut self, count: usize, piece: usize) {
        let mut rest = count;
        while rest > 0 {
            let body = self.body.as_mut().expect("it is open");
            let bytes = body.read(rest.min(piece));
            let completed = body.completed();
            rest -= bytes.len();
            let said = self.scenario.report(Report::Chunk(&bytes));
            self.note(&said);
            assert_eq!(self.received, completed, "the events whose blank line has ended");
        }
    }

    /// Something goes wrong, and passes.
    pub fn suffer(&mut self, fault: Fault) {
        let stale = self.scenario.attempt();
        let mut old_body = self.body.clone().expect("it is open");
        let mut too_late = |subscriber: &mut Self| {
            let input = old_body.read(2 * numbered::longest_block());
            let input = Input::Attempt(stale, Report::Chunk(&input));
            assert_eq!(subscriber.scenario.handle(input), [""; 0], "of an attempt that is over");
        };
        self.strike(fault);
        too_late(self);
        self.recover();
        too_late(self);
    }

    fn strike(&mut self, fault: Fault) {
        match fault {
            Fault::End => self.report(Report::EndOfBody),
            Fault::Cut => self.report(Report::NetworkError),
            Fault::Stall => self.wake(),
            Fault::Refused => {
                self.begin_another();
                let said = self.scenario.respond(503, Some("text/event-stream"));
                self.note(&said);
            }
            Fault::Unreachable => {
                self.begin_another();
                self.report(Report::NetworkError);
            }
            Fault::Mute => {
                self.begin_another();
                self.wake();
            }
            Fault::Offline => {
                self.page(false, Presence::Visible);
                self.report(Report::NetworkError);
                for _ in 0..2 {
                    self.wake();
                    self.report(Report::NetworkError);
                }
                self.page(true, Presence::Visible);
            }
            Fault::Away => self.leave(),
            Fault::Restless => {
                self.leave();
                self.leave();
            }
            Fault::Reconnect => self.handle(Input::Reconnect),
            Fault::Impatient => {
                self.handle(Input::Reconnect);
                self.handle(Input::Reconnect);
            }
        }
    }

    /// The body breaks off, the next request leaves.
    fn begin_another(&mut self) {
        self.report(Report::NetworkError);
        self.wake();
    }

    fn leave(&mut self) {
        self.page(true, Presence::Inactive);
        self.page(true, Presence::Visible);
    }

    /// Until it is announced: nobody but itself says what it waits for.
    fn recover(&mut self) {
        while self.scenario.ready_state() != ReadyState::Open {
            if self.body.is_some() {
                let said = self.scenario.accept();
                self.note(&said);
            } else {
                self.wake();
            }
        }
    }

    fn report(&mut self, report: Report<'_>) {
        let said = self.scenario.report(report);
        self.note(&said);
    }

    fn page(&mut self, online: bool, presence: Presence) {
        self.handle(Input::Page(Page { online, presence }));
    }

    fn handle(&mut self, input: Input<'_>) {
        let said = self.scenario.handle(input);
        self.note(&said);
    }

    fn wake(&mut self) {
        let said = self.scenario.wake();
        self.note(&said);
    }

    fn note(&mut self, said: &[String]) {
        for word in said {
            if word.starts_with("fetch ") {
                self.answer();
            } else if word == "abort" {
                self.body = None;
            } else if word.starts_with("error ") {
                assert!(!word.ends_with("None"), "{word}: there is always another attempt");
            } else if word != "announce" {
                self.received += 1;
                assert_eq!(*word, numbered::event(self.received), "once and in order");
            }
        }
    }

    fn answer(&mut self) {
        assert!(self.body.is_none(), "one attempt at a time");
        let request = self.scenario.request.as_ref().expect("there was a fetch");
        let last = match self.received {
            0 => String::new(),
            number => number.to_string(),
        };
        assert_eq!(request.last_event_id, last);
        let query = request.url.strip_prefix(URL).expect("the same stream");
        assert_eq!(query.trim_start_matches("?lastEventId="), last);
        self.body = Some(Numbered::resume(&request.last_event_id));
    }
}

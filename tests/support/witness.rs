//! A witness: lets a history happen to a connection and panics when a law is broken.
//!
//! It knows nothing of the machine's states: what it expects it reckons from inputs and outputs, and
//! what a body means from the oracle.

use event_source_polyfill_wasm::connection::{
    Connection, Failure, Input, Output, Page, Presence, ReadyState, Reason, Report, Request,
};
use event_source_polyfill_wasm::instant::Instant;
use event_source_polyfill_wasm::response::Response;
use event_source_polyfill_wasm::settings::{
    LONGEST_DURATION, SHORTEST_DURATION, Settings, clamp_duration,
};

use super::history::{Happening, Step};
use super::outcome::Event;
use super::{Outcome, oracle};

const MINUTE: u64 = 60_000;

/// Lets all of it happen.
pub fn watch(settings: &Settings, steps: &[Step]) {
    let mut witness = Witness::new(settings.clone());
    for step in steps {
        witness.step(step);
    }
}

struct Witness {
    settings: Settings,
    connection: Connection,
    now: u64,
    /// What the connection waits for.
    wake: Option<u64>,
    /// Fetches so far; the last one's number.
    attempts: u32,
    /// That one's fetch was asked for and not given up since.
    alive: bool,
    announced: bool,
    /// Not before this may the next fetch leave.
    not_before: u64,
    /// Not before this may the page, by coming back, have it leave earlier.
    word: u64,
    /// What the last response asked for, in ms.
    retry_after: u64,
    page: Page,
    /// The page has gone offline, and no response has come since.
    offline: bool,
    paused: bool,
    /// Of this attempt, and what was dispatched of it.
    body: Vec<u8>,
    dispatched: Vec<Event>,
    /// Before this attempt.
    last_event_id: String,
    retry: Option<u64>,
    close_within: bool,
    /// By the page.
    closed: bool,
}

impl Witness {
    fn new(settings: Settings) -> Self {
        Self {
            connection: Connection::new(settings.clone(), Instant::from_millis(0)),
            last_event_id: settings.last_event_id.clone(),
            settings,
            now: 0,
            wake: Some(0),
            attempts: 0,
            alive: false,
            announced: false,
            not_before: 0,
            word: 0,
            retry_after: 0,
            page: Page { online: true, presence: Presence::Visible },
            offline: false,
            paused: false,
            body: Vec::new(),
            dispatched: Vec::new(),
            retry: None,
            close_within: false,
            closed: false,
        }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Advance(ms) => self.now += ms,
            Step::Sleep => self.now = self.wake.map_or(self.now, |wake| wake.max(self.now)),
            Step::Timeout => {
                let early = self.wake.is_none_or(|wake| self.now < wake);
                let outputs = self.handle(Input::Timeout);
                assert!(!early || outputs == 0, "an early timeout is harmless");
                if let Some(wake) = self.wake {
                    assert!(wake > self.now, "it waits for {wake}, and it is {}", self.now);
                }
            }
            Step::Close => {
                self.handle(Input::Close);
                assert_eq!(self.connection.ready_state(), ReadyState::Closed);
            }
            Step::CloseWithin => self.close_within = true,
            Step::Reconnect => self.reconnect(),
            Step::Page(page) => self.page(*page),
            Step::Report(age, happening) => self.report(*age, happening),
        }
    }

    fn reconnect(&mut self) {
        let open = self.connection.ready_state() != ReadyState::Closed;
        if open && self.settings.reconnect {
            (self.not_before, self.word) = (self.now, self.now);
        }
        self.handle(Input::Reconnect);
    }

    fn page(&mut self, page: Page) {
        let active = page.presence != Presence::Inactive;
        let interrupted = self.alive && !active && self.settings.reconnect;
        if interrupted {
            (self.not_before, self.word) = (self.now, self.now);
        } else if !self.alive
            && active
            && page.presence >= self.page.presence
            && (page.online || !self.offline && !self.page.online)
        {
            self.not_before = self.not_before.min(self.now.max(self.word));
        }
        self.offline = !page.online && (self.offline || self.page.online);
        self.page = page;
        self.handle(Input::Page(page));
    }

    fn report(&mut self, age: i64, happening: &Happening) {
        let attempt = i64::from(self.attempts).saturating_sub(age).try_into().unwrap_or(u32::MAX);
        let current = attempt == self.attempts && self.alive;
        let report = match happening {
            Happening::Response(status, content_type, retry_after) => {
                if current && !self.announced {
                    self.retry_after = retry_after.unwrap_or(0);
                    self.offline = false;
                    self.paused &= *status != 200 || *content_type != Some("text/event-stream");
                }
                Report::Response(Response {
                    status: *status,
                    content_type: *content_type,
                    retry_after: *retry_after,
                })
            }
            Happening::Chunk(bytes) => {
                if current && self.announced {
                    self.body.extend(bytes);
                    self.paused &= bytes.is_empty();
                }
                Report::Chunk(bytes)
            }
            Happening::Paused => {
                self.paused |= current;
                Report::Paused
            }
            Happening::Resumed => {
                self.paused &= !current;
                Report::Resumed
            }
            Happening::EndOfBody => Report::EndOfBody,
            Happening::NetworkError => Report::NetworkError,
            Happening::HeadersError => Report::HeadersError,
            Happening::RequestError => Report::RequestError,
        };
        let outputs = self.handle(Input::Attempt(attempt, report));
        assert!(current || outputs == 0, "a report on an attempt that is not alive is ignored");
    }

    /// How many outputs an input has, each lawful.
    fn handle(&mut self, input: Input<'_>) -> usize {
        let closed = self.connection.ready_state() == ReadyState::Closed;
        self.enter(input);
        let mut outputs = 0;
        self.wake = loop {
            match self.connection.poll() {
                Output::WaitUntil(until) => break Some(until.since(Instant::from_millis(0))),
                Output::Idle => break None,
                output => self.witness(output),
            }
            outputs += 1;
        };
        assert!(!closed || outputs == 0, "closed is final");
        self.rest();
        outputs
    }

    fn enter(&mut self, input: Input<'_>) {
        self.closed |= matches!(input, Input::Close);
        // Every number that a generator of random numbers gives, and some that none does.
        let numbers = [0.0, 0.5, 0.999, 1.0, f64::NAN, -1.0, f64::INFINITY];
        let random = numbers[self.attempts as usize % numbers.len()];
        self.connection.handle(input, Instant::from_millis(self.now), || random);
    }

    fn witness(&mut self, output: Output) {
        assert!(!self.closed || matches!(output, Output::Abort), "nothing after close()");
        match output {
            Output::Fetch(request) => self.fetch(&request),
            Output::Abort => {
                assert!(self.alive, "there is an attempt to give up");
                self.alive = false;
                let said = self.said();
                self.last_event_id = said.last_event_id;
                self.retry = said.reconnection_time.or(self.retry);
                self.body.clear();
                self.dispatched.clear();
            }
            Output::Announce => {
                assert!(self.alive && !self.announced, "an attempt is announced once");
                self.announced = true;
            }
            Output::Dispatch(batch) => {
                assert!(self.alive && self.announced, "a body is that of an announced attempt");
                assert!(!batch.is_empty());
                self.dispatched.extend(batch.events());
                self.connection.recycle(batch);
                let events = self.said().events;
                assert!(events.starts_with(&self.dispatched), "{events:?} {:?}", self.dispatched);
            }
            Output::Error(failure) => self.error(&failure),
            Output::WaitUntil(_) | Output::Idle => unreachable!("the end of a drain"),
        }
        // Each runs code of the page's: a listener, a fetch of its own, a listener of its signal.
        if std::mem::take(&mut self.close_within) {
            self.enter(Input::Close);
        }
    }

    fn fetch(&mut self, request: &Request) {
        assert!(!self.alive, "two fetches at a time");
        assert!(self.now >= self.not_before, "{} < {}", self.now, self.not_before);
        self.attempts += 1;
        assert_eq!(request.attempt, self.attempts);
        assert_eq!(request.last_event_id, self.last_event_id);
        assert!(self.page.presence != Presence::Inactive, "a page that is away asks for nothing");
        self.alive = true;
        self.paused = false;
        self.retry_after = 0;
        self.announced = false;
    }

    fn error(&mut self, failure: &Failure) {
        let refused = matches!(failure.reason, Reason::Status | Reason::ContentType);
        assert_eq!(self.alive, refused, "a refused body can still be read");
        assert_eq!(failure.attempt, self.attempts);
        let ready_state = self.connection.ready_state();
        assert!(!failure.exhausted || !self.offline, "no attempt is burnt while offline");
        let Some(delay) = failure.delay else {
            return assert_eq!(ready_state, ReadyState::Closed);
        };
        assert_eq!(ready_state, ReadyState::Connecting);
        assert!(self.settings.reconnect && !failure.exhausted);
        assert!(!matches!(failure.reason, Reason::Limit | Reason::Headers | Reason::Request));
        let asked = if failure.reason == Reason::Status { self.retry_after } else { 0 };
        let least = clamp_duration(self.retry.unwrap_or(SHORTEST_DURATION)).max(asked);
        let most = LONGEST_DURATION.max(asked).saturating_add(LONGEST_DURATION / 5);
        assert!(delay >= least && delay <= most, "{delay} {least}");
        if self.offline {
            assert!(
                delay >= (3 * least).min(MINUTE),
                "no sooner where it is believed to be futile"
            );
        }
        self.not_before = self.now.saturating_add(delay);
        let word = self.retry.map_or(0, clamp_duration).max(asked);
        self.word = self.now.saturating_add(word);
    }

    /// After a drain: what the connection waits for is what moves it on.
    fn rest(&self) {
        match self.connection.ready_state() {
            ReadyState::Closed => assert!(!self.alive && self.wake.is_none()),
            ReadyState::Connecting => assert!(!self.announced || !self.alive),
            ReadyState::Open => {
                assert!(self.alive && self.announced);
                assert_eq!(self.dispatched, self.said().events, "nothing is held back");
            }
        }
        if !self.alive && self.connection.ready_state() != ReadyState::Closed {
            let due = self.page.presence != Presence::Inactive;
            assert_eq!(self.wake, due.then_some(self.not_before), "the next attempt");
        }
        if self.alive && self.settings.heartbeat_timeout.is_some() {
            assert_eq!(self.wake.is_some(), !self.paused, "the heartbeat");
        }
        // One that closed amid a chunk has not read all of it.
        if self.connection.ready_state() != ReadyState::Closed {
            assert_eq!(self.connection.last_event_id(), self.said().last_event_id);
        }
    }

    /// What the body so far means.
    fn said(&self) -> Outcome {
        oracle::resume(self.last_event_id.clone(), &self.body)
    }
}

//! A driver without a browser, whose page hears the events of a batch one by one: between two of them
//! the world goes on. Its server numbers events and goes on after the last event ID.

use std::collections::VecDeque;

use event_source_polyfill_wasm::connection::{
    Connection, Input, Output, Page, Presence, ReadyState, Report,
};
use event_source_polyfill_wasm::instant::Instant;
use event_source_polyfill_wasm::response::Response;
use event_source_polyfill_wasm::settings::Settings;

/// What happens.
#[derive(Clone, Debug)]
pub enum Step {
    /// So many events come in one chunk, if the page reads.
    Read(usize),
    /// So many of those that came are heard.
    Hear(usize),
    /// `reconnect()`.
    Reconnect,
    /// The page is hidden and pauses, or enters the back/forward cache.
    Leave,
    /// It is back.
    Return,
    /// The body breaks off.
    Break,
    /// `close()`.
    Close,
}

/// The page, its connection and its server.
pub struct SlowPage {
    connection: Connection,
    now: u64,
    wake: Option<u64>,
    /// Dispatched and not heard yet: the drain waits for it.
    delivery: VecDeque<u64>,
    heard: u64,
    /// The last event of the body that is read, if one is.
    sent: Option<u64>,
    attempt: u32,
    resumed_from: String,
}

impl SlowPage {
    /// Announced.
    pub fn new() -> Self {
        let mut page = Self {
            connection: Connection::new(Settings::new("http://h/"), Instant::from_millis(0)),
            now: 0,
            wake: None,
            delivery: VecDeque::new(),
            heard: 0,
            sent: None,
            attempt: 0,
            resumed_from: String::new(),
        };
        page.handle(Input::Timeout);
        page.answer();
        page
    }

    /// The number of the last event heard.
    pub const fn heard(&self) -> u64 {
        self.heard
    }

    /// How many requests have left.
    pub const fn requests(&self) -> u32 {
        self.attempt
    }

    /// The last event ID of the last of them.
    pub fn resumed_from(&self) -> &str {
        &self.resumed_from
    }

    /// Lets it happen.
    pub fn step(&mut self, step: &Step) {
        match *step {
            Step::Read(count) => self.read(count),
            Step::Hear(count) => self.hear(count),
            Step::Reconnect => self.handle(Input::Reconnect),
            Step::Leave => self.page(Presence::Inactive),
            Step::Return => self.page(Presence::Visible),
            Step::Break => self.report(Report::NetworkError),
            Step::Close => {
                // As the driver does: what was not heard never is.
                self.delivery.clear();
                self.handle(Input::Close);
            }
        }
        self.answer();
    }

    /// Until the page is there, has heard all, and the stream runs.
    pub fn settle(&mut self) {
        self.step(&Step::Return);
        self.step(&Step::Hear(usize::MAX));
        while self.connection.ready_state() != ReadyState::Open {
            self.now = self.wake.expect("it waits for something");
            self.handle(Input::Timeout);
            self.answer();
        }
    }

    fn answer(&mut self) {
        if self.sent.is_some() && self.connection.ready_state() == ReadyState::Connecting {
            let content_type = Some("text/event-stream");
            self.report(Report::Response(Response {
                status: 200,
                content_type,
                retry_after: None,
            }));
        }
    }

    fn read(&mut self, count: usize) {
        if let Some(sent) = self.sent
            && self.delivery.is_empty()
        {
            let last = sent + count as u64;
            self.sent = Some(last);
            let chunk: String = (sent + 1..=last).map(|id| format!("id: {id}\ndata\n\n")).collect();
            // And a block that is not complete: nobody has heard of it.
            self.report(Report::Chunk(format!("{chunk}id: 0\n").as_bytes()));
            if !self.delivery.is_empty() {
                self.report(Report::Paused);
            }
        }
    }

    fn hear(&mut self, count: usize) {
        let was_behind = !self.delivery.is_empty();
        for number in self.delivery.drain(..count.min(self.delivery.len())) {
            self.heard += 1;
            assert_eq!(number, self.heard, "once and in order");
        }
        if was_behind && self.delivery.is_empty() {
            self.report(Report::Resumed);
        }
    }

    fn report(&mut self, report: Report<'_>) {
        self.handle(Input::Attempt(self.attempt, report));
    }

    fn page(&mut self, presence: Presence) {
        self.handle(Input::Page(Page { online: true, presence }));
    }

    /// An input enters at once; outputs wait for the end of a delivery.
    fn handle(&mut self, input: Input<'_>) {
        self.connection.handle(input, Instant::from_millis(self.now), || 0.0);
        while self.delivery.is_empty() {
            match self.connection.poll() {
                Output::Fetch(request) => {
                    assert!(self.sent.is_none(), "one attempt at a time");
                    let last = if self.heard == 0 { String::new() } else { self.heard.to_string() };
                    assert_eq!(request.last_event_id, last, "what was heard, and all of it");
                    self.attempt = request.attempt;
                    self.resumed_from = request.last_event_id;
                    self.sent = Some(self.heard);
                }
                Output::Abort => self.sent = None,
                Output::Dispatch(batch) => {
                    for (_, _, id) in batch.events() {
                        self.delivery.push_back(id.parse().expect("its ID"));
                    }
                    self.connection.recycle(batch);
                }
                Output::Announce | Output::Error(_) => {}
                Output::WaitUntil(until) => {
                    self.wake = Some(until.since(Instant::from_millis(0)));
                    return;
                }
                Output::Idle => {
                    self.wake = None;
                    return;
                }
            }
        }
    }
}

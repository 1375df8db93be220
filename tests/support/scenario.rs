//! A connection on simulated time: inputs in, outputs read as short texts.

use event_source_polyfill_wasm::connection::{
    Connection, Failure, Input, Output, ReadyState, Report, Request,
};
use event_source_polyfill_wasm::instant::Instant;
use event_source_polyfill_wasm::response::Response;
use event_source_polyfill_wasm::settings::Settings;

pub const URL: &str = "http://h/stream";

/// A connection, its clock, and the world's side of it.
pub struct Scenario {
    pub connection: Connection,
    pub now: u64,
    /// When the connection wants to be woken, in ms.
    pub wake: Option<u64>,
    /// The number the world gives when a delay is drawn.
    pub random: f64,
    /// What the last fetch asked for.
    pub request: Option<Request>,
    /// What the last error said.
    pub failure: Option<Failure>,
}

impl Scenario {
    /// With the defaults, before the first input.
    pub fn new() -> Self {
        Self::with(Settings::new(URL))
    }

    pub fn with(settings: Settings) -> Self {
        Self {
            connection: Connection::new(settings, Instant::from_millis(0)),
            now: 0,
            wake: Some(0),
            random: 0.0,
            request: None,
            failure: None,
        }
    }

    /// Fast forward: the first request has left.
    pub fn connecting() -> Self {
        let mut scenario = Self::new();
        assert_eq!(scenario.timeout(), ["fetch 1"]);
        scenario
    }

    /// Fast forward: announced.
    pub fn open() -> Self {
        let mut scenario = Self::connecting();
        assert_eq!(scenario.accept(), ["announce"]);
        scenario
    }

    /// The attempt that is alive, or was last.
    pub fn attempt(&self) -> u32 {
        self.request.as_ref().expect("there was a fetch").attempt
    }

    pub fn handle(&mut self, input: Input<'_>) -> Vec<String> {
        self.enter(input);
        self.drain()
    }

    /// Its outputs wait.
    pub fn enter(&mut self, input: Input<'_>) {
        let random = self.random;
        self.connection.handle(input, Instant::from_millis(self.now), || random);
    }

    pub fn drain(&mut self) -> Vec<String> {
        let mut said = Vec::new();
        loop {
            match self.connection.poll() {
                Output::Fetch(request) => {
                    said.push(format!("fetch {}", request.attempt));
                    self.request = Some(request);
                }
                Output::Abort => said.push("abort".into()),
                Output::Announce => said.push("announce".into()),
                Output::Dispatch(batch) => {
                    said.extend(
                        batch
                            .events()
                            .iter()
                            .map(|(event_type, data, id)| format!("{event_type}:{data}#{id}")),
                    );
                    self.connection.recycle(batch);
                }
                Output::Error(failure) => {
                    said.push(format!("error {:?} {:?}", failure.reason, failure.delay));
                    self.failure = Some(failure);
                }
                Output::WaitUntil(until) => {
                    self.wake = Some(until.since(Instant::from_millis(0)));
                    return said;
                }
                Output::Idle => {
                    self.wake = None;
                    return said;
                }
            }
        }
    }

    pub fn report(&mut self, report: Report<'_>) -> Vec<String> {
        let attempt = self.attempt();
        self.handle(Input::Attempt(attempt, report))
    }

    pub fn respond(&mut self, status: u16, content_type: Option<&str>) -> Vec<String> {
        self.report(Report::Response(Response { status, content_type, retry_after: None }))
    }

    pub fn accept(&mut self) -> Vec<String> {
        self.respond(200, Some("text/event-stream"))
    }

    pub fn chunk(&mut self, text: &str) -> Vec<String> {
        self.report(Report::Chunk(text.as_bytes()))
    }

    pub fn timeout(&mut self) -> Vec<String> {
        self.handle(Input::Timeout)
    }

    pub fn close(&mut self) -> Vec<String> {
        self.handle(Input::Close)
    }

    pub fn advance(&mut self, ms: u64) {
        self.now += ms;
    }

    /// Sleeps until the connection wants to be woken, and wakes it.
    pub fn wake(&mut self) -> Vec<String> {
        self.now = self.wake.expect("it waits for something");
        self.timeout()
    }

    pub fn ready_state(&self) -> ReadyState {
        self.connection.ready_state()
    }
}

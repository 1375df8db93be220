//! Numbered events from the last event ID on, and after some of them a fault: what a client must
//! come through with every event once and in order.
//!
//! ```json
//! { "numbered": { "end": 2500, "every": 200, "seed": 1, "faults": ["cut", "reset", "stall"] } }
//! ```

use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use event_stream_generator::Random;
use serde::Deserialize;

use crate::script::{Response, Step};

/// What a response is made from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbered {
    /// The last event; after it nothing comes.
    end: u64,
    /// Events before a fault, about.
    every: usize,
    seed: u64,
    /// As many requests as there are meet each of them once, in an order drawn anew every time.
    faults: Vec<Fault>,
}

/// How a response fails. All that have a body fail at any byte of an event.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Fault {
    /// The connection breaks by FIN.
    Cut,
    /// By RST.
    Reset,
    /// Nothing comes any more.
    Stall,
    /// The body ends.
    End,
    /// The body ends before the length that its headers gave.
    Length,
    /// One event byte by byte, then a cut.
    Drip,
    /// A cut of a compressed stream.
    Gzip,
    /// The connection breaks before an answer.
    Refuse,
    /// No answer comes.
    Mute,
    /// 503.
    Unavailable,
}

impl Numbered {
    /// The response for a request, of which there were `requests` before.
    pub(crate) fn response(&self, last_event_id: &str, requests: usize) -> Response {
        let last = last_event_id.parse().unwrap_or(0);
        let random = &mut Random::new(!self.seed, requests as u64);
        let until = last + 1 + random.below(2 * self.every.max(1)) as u64;
        match self.fault(requests).filter(|_| until < self.end) {
            Some(fault) => fault.response(last, until, random),
            None => {
                let mut steps = sends(blocks(last, self.end).as_bytes(), random);
                steps.push(Step::Stall(true));
                Response { steps, ..Response::default() }
            }
        }
    }

    fn fault(&self, requests: usize) -> Option<Fault> {
        let round = requests.checked_div(self.faults.len())?;
        let random = &mut Random::new(self.seed, round as u64);
        let mut faults = self.faults.clone();
        for end in (1..faults.len()).rev() {
            faults.swap(end, random.below(end + 1));
        }
        Some(faults[requests % faults.len()])
    }
}

impl Fault {
    /// The events after `last` until `until` and a part of the next one, failing.
    fn response(self, last: u64, until: u64, random: &mut Random<'_>) -> Response {
        let mut bytes = blocks(last, until).into_bytes();
        let next = block(until + 1).into_bytes();
        bytes.extend(&next[..random.below(next.len())]);
        let length = bytes.len();

        let mut steps = Vec::new();
        if matches!(self, Self::Drip) {
            let first = block(last + 1);
            bytes.drain(..first.len());
            steps.push(Step::Drip(first));
        }
        steps.extend(sends(&bytes, random));
        let response = Response { steps, ..Response::default() };
        match self {
            Self::End => response,
            Self::Cut | Self::Drip => response.then(Step::Cut(true)),
            Self::Reset => response.then(Step::Reset(true)),
            Self::Stall => response.then(Step::Stall(true)),
            Self::Gzip => Response { gzip: true, ..response.then(Step::Cut(true)) },
            Self::Length => {
                // What was sent before the early end must leave first.
                let mut response = response.then(Step::Pause(1));
                response.headers.insert(CONTENT_LENGTH, (length + 1).into());
                response
            }
            Self::Refuse => Response { refuse: true, ..response },
            Self::Mute => Response { hold: Some("never".into()), ..response },
            Self::Unavailable => {
                let mut response =
                    Response { status: StatusCode::SERVICE_UNAVAILABLE, ..Response::default() };
                response.headers.insert(RETRY_AFTER, HeaderValue::from_static("0"));
                response
            }
        }
    }
}

impl Response {
    fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

/// Cut at any byte, some pieces in a write of their own.
fn sends(mut bytes: &[u8], random: &mut Random<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at((1 + random.below(LARGEST_PIECE)).min(bytes.len()));
        steps.push(Step::Hex(piece.to_vec()));
        if random.once_in(4) {
            steps.push(Step::Pause(1));
        }
        bytes = rest;
    }
    steps
}

/// In bytes; some twenty events.
const LARGEST_PIECE: usize = 1_500;

/// Of all events after the last one.
pub(crate) fn blocks(last: u64, until: u64) -> String {
    (last + 1..=until).map(block).collect()
}

/// With every kind of line, and of line ending.
fn block(number: u64) -> String {
    let event = if number.is_multiple_of(2) { "event: tick\n" } else { "" };
    let lines = format!("data: {number}\n: comment\n{event}id: {number}\nunknown\ndata:你é\n\n");
    match number % 3 {
        0 => lines,
        1 => lines.replace('\n', "\r\n"),
        _ => lines.replace('\n', "\r"),
    }
}

//! A history: what the world does to one connection, step by step.

use std::fmt;

use event_source_polyfill_wasm::connection::{Page, Presence};
use event_source_polyfill_wasm::reconnection::Policy;
use event_source_polyfill_wasm::settings::Settings;
use event_stream_generator::{Case, Piece, Random};

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Step {
    /// The clock goes on by so many ms.
    Advance(u64),
    /// The clock goes on to the instant that the connection waits for.
    Sleep,
    /// A timer fires, early, late or out of the blue.
    Timeout,
    /// The page calls `close()`.
    Close,
    /// The page will call `close()` while the next output is carried out.
    CloseWithin,
    /// The page calls `reconnect()`.
    Reconnect,
    /// What the page says of itself.
    Page(Page),
    /// A report on an attempt; on this one where it is so many before the current one (or after).
    Report(i64, Happening),
}

/// [`Report`](event_source_polyfill_wasm::connection::Report), with its bytes.
#[derive(Clone, Debug)]
pub enum Happening {
    /// Status, type, `Retry-After` in ms.
    Response(u16, Option<&'static str>, Option<u64>),
    Chunk(Vec<u8>),
    EndOfBody,
    NetworkError,
    HeadersError,
    RequestError,
    Paused,
    Resumed,
}

impl Piece for Step {
    fn split(&self) -> Vec<Self> {
        match self {
            Self::Report(age, Happening::Chunk(bytes)) => {
                bytes.iter().map(|&byte| Self::Report(*age, Happening::Chunk(vec![byte]))).collect()
            }
            step => vec![step.clone()],
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Report(age, Happening::Chunk(bytes)) => {
                write!(formatter, "Report({age}, Chunk(\"{}\"))", bytes.escape_ascii())
            }
            step => write!(formatter, "{step:?}"),
        }
    }
}

/// Settings as the constructor can make them.
pub fn settings(random: &mut Random<'_>) -> Settings {
    let url = random.pick(&["http://h/s", "https://h/s?a=1#f", "data:text/event-stream,"]);
    let timeout = random.pick(&[45_000.0, 0.0, 1.0, 5_000.0, -1.0, f64::NAN, f64::INFINITY]);
    Settings {
        heartbeat_timeout: Settings::read_heartbeat_timeout(timeout),
        max_event_size: random.pick(&[1 << 20, 0, 1, 20, 300]),
        reconnect: !random.once_in(8),
        policy: Policy {
            statuses: random.pick(&[&[][..], &[401, 500]]).to_vec(),
            max_attempts: random.pick(&[None, None, None, Some(0), Some(3)]),
            ..Policy::default()
        },
        last_event_id: random.pick(&["", "", "7"]).to_owned(),
        last_event_id_in_query: random.pick(&[true, false]),
        ..Settings::new(url)
    }
}

fn page(random: &mut Random<'_>) -> Page {
    let presence = random.pick(&[Presence::Visible, Presence::Hidden, Presence::Inactive]);
    Page { online: !random.once_in(3), presence }
}

/// Steps, most of them such that the connection lives on.
pub fn steps(random: &mut Random<'_>) -> Vec<Step> {
    let count = random.below(80);
    let mut steps = Vec::new();
    while steps.len() < count {
        match random.below(16) {
            // Whatever it waits for: connect, reconnect, or break off.
            0..3 => steps.extend([Step::Sleep, Step::Timeout]),
            3..5 => steps.push(Step::Report(age(random), response(random))),
            5..9 => {
                let age = age(random);
                let chunks = Case::draw(random).chunks();
                // Enough to come in between; the rest of the stream is never read.
                let part = chunks.into_iter().take(1 + random.below(8));
                steps.extend(part.map(|chunk| Step::Report(age, Happening::Chunk(chunk))));
            }
            9 => steps.push(Step::Report(age(random), Happening::EndOfBody)),
            10 => steps.push(Step::Report(age(random), Happening::NetworkError)),
            11 => steps.push(Step::Timeout),
            12 => steps.push(Step::Advance(random.pick(&[
                1,
                0,
                999,
                1_000,
                30_000,
                18_000_000,
                1 << 31,
                1 << 40,
            ]))),
            13 if random.once_in(4) => {
                let happening = if random.once_in(2) {
                    Happening::HeadersError
                } else {
                    Happening::RequestError
                };
                steps.push(Step::Report(age(random), happening));
            }
            13 => steps.push(Step::Report(
                age(random),
                if random.once_in(2) { Happening::Paused } else { Happening::Resumed },
            )),
            14 if random.once_in(3) => {
                steps.push(Step::Page(page(random)));
                steps.push(Step::Page(Page { online: true, presence: Presence::Visible }));
            }
            14 if random.once_in(4) => steps.push(Step::Page(page(random))),
            15 if random.once_in(6) => steps.push(Step::Reconnect),
            14 if random.once_in(8) => steps.push(Step::Close),
            15 if random.once_in(8) => steps.push(Step::CloseWithin),
            // Alive again, as most of the time.
            _ => {
                let accepted = Happening::Response(200, Some("text/event-stream"), None);
                steps.extend([Step::Sleep, Step::Timeout, Step::Report(0, accepted)]);
            }
        }
    }
    steps
}

/// Mostly of the attempt that is alive.
fn age(random: &mut Random<'_>) -> i64 {
    random.pick(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 2, -1, i64::MAX])
}

fn response(random: &mut Random<'_>) -> Happening {
    let status = random.pick(&[200, 200, 200, 200, 204, 301, 401, 500, 0]);
    let event_stream = Some("text/event-stream");
    let content_type =
        random.pick(&[event_stream, event_stream, event_stream, Some("text/html"), Some(""), None]);
    let retry_after = random.pick(&[None, None, Some(0), Some(30_000), Some(1 << 41)]);
    Happening::Response(status, content_type, retry_after)
}

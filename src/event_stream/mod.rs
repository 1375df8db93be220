//! Interpreting an event stream: HTML §9.2.6, <https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation>.
//!
//! Every byte sequence is an event stream, so nothing here can fail; a stream can only exceed the
//! caller's size limit. Time is linear in the bytes, however they are chunked.
//!
//! Deliberately absent: whether the source is still open. The stream yields events; who closes
//! between two of them is the connection's affair.

mod batch;
mod line;
mod scan;
mod text;
mod transcode;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vector;

pub use batch::{Batch, SPANS_PER_EVENT};
pub use text::Text;

use batch::Word;
use line::{Line, Lines};
use scan::contains_null;
use transcode::decode;

/// The fields that mean something. Of other lines nothing is kept, and they count for nothing.
const FIELD_NAMES: [&[u8]; 5] = [DATA, EVENT, ID, RETRY, HEARTBEAT_TIMEOUT];
const DATA: &[u8] = b"data";
const EVENT: &[u8] = b"event";
const ID: &[u8] = b"id";
const RETRY: &[u8] = b"retry";
const HEARTBEAT_TIMEOUT: &[u8] = b"heartbeatTimeout";

/// An event, or a field of it, is longer than the limit allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitExceeded;

/// One event stream, from the first byte of a body to its end.
#[derive(Debug)]
pub struct EventStream {
    lines: Lines,
    fields: Fields,
    /// In bytes: the data buffer and one more field together.
    limit: usize,
}

/// The standard's buffers, and what the fields have said since somebody last asked. The data buffer
/// is the end of the batch's text, for that is where it goes.
#[derive(Debug)]
struct Fields {
    /// Of the last event that had one, kept because it often is the next one's too.
    event_type: Word,
    has_type: bool,
    last_event_id: Word,
    /// The last event ID buffer, where it says something else: until the event is dispatched.
    next_event_id: Word,
    has_next: bool,
    reconnection_time: Option<u64>,
    heartbeat_timeout: Option<u64>,
    batch: Batch,
}

impl EventStream {
    /// A stream that goes on from `last_event_id`, as browsers do: an event without an id after a
    /// reconnection keeps the ID of the stream before it.
    pub fn new(last_event_id: String, limit: usize) -> Self {
        Self {
            lines: Lines::new(),
            fields: Fields {
                event_type: Word::default(),
                has_type: false,
                last_event_id: Word::new(last_event_id.into_bytes()),
                next_event_id: Word::default(),
                has_next: false,
                reconnection_time: None,
                heartbeat_timeout: None,
                batch: Batch::default(),
            },
            limit,
        }
    }

    /// Interprets one chunk. Complete events are added to the batch, also those before an excess.
    ///
    /// # Errors
    /// [`LimitExceeded`]; what follows in the stream is then meaningless.
    // By itself: an engine compiles what is hot, and who calls this is large.
    #[inline(never)]
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), LimitExceeded> {
        let Self { lines, fields, limit } = self;
        let exceeds = |fields: &Fields, line: usize| fields.batch.data_length() + line > *limit;
        fields.batch.make_room(chunk.len());
        lines.split(chunk, |line| {
            if exceeds(fields, line.bytes.len()) && is_field(line.bytes) {
                return Err(LimitExceeded);
            }
            fields.process_line(line);
            Ok(())
        })?;
        if exceeds(fields, lines.unfinished()) { Err(LimitExceeded) } else { Ok(()) }
    }

    /// Whether there are complete events to take.
    pub fn has_batch(&self) -> bool {
        !self.fields.batch.is_empty()
    }

    /// Takes the events that are complete; give the batch back with [`recycle`](Self::recycle).
    pub fn take_batch(&mut self) -> Batch {
        self.fields.batch.take()
    }

    /// Takes the memory of a delivered batch into use again.
    pub fn recycle(&mut self, batch: Batch) {
        self.fields.batch.reuse(batch);
    }

    /// The last event ID string.
    #[inline]
    pub fn last_event_id(&self) -> String {
        decode(&self.fields.last_event_id.bytes)
    }

    /// How much of it there was so far, in UTF-16 units.
    pub const fn received(&self) -> u64 {
        self.lines.received()
    }

    /// The last `retry` field since the last call, in ms.
    pub fn take_reconnection_time(&mut self) -> Option<u64> {
        self.fields.reconnection_time.take()
    }

    /// The last `heartbeatTimeout` field since the last call, in ms. Not in the standard:
    /// event-source-polyfill lets the server set the heartbeat.
    pub fn take_heartbeat_timeout(&mut self) -> Option<u64> {
        self.fields.heartbeat_timeout.take()
    }
}

impl Fields {
    /// Not inlined into both places that pass lines.
    #[inline(never)]
    fn process_line(&mut self, line: Line<'_>) {
        let Line { bytes, is_ascii } = line;
        if bytes.is_empty() {
            self.dispatch();
        } else if let Some(value) = value_of(DATA, bytes) {
            let event_type = self.has_type.then_some(&self.event_type);
            self.batch.push_data(value, is_ascii, event_type);
        } else if let Some(value) = value_of(EVENT, bytes) {
            self.has_type = !value.is_empty();
            if self.event_type.bytes != value {
                self.event_type.set(value, is_ascii);
                self.batch.forget_type();
            }
        } else if let Some(value) = value_of(ID, bytes) {
            if !contains_null(value) {
                self.set_next_event_id(value, is_ascii);
            }
        } else if !bytes.starts_with(b":") {
            self.process_setting(bytes);
        }
    }

    /// The fields that few lines are.
    #[cold]
    fn process_setting(&mut self, line: &[u8]) {
        if let Some(value) = value_of(RETRY, line) {
            self.reconnection_time = digits(value).or(self.reconnection_time);
        } else if let Some(value) = value_of(HEARTBEAT_TIMEOUT, line) {
            self.heartbeat_timeout = digits(value).or(self.heartbeat_timeout);
        }
    }

    fn set_next_event_id(&mut self, value: &[u8], is_ascii: bool) {
        if self.has_next || self.last_event_id.bytes != value {
            self.next_event_id.set(value, is_ascii);
            self.has_next = true;
        }
    }

    /// Dispatch the event, as far as the standard's step 5: the rest is the face's.
    fn dispatch(&mut self) {
        if std::mem::take(&mut self.has_next) {
            std::mem::swap(&mut self.last_event_id, &mut self.next_event_id);
            self.batch.forget_last_event_id();
        }
        let event_type = std::mem::take(&mut self.has_type).then_some(&self.event_type);
        self.batch.push_event(event_type, &self.last_event_id);
    }
}

/// The value of a field, if the line is one of this name. The colon need not be looked for: no name
/// has one in it.
fn value_of<'a>(name: &[u8], line: &'a [u8]) -> Option<&'a [u8]> {
    match line.strip_prefix(name)? {
        [b':', b' ', value @ ..] | [b':', value @ ..] | value @ [] => Some(value),
        _ => None,
    }
}

#[cold]
fn is_field(line: &[u8]) -> bool {
    FIELD_NAMES.iter().any(|name| value_of(name, line).is_some())
}

/// An integer in base ten of ASCII digits alone; saturates.
pub fn digits(value: &[u8]) -> Option<u64> {
    if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(value.iter().fold(0, |number, digit| {
        // Not saturating_mul(): wasm has no wide multiplication.
        if number >= u64::MAX / 10 { u64::MAX } else { number * 10 + u64::from(digit - b'0') }
    }))
}

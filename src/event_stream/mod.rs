//! Interpreting an event stream: HTML §9.2.6, <https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation>.
//!
//! Every byte sequence is an event stream, so nothing here can fail; a stream can only exceed the
//! caller's size limit. Time is linear in the bytes, however they are chunked.
//!
//! Deliberately absent: whether the source is still open. The stream yields events; who closes
//! between two of them is the connection's affair.

mod batch;
mod line;

pub use batch::{Batch, SPANS_PER_EVENT, utf16_length};

use line::Lines;
use memchr::memchr;

/// An event, or a line of it, is longer than the limit allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitExceeded;

/// One event stream, from the first byte of a body to its end.
#[derive(Debug)]
pub struct EventStream {
    lines: Lines,
    fields: Fields,
    /// In bytes: the data buffer and one more line together.
    limit: usize,
}

/// The standard's buffers, and what the fields have said since somebody last asked.
#[derive(Debug)]
struct Fields {
    data: String,
    event_type: String,
    last_event_id_buffer: String,
    last_event_id: String,
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
                data: String::new(),
                event_type: String::new(),
                last_event_id_buffer: last_event_id.clone(),
                last_event_id,
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
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), LimitExceeded> {
        let Self { lines, fields, limit } = self;
        let exceeds = |fields: &Fields, line: usize| fields.data.len() + line > *limit;
        lines.split(chunk, |line| {
            if exceeds(fields, line.len()) {
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
        std::mem::take(&mut self.fields.batch)
    }

    /// Takes the memory of a delivered batch into use again.
    pub fn recycle(&mut self, mut batch: Batch) {
        if self.fields.batch.is_empty() {
            batch.clear();
            self.fields.batch = batch;
        }
    }

    /// The last event ID string.
    pub fn last_event_id(&self) -> &str {
        &self.fields.last_event_id
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
    fn process_line(&mut self, line: &[u8]) {
        match memchr(b':', line) {
            _ if line.is_empty() => self.dispatch(),
            Some(0) => {}
            Some(colon) => {
                let value = &line[colon + 1..];
                self.process_field(&line[..colon], value.strip_prefix(b" ").unwrap_or(value));
            }
            None => self.process_field(line, b""),
        }
    }

    fn process_field(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"event" => {
                self.event_type.clear();
                decode_into(&mut self.event_type, value);
            }
            b"data" => {
                decode_into(&mut self.data, value);
                self.data.push('\n');
            }
            b"id" if memchr(0, value).is_none() => {
                self.last_event_id_buffer.clear();
                decode_into(&mut self.last_event_id_buffer, value);
            }
            b"retry" => self.reconnection_time = digits(value).or(self.reconnection_time),
            b"heartbeatTimeout" => {
                self.heartbeat_timeout = digits(value).or(self.heartbeat_timeout);
            }
            _ => {}
        }
    }

    /// Dispatch the event, as far as the standard's step 5: the rest is the face's.
    fn dispatch(&mut self) {
        if self.last_event_id != self.last_event_id_buffer {
            self.last_event_id.clone_from(&self.last_event_id_buffer);
        }
        if let Some(data) = self.data.strip_suffix('\n') {
            self.batch.push(&self.event_type, data, &self.last_event_id);
        }
        self.data.clear();
        if self.data.capacity() > KEPT_CAPACITY {
            self.data = String::new();
        }
        self.event_type.clear();
    }
}

/// Of the data buffer, between events.
const KEPT_CAPACITY: usize = 64 * 1024;

/// UTF-8 decode without BOM handling: U+FFFD for each maximal part of an ill-formed sequence, as
/// the Encoding Standard's decoder puts them.
fn decode_into(text: &mut String, bytes: &[u8]) {
    if let Ok(valid) = str::from_utf8(bytes) {
        return text.push_str(valid);
    }
    for part in bytes.utf8_chunks() {
        text.push_str(part.valid());
        if !part.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

/// An integer in base ten of ASCII digits alone; saturates.
pub(crate) fn digits(value: &[u8]) -> Option<u64> {
    if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(value.iter().fold(0, |number, digit| {
        // Not saturating_mul(): wasm has no wide multiplication.
        if number >= u64::MAX / 10 { u64::MAX } else { number * 10 + u64::from(digit - b'0') }
    }))
}

//! The hand-over: all events of one chunk as one text and spans into it.
//!
//! JavaScript decodes the text once and takes substrings. A decoding per field is slower than
//! event streams written in JavaScript.

use std::ops::Range;

/// `u32`s that describe one event: the start and end of its type, of its data and of its last
/// event ID, in UTF-16 units of the batch's text. An empty type stands for `message`.
pub const SPANS_PER_EVENT: usize = 6;

/// Complete events, in order.
#[derive(Debug, Default)]
pub struct Batch {
    text: String,
    spans: Vec<u32>,
    /// Length of `text` in UTF-16 units.
    length: u32,
    event_type: Repeated,
    last_event_id: Repeated,
}

/// Where a text that often repeats from event to event stands, so that it is written only once.
#[derive(Clone, Debug, Default)]
struct Repeated {
    bytes: Range<usize>,
    span: [u32; 2],
}

impl Batch {
    /// All texts of the batch, one after the other.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// [`SPANS_PER_EVENT`] numbers an event.
    pub fn spans(&self) -> &[u32] {
        &self.spans
    }

    /// Whether no event is in it.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The events as (type, data, last event ID): what the face does with text and spans.
    pub fn events(&self) -> Vec<(String, String, String)> {
        let units: Vec<u16> = self.text.encode_utf16().collect();
        let part =
            |span: &[u32]| String::from_utf16_lossy(&units[span[0] as usize..span[1] as usize]);
        self.spans
            .chunks_exact(SPANS_PER_EVENT)
            .map(|event| (part(&event[0..2]), part(&event[2..4]), part(&event[4..6])))
            .collect()
    }

    pub(super) fn push(&mut self, event_type: &str, data: &str, last_event_id: &str) {
        let event_type = self.repeat(|batch| &mut batch.event_type, event_type);
        let data = self.append(data);
        let last_event_id = self.repeat(|batch| &mut batch.last_event_id, last_event_id);
        self.spans.extend([event_type, data, last_event_id].as_flattened());
    }

    /// Empties the batch and keeps its memory, within reason.
    pub(super) fn clear(&mut self) {
        const KEPT_CAPACITY: usize = 256 * 1024;
        let Self { mut text, mut spans, .. } = std::mem::take(self);
        if text.capacity() <= KEPT_CAPACITY && spans.capacity() <= KEPT_CAPACITY / 4 {
            text.clear();
            spans.clear();
            (self.text, self.spans) = (text, spans);
        }
    }

    fn repeat(&mut self, place: fn(&mut Self) -> &mut Repeated, text: &str) -> [u32; 2] {
        let known = place(self).clone();
        if self.text.get(known.bytes) == Some(text) {
            return known.span;
        }
        let start = self.text.len();
        let span = self.append(text);
        *place(self) = Repeated { bytes: start..self.text.len(), span };
        span
    }

    fn append(&mut self, text: &str) -> [u32; 2] {
        let start = self.length;
        self.text.push_str(text);
        self.length += utf16_length(text.as_bytes()) as u32;
        [start, self.length]
    }
}

/// UTF-16 units of UTF-8 `bytes`: one for each byte that opens a character, two for one of four
/// bytes. Two sums without a branch, so that the compiler can make vectors of them.
pub fn utf16_length(bytes: &[u8]) -> usize {
    let opening = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    let astral = bytes.iter().filter(|&&byte| byte >= 0xF0).count();
    opening + astral
}

//! The hand-over: all events of one chunk as one text and spans into it.
//!
//! JavaScript decodes the text once and takes substrings. A decoding per field is slower than
//! event streams written in JavaScript.

/// `u32`s that describe one event: the start and end of its type, of its data and of its last
/// event ID, in UTF-16 units of the batch's text. An empty type stands for `message`.
pub const SPANS_PER_EVENT: usize = 6;

/// Complete events, in order, and the data of the one that is not complete yet.
#[derive(Debug, Default)]
pub struct Batch {
    text: String,
    spans: Vec<u32>,
    /// Length of `text` in UTF-16 units.
    length: u32,
    /// Where the data buffer begins, if it is not empty: it is the end of `text`.
    data: Option<Position>,
    /// Where the last type and the last ID stand: one that repeats is written once.
    event_type: Option<[u32; 2]>,
    last_event_id: Option<[u32; 2]>,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, Default)]
struct Position {
    bytes: usize,
    /// UTF-16 units.
    units: u32,
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

    /// Bytes of the data buffer, with the LF behind each line.
    pub(super) fn data_length(&self) -> usize {
        self.data.map_or(0, |data| self.text.len() + 1 - data.bytes)
    }

    /// Adds a line to the data buffer. The type so far is written first: the face reads it first, and
    /// cuts strings fastest in the order of the text.
    pub(super) fn push_data(&mut self, line: &str, is_ascii: bool, event_type: &str) {
        if self.data.is_some() {
            self.text.push('\n');
            self.length += 1;
        } else {
            self.repeat(|batch| &mut batch.event_type, event_type);
            self.data = Some(Position { bytes: self.text.len(), units: self.length });
        }
        self.append(line, is_ascii);
    }

    /// Makes an event of the data buffer, if it is not empty.
    pub(super) fn push_event(&mut self, event_type: &str, last_event_id: &str) {
        let Some(data) = self.data.take() else { return };
        let end = self.length;
        let [type_start, type_end] = self.repeat(|batch| &mut batch.event_type, event_type);
        let [id_start, id_end] = self.repeat(|batch| &mut batch.last_event_id, last_event_id);
        self.spans.extend_from_slice(&[type_start, type_end, data.units, end, id_start, id_end]);
    }

    /// The next event's type is another one.
    pub(super) fn forget_type(&mut self) {
        self.event_type = None;
    }

    /// The next event's last event ID is another one.
    pub(super) fn forget_last_event_id(&mut self) {
        self.last_event_id = None;
    }

    /// Takes the complete events out and leaves the data buffer. Where no event is complete nothing
    /// is moved, or an event in many chunks would be moved as often.
    pub(super) fn take(&mut self) -> Self {
        let mut left = Self::default();
        if self.is_empty() {
            return left;
        }
        if let Some(data) = self.data.take() {
            left.data = Some(Position::default());
            left.text = self.text.split_off(data.bytes);
            left.length = self.length - data.units;
        }
        std::mem::replace(self, left)
    }

    /// Takes the memory of `batch` into use, within reason.
    pub(super) fn reuse(&mut self, batch: Self) {
        const KEPT_CAPACITY: usize = 256 * 1024;
        let Self { mut text, mut spans, .. } = batch;
        if self.is_empty()
            && self.data.is_none()
            && text.capacity() <= KEPT_CAPACITY
            && spans.capacity() <= KEPT_CAPACITY / 4
        {
            text.clear();
            spans.clear();
            *self = Self { text, spans, ..Self::default() };
        }
    }

    fn repeat(&mut self, place: fn(&mut Self) -> &mut Option<[u32; 2]>, text: &str) -> [u32; 2] {
        // None stands between two that are equal: written anew, it is near what is cut next.
        if let Some(span) = *place(self)
            && (span[0] == span[1]) == text.is_empty()
        {
            return span;
        }
        let start = self.length;
        self.append(text, false);
        let span = [start, self.length];
        *place(self) = Some(span);
        span
    }

    fn append(&mut self, text: &str, is_ascii: bool) {
        self.text.push_str(text);
        let units = if is_ascii { text.len() } else { utf16_length(text.as_bytes()) };
        self.length += units as u32;
    }
}

/// UTF-16 units of UTF-8 `bytes`: one for each byte that opens a character, two for one of four
/// bytes. The sums of a block fit into bytes, so that the compiler can add sixteen at once.
#[inline(never)]
pub fn utf16_length(bytes: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let units = |byte: &u8| u8::from(byte & 0xC0 != 0x80) + u8::from(*byte >= 0xF0);
    let blocks = bytes.chunks(BLOCK);
    blocks.map(|block| usize::from(block.iter().map(units).sum::<u8>())).sum()
}

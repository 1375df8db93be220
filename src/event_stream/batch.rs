//! The hand-over: all events of one chunk as one text and spans into it.
//!
//! JavaScript decodes the text once and takes substrings. A decoding per field is slower than
//! event streams written in JavaScript.

use super::text::{Text, is_ascii};

/// `u32`s that describe one event: the start and end of its type, of its data and of its last
/// event ID, in UTF-16 units of the batch's text. An empty type stands for `message`.
pub const SPANS_PER_EVENT: usize = 6;

/// Complete events, in order, and the data of the one that is not complete yet.
#[derive(Debug, Default)]
pub struct Batch {
    text: Text,
    spans: Vec<u32>,
    /// Where the data buffer begins, if it is not empty: it is the end of `text`.
    data: Option<usize>,
    /// Bytes of the data buffer, with the LF behind each line.
    data_length: usize,
    /// Where the last type and the last ID stand: one that repeats is written once.
    event_type: Option<[u32; 2]>,
    last_event_id: Option<[u32; 2]>,
}

/// A type or an ID, in UTF-8 as it came.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) bytes: Vec<u8>,
    is_ascii: bool,
}

impl Word {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        let is_ascii = is_ascii(&bytes);
        Self { bytes, is_ascii }
    }

    #[inline(never)]
    pub(super) fn set(&mut self, bytes: &[u8], in_ascii: bool) {
        self.bytes.clear();
        self.bytes.extend_from_slice(bytes);
        // One in other company may well be.
        self.is_ascii = in_ascii || is_ascii(bytes);
    }
}

const NO_WORD: &Word = &Word { bytes: Vec::new(), is_ascii: true };

impl Batch {
    /// All texts of the batch, one after the other.
    pub fn text(&self) -> &Text {
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
        let part = |span: &[u32]| self.part(span[0], span[1]);
        self.spans
            .chunks_exact(SPANS_PER_EVENT)
            .map(|event| (part(&event[0..2]), part(&event[2..4]), part(&event[4..6])))
            .collect()
    }

    /// What stands between two places of the text, in UTF-16 units.
    pub fn part(&self, start: u32, end: u32) -> String {
        self.text.part(start as usize..end as usize)
    }

    /// Bytes of the data buffer, with the LF behind each line.
    pub(super) const fn data_length(&self) -> usize {
        self.data_length
    }

    /// Makes room for the text of so many bytes that are to come.
    pub(super) fn make_room(&mut self, bytes: usize) {
        self.text.make_room(bytes);
    }

    /// Adds a line to the data buffer. The type so far is written first: the face reads it first, and
    /// cuts strings fastest in the order of the text.
    pub(super) fn push_data(&mut self, line: &[u8], is_ascii: bool, event_type: Option<&Word>) {
        if self.data.is_some() {
            self.text.push(b"\n", true);
        } else {
            self.repeat(|batch| &mut batch.event_type, event_type.unwrap_or(NO_WORD));
            self.data = Some(self.text.len());
        }
        self.data_length += line.len() + 1;
        self.text.push(line, is_ascii);
    }

    /// Makes an event of the data buffer, if it is not empty.
    pub(super) fn push_event(&mut self, event_type: Option<&Word>, last_event_id: &Word) {
        let Some(data) = self.data.take() else { return };
        self.data_length = 0;
        let end = self.text.len() as u32;
        let event_type = event_type.unwrap_or(NO_WORD);
        let [type_start, type_end] = self.repeat(|batch| &mut batch.event_type, event_type);
        let [id_start, id_end] = self.repeat(|batch| &mut batch.last_event_id, last_event_id);
        self.spans.extend_from_slice(&[type_start, type_end, data as u32, end, id_start, id_end]);
    }

    /// The next event's type is another one.
    pub(super) const fn forget_type(&mut self) {
        self.event_type = None;
    }

    /// The next event's last event ID is another one.
    pub(super) const fn forget_last_event_id(&mut self) {
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
            left.text = self.text.split_off(data);
            left.data = Some(0);
            left.data_length = self.data_length;
        }
        std::mem::replace(self, left)
    }

    /// Takes the memory of `batch` into use, within reason.
    pub(super) fn reuse(&mut self, batch: Self) {
        const KEPT_CAPACITY: usize = 256 * 1024;
        let Self { text, mut spans, .. } = batch;
        if self.is_empty()
            && self.data.is_none()
            && text.capacity() <= KEPT_CAPACITY
            && spans.capacity() <= KEPT_CAPACITY / 4
        {
            spans.clear();
            *self = Self { text: text.cleared(), spans, ..Self::default() };
        }
    }

    fn repeat(&mut self, place: fn(&mut Self) -> &mut Option<[u32; 2]>, word: &Word) -> [u32; 2] {
        // None stands between two that are equal: written anew, it is near what is cut next.
        match *place(self) {
            Some(span) if (span[0] == span[1]) == word.bytes.is_empty() => span,
            _ => {
                let span = self.write(word);
                *place(self) = Some(span);
                span
            }
        }
    }

    #[inline(never)]
    fn write(&mut self, word: &Word) -> [u32; 2] {
        let start = self.text.len() as u32;
        self.text.push(&word.bytes, word.is_ascii);
        [start, self.text.len() as u32]
    }
}

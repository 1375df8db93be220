//! Messages for a program in Rust: cut out of a batch one by one, when they are asked for.

use std::rc::Rc;
use std::sync::Arc;

use crate::event_stream::{Batch, SPANS_PER_EVENT};

/// A message, as the standard's `MessageEvent`. It may go to other threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageEvent {
    event_type: Arc<str>,
    data: String,
    last_event_id: Arc<str>,
    origin: Arc<str>,
}

impl MessageEvent {
    /// The `event` field; `message` where there was none.
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// The `data` fields, with a line feed between two.
    pub fn data(&self) -> &str {
        &self.data
    }

    /// The same, without a copy.
    pub fn into_data(self) -> String {
        self.data
    }

    /// The last event ID string, as of this message.
    pub fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    #[cfg(all(target_arch = "wasm32", feature = "event-source"))]
    pub(crate) fn shared_last_event_id(&self) -> Arc<str> {
        self.last_event_id.clone()
    }

    /// The origin of the stream's final URL.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

/// The messages of one batch that are yet to be heard.
#[derive(Clone, Debug)]
pub struct Messages {
    batch: Rc<Batch>,
    /// An index into the batch's spans.
    next: usize,
    event_type: Repeated,
    last_event_id: Repeated,
    origin: Arc<str>,
}

/// A word that the batch has written once for many events.
#[derive(Clone, Debug, Default)]
struct Repeated {
    span: [u32; 2],
    word: Arc<str>,
}

impl Repeated {
    fn read(&mut self, batch: &Batch, [start, end]: [u32; 2]) -> &Arc<str> {
        if self.span != [start, end] {
            self.span = [start, end];
            self.word = batch.part(start, end).into();
        }
        &self.word
    }
}

impl Messages {
    /// All of a batch.
    pub fn new(batch: Rc<Batch>, origin: Arc<str>) -> Self {
        Self {
            batch,
            next: 0,
            event_type: Repeated { span: [0, 0], word: "message".into() },
            last_event_id: Repeated::default(),
            origin,
        }
    }

    /// Goes on to the next message of this type, if there is one.
    pub fn find(&mut self, event_type: &str) -> bool {
        while let Some([start, end, ..]) = self.spans() {
            if **self.type_of([start, end]) == *event_type {
                return true;
            }
            self.next += SPANS_PER_EVENT;
        }
        false
    }

    /// That of the last of them.
    pub fn last_event_id(&self) -> Option<Arc<str>> {
        let [.., start, end] = self.batch.spans().last_chunk::<SPANS_PER_EVENT>()?;
        Some(self.batch.part(*start, *end).into())
    }

    /// How many are in front of the next, whoever has taken them, and the ID of the last of those.
    pub fn passed(&self) -> (usize, Option<Arc<str>>) {
        let passed = self.batch.spans().get(..self.next).and_then(<[u32]>::last_chunk);
        let id = passed.map(|&[start, end]| self.batch.part(start, end).into());
        (self.next / SPANS_PER_EVENT, id)
    }

    fn spans(&self) -> Option<[u32; SPANS_PER_EVENT]> {
        self.batch.spans().get(self.next..)?.first_chunk().copied()
    }

    fn type_of(&mut self, span: [u32; 2]) -> &Arc<str> {
        // An empty one stands for `message`, wherever it is.
        let span = if span[0] == span[1] { [0, 0] } else { span };
        if span == [0, 0] && self.event_type.span != span {
            self.event_type = Repeated { span, word: "message".into() };
        }
        self.event_type.read(&self.batch, span)
    }
}

impl Iterator for Messages {
    type Item = MessageEvent;

    fn next(&mut self) -> Option<MessageEvent> {
        let [type_start, type_end, start, end, id_start, id_end] = self.spans()?;
        self.next += SPANS_PER_EVENT;
        let event_type = self.type_of([type_start, type_end]).clone();
        let last_event_id = self.last_event_id.read(&self.batch, [id_start, id_end]).clone();
        let data = self.batch.part(start, end);
        Some(MessageEvent { event_type, data, last_event_id, origin: self.origin.clone() })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.batch.spans().len().saturating_sub(self.next) / SPANS_PER_EVENT;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Messages {}

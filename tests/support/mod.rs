//! What the native suites share.

#![allow(dead_code, unreachable_pub, reason = "each suite is a crate of its own and uses its part")]

pub mod oracle;
pub mod scenario;

use event_source_polyfill_wasm::event_stream::EventStream;

/// (type, data, last event ID)
pub type Event = (String, String, String);

/// What a stream of these chunks yields, and its last event ID at the end.
pub fn interpret<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Event>, String) {
    let mut stream = EventStream::new(String::new(), usize::MAX / 2);
    let mut events = Vec::new();
    for chunk in chunks {
        stream.feed(chunk).expect("below the limit");
        let batch = stream.take_batch();
        events.extend(batch.events());
        stream.recycle(batch);
    }
    (events, stream.last_event_id().to_owned())
}

//! What a stream says: the events, and what it leaves behind.

use event_source_polyfill_wasm::event_stream::EventStream;

/// (type, data, last event ID)
pub type Event = (String, String, String);

/// All that can be seen of an interpreted stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub events: Vec<Event>,
    /// The last event ID string at the end.
    pub last_event_id: String,
    /// The last valid `retry` field.
    pub reconnection_time: Option<u64>,
    /// The last valid `heartbeatTimeout` field.
    pub heartbeat_timeout: Option<u64>,
}

/// What the stream of these chunks says.
pub fn interpret<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Outcome {
    let mut stream = EventStream::new(String::new(), usize::MAX / 2);
    let mut outcome = Outcome::default();
    for chunk in chunks {
        stream.feed(chunk).expect("below the limit");
        let batch = stream.take_batch();
        outcome.events.extend(batch.events());
        stream.recycle(batch);
        // In every chunk anew: the last one that has any counts.
        outcome.reconnection_time = stream.take_reconnection_time().or(outcome.reconnection_time);
        outcome.heartbeat_timeout = stream.take_heartbeat_timeout().or(outcome.heartbeat_timeout);
    }
    stream.last_event_id().clone_into(&mut outcome.last_event_id);
    outcome
}

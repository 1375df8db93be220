//! A channel: one script, with its gates and its records.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::gate::Gates;
use crate::record::Records;
use crate::script::{Response, Script};

/// What belongs to one name.
#[derive(Debug)]
pub(crate) struct Channel {
    pub(crate) script: Script,
    pub(crate) gates: Gates,
    pub(crate) records: Records,
    played: AtomicUsize,
}

impl Channel {
    /// The response for the next request, which has this last event ID.
    pub(crate) fn next_response(&self, last_event_id: &str) -> Response {
        let last = self.script.responses.len() - 1;
        let next = self.played.fetch_add(1, Ordering::Relaxed);
        let response = &self.script.responses[next.min(last)];
        match &response.numbered {
            Some(numbered) => numbered.response(last_event_id, next),
            None => response.clone(),
        }
    }
}

/// Counts a response as over when it is dropped: before its headers, amid its body or at its end.
#[derive(Debug)]
pub(crate) struct Closing(pub(crate) Arc<Channel>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.records.close();
    }
}

/// All channels by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Channels(Arc<Mutex<HashMap<String, Arc<Channel>>>>);

impl Channels {
    /// Makes a channel. One of the same name is forgotten; what it plays goes on to its end.
    pub(crate) fn make(&self, name: String, script: Script) {
        let channel = Arc::new(Channel {
            script,
            gates: Gates::default(),
            records: Records::default(),
            played: AtomicUsize::new(0),
        });
        let mut channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        channels.insert(name, channel);
    }

    /// The channel of that name.
    pub(crate) fn find(&self, name: &str) -> Option<Arc<Channel>> {
        let channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        channels.get(name).cloned()
    }
}

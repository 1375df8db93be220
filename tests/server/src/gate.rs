//! Gates: where a script waits for its test.

use std::collections::HashSet;

use tokio::sync::watch;

/// The gates of one channel. All are closed at first; an opened one stays open.
#[derive(Debug, Default)]
pub(crate) struct Gates(watch::Sender<HashSet<String>>);

impl Gates {
    /// Lets everybody through, now and later.
    pub(crate) fn open(&self, gate: String) {
        self.0.send_modify(|open| {
            open.insert(gate);
        });
    }

    /// Waits until the gate is open.
    pub(crate) async fn pass(&self, gate: &str) {
        // The only error is a dropped sender, and it lives in `self`.
        let _ = self.0.subscribe().wait_for(|open| open.contains(gate)).await;
    }
}

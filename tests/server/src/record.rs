//! What clients did: their requests, and how many of the responses are over.

use axum::http::request::Parts;
use serde::Serialize;
use tokio::sync::watch;

/// One request, as it arrived.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Recorded {
    method: String,
    path: String,
    /// Without the question mark; null where there is none.
    query: Option<String>,
    /// Names in lower case; values as Latin-1, one character for each byte, so that none is lost.
    headers: Vec<(String, String)>,
    body: String,
}

impl Recorded {
    /// Writes a request down.
    pub(crate) fn new(head: &Parts, body: &[u8]) -> Self {
        let latin1 = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect();
        Self {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().map(str::to_owned),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), latin1(value.as_bytes())))
                .collect(),
            body: String::from_utf8_lossy(body).into_owned(),
        }
    }
}

/// All that one channel has seen; tests await it instead of sleeping.
#[derive(Debug, Default)]
pub(crate) struct Records {
    requests: watch::Sender<Vec<Recorded>>,
    closed: watch::Sender<usize>,
}

impl Records {
    /// Adds a request.
    pub(crate) fn request(&self, recorded: Recorded) {
        self.requests.send_modify(|requests| requests.push(recorded));
    }

    /// Counts a response that is over, whoever ended it.
    pub(crate) fn close(&self) {
        self.closed.send_modify(|closed| *closed += 1);
    }

    /// What there is now: requests, and responses that are over.
    pub(crate) fn so_far(&self) -> (Vec<Recorded>, usize) {
        (self.requests.borrow().clone(), *self.closed.borrow())
    }

    /// Waits for so many requests.
    pub(crate) async fn requests_at_least(&self, count: usize) {
        let _ = self.requests.subscribe().wait_for(|requests| requests.len() >= count).await;
    }

    /// Waits until so many responses are over.
    pub(crate) async fn closed_at_least(&self, count: usize) {
        let _ = self.closed.subscribe().wait_for(|closed| *closed >= count).await;
    }
}

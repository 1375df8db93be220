//! The outputs that wait, each in its slot: what a later input makes pointless leaves it.

use super::output::{Failure, Output, Request};

/// One of each that can wait. Batches wait in the event stream.
#[derive(Debug, Default)]
pub(super) struct Slots {
    announce: bool,
    abort: bool,
    error: Option<Failure>,
    fetch: Option<Request>,
}

impl Slots {
    /// The connection is to be announced.
    pub(super) const fn announce(&mut self) {
        self.announce = true;
    }

    /// A request is to be sent.
    pub(super) fn fetch(&mut self, request: Request) {
        self.fetch = Some(request);
    }

    /// Whether a request is yet to be sent.
    pub(super) const fn has_fetch(&self) -> bool {
        self.fetch.is_some()
    }

    /// The attempt is given up. Nothing is left to abort of a request that was not sent.
    pub(super) fn give_up(&mut self) {
        self.announce = false;
        self.abort |= self.fetch.take().is_none();
    }

    /// The attempt ended like this, and is given up.
    pub(super) fn error(&mut self, failure: Failure) {
        self.error = Some(failure);
        self.give_up();
    }

    /// Nothing is told any more, also of a failure; what is alive is still given up.
    pub(super) fn close(&mut self) {
        *self = Self { abort: self.abort, ..Self::default() };
    }

    /// What comes before the events.
    pub(super) fn announcement(&mut self) -> Option<Output> {
        std::mem::take(&mut self.announce).then_some(Output::Announce)
    }

    /// What comes behind them. A refused response is given up only after its `error`, whose listeners
    /// may want to read it.
    pub(super) fn next(&mut self) -> Option<Output> {
        let refused = self.error.is_some_and(Failure::is_refusal);
        if self.abort && !refused {
            self.abort = false;
            return Some(Output::Abort);
        }
        if let Some(failure) = self.error.take() {
            return Some(Output::Error(failure));
        }
        self.fetch.take().map(Output::Fetch)
    }
}

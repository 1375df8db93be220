//! The cut: streams that end in the middle, as a lost network would end them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use tokio::sync::broadcast;

use crate::Demo;
use crate::tokens::Grant;

/// The open streams, by user.
#[derive(Debug, Default)]
pub(crate) struct Cuts(Mutex<HashMap<String, broadcast::Sender<()>>>);

impl Cuts {
    /// Tells a stream of `user` when it is cut.
    pub(crate) fn watch(&self, user: &str) -> broadcast::Receiver<()> {
        let mut senders = self.senders();
        senders.retain(|_, sender| sender.receiver_count() > 0);
        let sender = senders.entry(user.to_owned()).or_insert_with(|| broadcast::Sender::new(1));
        sender.subscribe()
    }

    /// Cuts every stream of `user`, and counts them.
    pub(crate) fn cut(&self, user: &str) -> usize {
        let sender = self.senders().remove(user);
        sender.map_or(0, |sender| sender.send(()).unwrap_or(0))
    }

    fn senders(&self) -> MutexGuard<'_, HashMap<String, broadcast::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many streams were cut.
#[derive(Serialize)]
pub(crate) struct Cut {
    cut: usize,
}

/// `POST /api/cut`
pub(crate) async fn cut(State(demo): State<Arc<Demo>>, grant: Grant) -> Json<Cut> {
    let cut = demo.cuts.cut(&grant.user);
    tracing::info!(user = ?grant.user, cut, "streams cut");
    Json(Cut { cut })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_users_own_streams_are_cut() {
        let cuts = Cuts::default();
        let mut own = [cuts.watch("ada"), cuts.watch("ada")];
        let mut other = cuts.watch("bob");

        assert_eq!(cuts.cut("ada"), 2);
        assert!(own.iter_mut().all(|stream| stream.try_recv().is_ok()));
        assert!(other.try_recv().is_err());
    }

    #[test]
    fn closed_streams_are_neither_counted_nor_kept() {
        let cuts = Cuts::default();
        drop(cuts.watch("ada"));
        let _open = cuts.watch("bob");
        assert_eq!(cuts.cut("ada"), 0);
        assert_eq!(cuts.senders().len(), 1);
    }
}

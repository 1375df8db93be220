//! The faults that wait for requests, by user and route. The time is an argument.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::time::Instant;

use super::Fault;
use crate::bounded::Bounded;

/// More for one user is a mistake.
const MOST: usize = 64;

/// A fault and the route whose requests it waits for; all when there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Waiting {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) route: Option<String>,
    #[serde(flatten)]
    pub(super) fault: Fault,
}

/// What a request meets.
#[derive(Debug, PartialEq)]
pub(super) enum Met {
    /// A fault that waited for it.
    Fault(Fault),
    /// A server that is not back for so long.
    Restart(Duration),
}

/// What waits.
#[derive(Debug, Default)]
pub(crate) struct Pending(Mutex<HashMap<String, Account>>);

#[derive(Debug, Default)]
struct Account {
    waiting: Vec<Waiting>,
    restarted: Option<Instant>,
}

impl Account {
    fn restart(&self, now: Instant) -> Option<Duration> {
        let left = self.restarted?.saturating_duration_since(now);
        (!left.is_zero()).then_some(left)
    }
}

impl Pending {
    /// Adds a fault; `false` when there are too many.
    pub(super) fn add(&self, user: &str, waiting: Waiting) -> bool {
        let mut accounts = self.accounts();
        let account = accounts.entry(user.to_owned()).or_default();
        let room = account.waiting.len() < MOST;
        if room {
            account.waiting.push(waiting);
        }
        room
    }

    /// From `now` until `back` every request of `user` meets a server that restarts.
    pub(super) fn restart(&self, user: &str, now: Instant, back: Instant) {
        let mut accounts = self.accounts();
        // Nobody else asks for those who have long gone.
        accounts.retain(|_, account| !account.waiting.is_empty() || account.restart(now).is_some());
        accounts.entry(user.to_owned()).or_default().restarted = Some(back);
    }

    /// What a request to `route` meets; a fault is used up by as many as it says.
    pub(super) fn take(&self, user: &str, route: &str, now: Instant) -> Option<Met> {
        let mut accounts = self.accounts();
        let account = accounts.get_mut(user)?;
        if let Some(left) = account.restart(now) {
            return Some(Met::Restart(left));
        }
        let meant = |waiting: &Waiting| waiting.route.as_deref() == Some(route);
        let index = account.waiting.iter().position(meant)?;
        let fault = account.waiting[index].fault.clone();
        if let Fault::Status { times, .. } | Fault::Delay { times, .. } =
            &mut account.waiting[index].fault
        {
            match Bounded::try_from(times.get() - 1) {
                Ok(left) => *times = left,
                Err(_) => drop(account.waiting.remove(index)),
            }
        }
        if account.waiting.is_empty() {
            accounts.remove(user);
        }
        Some(Met::Fault(fault))
    }

    /// What waits for `user`.
    pub(super) fn list(&self, user: &str, now: Instant) -> Vec<Waiting> {
        let accounts = self.accounts();
        let Some(account) = accounts.get(user) else { return Vec::new() };
        let restart = account.restart(now);
        let restart = restart.map(|_| Waiting { route: None, fault: Fault::Restart });
        restart.into_iter().chain(account.waiting.iter().cloned()).collect()
    }

    /// Forgets all of it.
    pub(super) fn clear(&self, user: &str) {
        self.accounts().remove(user);
    }

    fn accounts(&self) -> MutexGuard<'_, HashMap<String, Account>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: &str = "/api/stream";

    fn status(status: u64, times: u64) -> Waiting {
        let status = Bounded::try_from(status).expect("a status");
        let times = Bounded::try_from(times).expect("a count");
        let fault = Fault::Status { status, times, retry_after: None };
        Waiting { route: Some(ROUTE.into()), fault }
    }

    fn statuses(pending: &Pending, user: &str, route: &str, count: usize) -> Vec<Option<u64>> {
        let take = || match pending.take(user, route, Instant::now())? {
            Met::Fault(Fault::Status { status, .. }) => Some(status.get()),
            other => panic!("{other:?}"),
        };
        (0..count).map(|_| take()).collect()
    }

    #[test]
    fn faults_are_met_in_order_and_as_often_as_they_say() {
        let pending = Pending::default();
        assert!(pending.add("ada", status(503, 2)) && pending.add("ada", status(401, 1)));
        assert_eq!(statuses(&pending, "bob", ROUTE, 1), [None]);
        assert_eq!(statuses(&pending, "ada", "/api/chat", 1), [None]);
        assert_eq!(statuses(&pending, "ada", ROUTE, 4), [Some(503), Some(503), Some(401), None]);
        assert!(pending.accounts().is_empty());
    }

    #[test]
    fn a_restart_is_met_by_every_route_until_it_is_over() {
        let (pending, now) = (Pending::default(), Instant::now());
        let second = Duration::from_secs(1);
        pending.restart("ada", now, now + 2 * second);
        for route in [ROUTE, "/api/chat"] {
            let met = pending.take("ada", route, now + second);
            assert_eq!(met, Some(Met::Restart(second)));
        }
        assert_eq!(pending.list("ada", now + second).len(), 1);
        assert_eq!(pending.take("bob", ROUTE, now), None);
        assert_eq!(pending.take("ada", ROUTE, now + 2 * second), None);
        assert!(pending.list("ada", now + 2 * second).is_empty());

        pending.restart("bob", now + 3 * second, now + 4 * second);
        assert_eq!(pending.accounts().len(), 1);
    }

    #[test]
    fn what_waits_is_bounded_and_can_be_cleared() {
        let pending = Pending::default();
        assert!((0..MOST).all(|_| pending.add("ada", status(503, 1))));
        assert!(!pending.add("ada", status(503, 1)));
        assert_eq!(pending.list("ada", Instant::now()).len(), MOST);
        pending.clear("ada");
        assert!(pending.list("ada", Instant::now()).is_empty());
    }
}

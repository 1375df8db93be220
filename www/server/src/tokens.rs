//! Tokens: who holds one, and until when. The time is an argument.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

const TOKEN_BYTES: usize = 32;

/// What a token stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grant {
    /// Whose token it is.
    pub(crate) user: String,
    /// From here on it is refused.
    pub(crate) expires: Instant,
}

/// Every token that may still be accepted.
#[derive(Debug)]
pub(crate) struct Tokens {
    lifetime: Duration,
    grants: Mutex<HashMap<String, Grant>>,
}

impl Tokens {
    /// Issues tokens that live for `lifetime`.
    pub(crate) fn new(lifetime: Duration) -> Self {
        Self { lifetime, grants: Mutex::default() }
    }

    /// How long a token lives.
    pub(crate) fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// A new token for `user`. Fails when the system has no random bytes.
    pub(crate) fn issue(&self, user: String, now: Instant) -> Result<String, getrandom::Error> {
        let mut bytes = [0; TOKEN_BYTES];
        getrandom::fill(&mut bytes)?;
        let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();

        let expires = now + self.lifetime;
        let mut grants = self.grants();
        // Logging in is the only growth, hence the place to forget.
        grants.retain(|_, grant| now < grant.expires);
        grants.insert(token.clone(), Grant { user, expires });
        Ok(token)
    }

    /// What `token` stands for; `None` when it is unknown or has expired.
    pub(crate) fn grant(&self, token: &str, now: Instant) -> Option<Grant> {
        let grants = self.grants();
        let grant = grants.get(token).filter(|grant| now < grant.expires);
        grant.cloned()
    }

    fn grants(&self) -> MutexGuard<'_, HashMap<String, Grant>> {
        self.grants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIFETIME: Duration = Duration::from_secs(60);

    #[test]
    fn a_token_is_good_until_it_expires() {
        let (tokens, start) = (Tokens::new(LIFETIME), Instant::now());
        let token = tokens.issue("ada".into(), start).expect("random bytes");

        let last_moment = start + LIFETIME - Duration::from_nanos(1);
        let grant = tokens.grant(&token, last_moment).expect("still good");
        assert_eq!(grant.user, "ada");
        assert_eq!(grant.expires, start + LIFETIME);
        assert_eq!(tokens.grant(&token, start + LIFETIME), None);
    }

    #[test]
    fn no_two_tokens_are_alike() {
        let (tokens, start) = (Tokens::new(LIFETIME), Instant::now());
        let issue = || tokens.issue("ada".into(), start).expect("random bytes");
        let (first, second) = (issue(), issue());
        assert_ne!(first, second);
        assert_eq!(first.len(), 2 * TOKEN_BYTES);
        assert!(tokens.grant(&first, start).is_some());
        assert_eq!(tokens.grant("guessed", start), None);
    }

    #[test]
    fn expired_tokens_are_forgotten() {
        let (tokens, start) = (Tokens::new(LIFETIME), Instant::now());
        for minutes in 0..5 {
            let now = start + LIFETIME * minutes;
            tokens.issue("ada".into(), now).expect("random bytes");
        }
        assert_eq!(tokens.grants().len(), 1);
    }
}

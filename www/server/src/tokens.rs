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

/// What a login gives. No `Debug`: it must not get into a log.
pub(crate) struct Pair {
    /// For every request.
    pub(crate) token: String,
    /// For the next pair, once.
    pub(crate) refresh_token: String,
}

/// How long each kind of token lives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lifetimes {
    pub(crate) token: Duration,
    pub(crate) refresh_token: Duration,
}

/// Every token that may still be accepted.
#[derive(Debug)]
pub(crate) struct Tokens {
    lifetimes: Lifetimes,
    issued: Mutex<Issued>,
}

#[derive(Debug, Default)]
struct Issued {
    tokens: HashMap<String, Grant>,
    refresh_tokens: HashMap<String, Grant>,
}

impl Tokens {
    /// Issues tokens that live for `lifetimes`.
    pub(crate) fn new(lifetimes: Lifetimes) -> Self {
        Self { lifetimes, issued: Mutex::default() }
    }

    /// How long a token lives.
    pub(crate) fn lifetime(&self) -> Duration {
        self.lifetimes.token
    }

    /// New tokens for `user`. Fails when the system has no random bytes.
    pub(crate) fn issue(&self, user: String, now: Instant) -> Result<Pair, getrandom::Error> {
        let pair = Pair { token: unguessable()?, refresh_token: unguessable()? };
        let Lifetimes { token, refresh_token } = self.lifetimes;
        let grant = Grant { user, expires: now + token };
        let refresh = Grant { user: grant.user.clone(), expires: now + refresh_token };

        let mut issued = self.issued();
        // Issuing is the only growth, hence the place to forget.
        issued.tokens.retain(|_, grant| now < grant.expires);
        issued.refresh_tokens.retain(|_, grant| now < grant.expires);
        issued.tokens.insert(pair.token.clone(), grant);
        issued.refresh_tokens.insert(pair.refresh_token.clone(), refresh);
        Ok(pair)
    }

    /// Whose `refresh_token` it is; from now on nobody's.
    pub(crate) fn spend(&self, refresh_token: &str, now: Instant) -> Option<String> {
        let grant = self.issued().refresh_tokens.remove(refresh_token)?;
        (now < grant.expires).then_some(grant.user)
    }

    /// What `token` stands for; `None` when it is unknown or has expired.
    pub(crate) fn grant(&self, token: &str, now: Instant) -> Option<Grant> {
        let issued = self.issued();
        let grant = issued.tokens.get(token).filter(|grant| now < grant.expires);
        grant.cloned()
    }

    fn issued(&self) -> MutexGuard<'_, Issued> {
        self.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unguessable() -> Result<String, getrandom::Error> {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIFETIME: Duration = Duration::from_secs(60);

    fn tokens() -> Tokens {
        Tokens::new(Lifetimes { token: LIFETIME, refresh_token: LIFETIME * 3 })
    }

    fn issue(tokens: &Tokens, now: Instant) -> Pair {
        tokens.issue("ada".into(), now).expect("random bytes")
    }

    #[test]
    fn a_token_is_good_until_it_expires() {
        let (tokens, start) = (tokens(), Instant::now());
        let token = issue(&tokens, start).token;

        let last_moment = start + LIFETIME - Duration::from_nanos(1);
        let grant = tokens.grant(&token, last_moment).expect("still good");
        assert_eq!(grant.user, "ada");
        assert_eq!(grant.expires, start + LIFETIME);
        assert_eq!(tokens.grant(&token, start + LIFETIME), None);
    }

    #[test]
    fn no_two_tokens_are_alike() {
        let (tokens, start) = (tokens(), Instant::now());
        let (first, second) = (issue(&tokens, start), issue(&tokens, start));
        assert_ne!(first.token, second.token);
        assert_ne!(first.token, first.refresh_token);
        assert_eq!(first.token.len(), 2 * TOKEN_BYTES);
        assert!(tokens.grant(&first.token, start).is_some());
        assert_eq!(tokens.grant("guessed", start), None);
        assert_eq!(tokens.grant(&first.refresh_token, start), None);
    }

    #[test]
    fn a_refresh_token_is_spent_once_and_in_time() {
        let (tokens, start) = (tokens(), Instant::now());
        let pair = issue(&tokens, start);
        assert_eq!(tokens.spend(&pair.token, start), None);
        assert_eq!(tokens.spend(&pair.refresh_token, start + LIFETIME), Some("ada".into()));
        assert_eq!(tokens.spend(&pair.refresh_token, start + LIFETIME), None);

        let late = issue(&tokens, start).refresh_token;
        assert_eq!(tokens.spend(&late, start + LIFETIME * 3), None);
    }

    #[test]
    fn expired_tokens_are_forgotten() {
        let (tokens, start) = (tokens(), Instant::now());
        for minutes in 0..5 {
            issue(&tokens, start + LIFETIME * minutes);
        }
        let issued = tokens.issued();
        assert_eq!((issued.tokens.len(), issued.refresh_tokens.len()), (1, 3));
    }
}

//! A number of a request with the bounds it must keep and the default it has.

use serde::{Deserialize, Serialize};

/// From `MIN` to `MAX`; anything else is a bad request that says so.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(try_from = "u64", into = "u64")]
pub(crate) struct Bounded<const MIN: u64, const MAX: u64, const DEFAULT: u64>(u64);

impl<const MIN: u64, const MAX: u64, const DEFAULT: u64> Bounded<MIN, MAX, DEFAULT> {
    /// The number.
    pub(crate) fn get(self) -> u64 {
        self.0
    }
}

impl<const MIN: u64, const MAX: u64, const DEFAULT: u64> Default for Bounded<MIN, MAX, DEFAULT> {
    fn default() -> Self {
        const { assert!(MIN <= DEFAULT && DEFAULT <= MAX) };
        Self(DEFAULT)
    }
}

impl<const MIN: u64, const MAX: u64, const DEFAULT: u64> TryFrom<u64>
    for Bounded<MIN, MAX, DEFAULT>
{
    type Error = String;

    fn try_from(number: u64) -> Result<Self, String> {
        let within = (MIN..=MAX).contains(&number);
        within.then_some(Self(number)).ok_or_else(|| format!("{number} is not from {MIN} to {MAX}"))
    }
}

impl<const MIN: u64, const MAX: u64, const DEFAULT: u64> From<Bounded<MIN, MAX, DEFAULT>> for u64 {
    fn from(bounded: Bounded<MIN, MAX, DEFAULT>) -> Self {
        bounded.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_kept_and_named() {
        let parse = |json| serde_json::from_str::<Bounded<1, 60, 20>>(json);
        assert_eq!(parse("1").expect("the least").get(), 1);
        assert_eq!(parse("60").expect("the most").get(), 60);
        for outside in ["0", "61"] {
            let error = parse(outside).expect_err("outside").to_string();
            assert!(error.contains("not from 1 to 60"), "{error}");
        }
        assert!(parse("-1").is_err() && parse("1.5").is_err());
        assert_eq!(Bounded::<1, 60, 20>::default().get(), 20);
    }
}

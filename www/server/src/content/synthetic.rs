//! A stream for an inspector: numbered events of the wished size and types.
//! Any of them is written without those before it, so that a resumed stream
//! is the same as one that was never broken.

use std::fmt::Write;

use super::filler::Filler;
use super::random::Random;

/// The types beside the default one.
const TYPES: [&str; 23] = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi",
    "psi",
];
/// With the default one.
pub(crate) const MOST_TYPES: u64 = TYPES.len() as u64 + 1;

/// The stream.
#[derive(Debug)]
pub(crate) struct Synthetic {
    filler: Filler,
    seed: u64,
    size: usize,
    types: u64,
}

impl Synthetic {
    /// The stream of `seed`: data of about `size` bytes, `types` types in turn.
    pub(crate) fn new(seed: u64, size: usize, types: u64) -> Self {
        Self { filler: Filler::new(seed), seed, size, types: types.clamp(1, MOST_TYPES) }
    }

    /// Writes event `number`, from 1 on.
    pub(crate) fn write(&self, number: u64, into: &mut String) {
        // Cannot fail: the target is a String.
        let _ = writeln!(into, "id: {number}");
        // The first of every round is of the default type: its name is not sent.
        let turn = number.wrapping_sub(1) % self.types;
        if let Some(name) = turn.checked_sub(1).and_then(|index| TYPES.get(index as usize)) {
            let _ = writeln!(into, "event: {name}");
        }
        into.push_str("data: ");
        let start = into.len();
        // The filler needs no escapes.
        let _ = write!(into, "{{\"n\":{number},\"text\":\"");
        let room = self.size.saturating_sub(into.len() - start + "\"}".len());
        let offset = Random::nth(self.seed, number).number();
        self.filler.append(offset, room, into);
        into.push_str("\"}\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(seed: u64, size: usize, types: u64) -> Vec<String> {
        let synthetic = Synthetic::new(seed, size, types);
        let event = |number| {
            let mut event = String::new();
            synthetic.write(number, &mut event);
            event
        };
        (1..=500).map(event).collect()
    }

    fn data(event: &str) -> &str {
        let line = event.lines().find_map(|line| line.strip_prefix("data: "));
        line.expect("data")
    }

    #[test]
    fn the_same_seed_writes_the_same_bytes() {
        assert_eq!(events(7, 120, 3), events(7, 120, 3));
        assert_ne!(events(7, 120, 3), events(8, 120, 3));
    }

    #[test]
    fn data_is_json_of_its_number_and_size() {
        for size in [40, 120, 5_000, 100_000] {
            for (event, number) in events(7, size, 3).iter().zip(1..).take(20) {
                let data = data(event);
                assert!((size - 3..=size).contains(&data.len()), "{size}: {}", data.len());
                let json: serde_json::Value = serde_json::from_str(data).expect("JSON");
                assert_eq!(json["n"], number);
            }
        }
        // Too small for a text, still JSON.
        assert_eq!(data(&events(7, 1, 1)[41]), r#"{"n":42,"text":""}"#);
    }

    #[test]
    fn types_take_turns_and_the_default_one_is_first() {
        let types = |count| -> Vec<_> {
            let events = events(7, 40, count).into_iter().take(4);
            events
                .map(|event| {
                    let name = event.lines().find_map(|line| line.strip_prefix("event: "));
                    name.map(str::to_owned)
                })
                .collect()
        };
        assert_eq!(types(1), [const { None }; 4]);
        let (alpha, beta) = (Some("alpha".to_owned()), Some("beta".to_owned()));
        assert_eq!(types(3), [None, alpha, beta, None]);
        assert!(events(7, 40, MOST_TYPES)[MOST_TYPES as usize - 1].contains("event: psi\n"));
    }
}

//! SplitMix64: a dependency would not promise the same numbers for ever.

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A sequence of numbers that follows from its seed.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The sequence of `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The `index`th sequence of `seed`: what is reached by number needs nothing before it.
    pub(super) fn nth(seed: u64, index: u64) -> Self {
        Self(mix(seed.wrapping_add(index.wrapping_mul(STEP))))
    }

    /// The sequence of a text (FNV-1a).
    pub(super) fn of(text: &str) -> Self {
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    /// The next number.
    pub(super) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// Leaves out the next `count` numbers.
    pub(super) fn skip(&mut self, count: u64) {
        self.0 = self.0.wrapping_add(count.wrapping_mul(STEP));
    }

    /// The next number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.number() % end
    }

    /// The next number from -1 to 1.
    pub(super) fn signed(&mut self) -> f64 {
        // 53 bits are what an f64 holds.
        (self.number() >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }

    /// One of `choices`, which are not empty.
    pub(super) fn pick<Choice: Copy>(&mut self, choices: &[Choice]) -> Choice {
        choices[(self.number() % choices.len() as u64) as usize]
    }
}

fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let mut random = Random::new(1_234_567);
        let numbers: Vec<_> = (0..3).map(|_| random.number()).collect();
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn skipping_is_as_if_they_had_been_taken() {
        let (mut taken, mut skipped) = (Random::new(1), Random::new(1));
        for _ in 0..1_000 {
            taken.number();
        }
        skipped.skip(1_000);
        assert_eq!(taken.number(), skipped.number());
    }

    #[test]
    fn signed_numbers_fill_their_range() {
        let mut random = Random::new(1);
        let numbers: Vec<_> = (0..10_000).map(|_| random.signed()).collect();
        assert!(numbers.iter().all(|number| (-1.0..=1.0).contains(number)));
        assert!(numbers.iter().any(|number| *number < -0.99));
        assert!(numbers.iter().any(|number| *number > 0.99));
    }

    #[test]
    fn each_sequence_is_its_own() {
        let first = |mut random: Random| random.number();
        assert_eq!(first(Random::nth(1, 5)), first(Random::nth(1, 5)));
        assert_ne!(first(Random::nth(1, 5)), first(Random::nth(1, 6)));
        assert_ne!(first(Random::of("a")), first(Random::of("b")));
    }
}

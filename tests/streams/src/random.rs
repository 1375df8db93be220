//! Where choices come from: a seed, or a fuzzer.

/// A sequence of choices.
#[derive(Clone, Debug)]
pub struct Random<'a>(Source<'a>);

#[derive(Clone, Debug)]
enum Source<'a> {
    /// SplitMix64, of which every state is a good one.
    Seeded(u64),
    /// What a fuzzer wrote; zeroes when it is used up.
    Bytes(&'a [u8]),
}

impl<'a> Random<'a> {
    /// The choices of one case of a campaign.
    pub const fn new(seed: u64, index: u64) -> Self {
        Self(Source::Seeded(mix(seed.wrapping_add(mix(index)))))
    }

    /// The choices that a fuzzer makes.
    pub const fn of_bytes(bytes: &'a [u8]) -> Self {
        Self(Source::Bytes(bytes))
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = end as u64;
        let choice = match &mut self.0 {
            Source::Seeded(state) => {
                *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                ((u128::from(mix(*state)) * u128::from(end)) >> 64) as u64
            }
            // As many bytes as the number can have, so that a fuzzer sees each choice.
            Source::Bytes(bytes) => {
                let mut number = 0;
                let mut largest = 0_u64;
                while largest < end - 1 {
                    let byte = bytes.split_off_first().copied().unwrap_or(0);
                    number = number << 8 | u64::from(byte);
                    largest = largest << 8 | 0xFF;
                }
                number % end
            }
        };
        choice as usize
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        // The last number, not the first: an exhausted fuzzer chooses the common case.
        self.below(times) == times - 1
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// SplitMix64's finalizer.
const fn mix(state: u64) -> u64 {
    let mut z = state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

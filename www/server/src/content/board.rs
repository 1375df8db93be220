//! A stock board: instruments whose prices wander, one update after the other.

use serde::Serialize;

use super::names::{MOST_NAMES, Name};
use super::random::Random;

/// How much of the past a resumed board plays again, some milliseconds of work.
const REPLAYED: u64 = 1 << 18;
/// Random numbers that an update takes.
const NUMBERS: u64 = 3;
/// Traded with an update, on average.
const TRADED: u64 = 1_050;

/// One line of the board.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Instrument {
    pub(crate) symbol: String,
    pub(crate) name: Name,
    pub(crate) open: f64,
    pub(crate) last: f64,
    pub(crate) high: f64,
    pub(crate) low: f64,
    pub(crate) volume: u64,
}

/// One change of the board.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Update {
    /// The index of the instrument.
    pub(crate) s: usize,
    /// Its last price.
    pub(crate) p: f64,
    /// All that was traded of it since the opening.
    pub(crate) v: u64,
    /// Milliseconds since the stream's start.
    pub(crate) t: u64,
}

/// Prices in cents.
#[derive(Debug)]
struct Line {
    open: i64,
    last: i64,
    high: i64,
    low: i64,
    volume: u64,
}

/// The board.
#[derive(Debug)]
pub(crate) struct Board {
    lines: Vec<Line>,
    random: Random,
}

impl Board {
    /// A board at its opening, with `count` instruments.
    pub(crate) fn new(seed: u64, count: u64) -> Self {
        let mut random = Random::new(seed);
        let lines = (0..count.min(MOST_NAMES)).map(|_| {
            let open = 300 + i64::try_from(random.below(40_000)).unwrap_or(0);
            Line { open, last: open, high: open, low: open, volume: 0 }
        });
        Self { lines: lines.collect(), random }
    }

    /// The board after `updates`. Of a long past only the end is played again.
    /// Prices are drawn towards their opening, so that they soon are what they
    /// were; the highs and lows from before are forgotten, the volume is estimated.
    pub(crate) fn after(seed: u64, count: u64, updates: u64) -> Self {
        let mut board = Self::new(seed, count);
        let skipped = updates.saturating_sub(REPLAYED);
        board.random.skip(skipped.wrapping_mul(NUMBERS));
        let volume = (skipped / board.lines.len() as u64).saturating_mul(TRADED);
        // Far from the end of the numbers that JSON's readers know.
        let volume = volume.min(1 << 52);
        board.lines.iter_mut().for_each(|line| line.volume = volume);
        for _ in skipped..updates {
            board.update(0);
        }
        board
    }

    /// Every instrument as it stands.
    pub(crate) fn snapshot(&self) -> Vec<Instrument> {
        let lines = self.lines.iter().enumerate();
        lines.map(|(index, line)| line.instrument(index)).collect()
    }

    /// The next change, at `t`.
    pub(crate) fn update(&mut self, t: u64) -> Update {
        let s = self.random.below(self.lines.len() as u64) as usize;
        let line = &mut self.lines[s];
        // A step of up to 0.4 %, drawn back a little towards the opening.
        let reach = (line.open * 4 / 1_000).max(1);
        let step = self.random.below(2 * reach as u64 + 1) as i64 - reach;
        let pull = (line.open - line.last) / 80;
        line.last = (line.last + step + pull).max(1);
        line.high = line.high.max(line.last);
        line.low = line.low.min(line.last);
        line.volume += 100 * (1 + self.random.below(20));
        Update { s, p: price(line.last), v: line.volume, t }
    }
}

impl Line {
    fn instrument(&self, index: usize) -> Instrument {
        Instrument {
            symbol: format!("X{index:04}"),
            name: Name::new(index),
            open: price(self.open),
            last: price(self.last),
            high: price(self.high),
            low: price(self.low),
            volume: self.volume,
        }
    }
}

fn price(cents: i64) -> f64 {
    cents as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(seed: u64) -> Vec<Update> {
        let mut board = Board::new(seed, 300);
        (0..5_000).map(|t| board.update(t)).collect()
    }

    #[test]
    fn the_same_seed_tells_the_same_story() {
        assert_eq!(story(7), story(7));
        assert_ne!(story(7), story(8));
    }

    #[test]
    fn every_update_is_in_bounds() {
        let mut board = Board::new(7, 10);
        let opening = board.snapshot();
        for t in 0..100_000 {
            let update = board.update(t);
            let open = opening[update.s].open;
            assert!(update.p > 0.0 && (update.p / open - 1.0).abs() < 0.5, "{update:?}");
        }
        for it in board.snapshot() {
            assert!(it.low <= it.last && it.last <= it.high && it.volume > 0, "{it:?}");
            assert!(it.low <= it.open && it.open <= it.high, "{it:?}");
        }
    }

    #[test]
    fn a_snapshot_is_where_the_updates_have_led() {
        let mut board = Board::new(7, 20);
        let mut last = board.snapshot();
        for t in 0..1_000 {
            let Update { s, p, v, .. } = board.update(t);
            (last[s].last, last[s].volume) = (p, v);
        }
        let prices = |board: &[Instrument]| -> Vec<_> {
            board.iter().map(|it| (it.last, it.volume)).collect()
        };
        assert_eq!(prices(&last), prices(&board.snapshot()));
        assert_eq!(board.snapshot(), Board::after(7, 20, 1_000).snapshot());
    }

    #[test]
    fn a_board_resumed_late_is_nearly_the_one_that_went_on() {
        let updates = 3 * REPLAYED + 17;
        let mut board = Board::new(7, 20);
        for _ in 0..updates {
            board.update(0);
        }
        for (went_on, resumed) in
            board.snapshot().iter().zip(Board::after(7, 20, updates).snapshot())
        {
            // Whole cents leave a little of the difference.
            assert!((went_on.last - resumed.last).abs() <= 0.8, "{went_on:?} {resumed:?}");
            let ratio = resumed.volume as f64 / went_on.volume as f64;
            assert!((0.95..1.05).contains(&ratio), "{went_on:?} {resumed:?}");
        }
        // However long the past, coming back is cheap.
        assert_eq!(Board::after(7, 20, u64::MAX).lines.len(), 20);
    }
}

//! A little market. The same seed tells the same story; the time comes from the caller.

use serde::Serialize;

use super::random::Random;

/// Names and opening prices, in cents.
const INSTRUMENTS: [(&str, i64); 8] = [
    ("Amber", 4_215),
    ("Barley", 18_940),
    ("Cobalt", 33_105),
    ("Cocoa", 7_862),
    ("Copper", 9_417),
    ("Cotton", 6_580),
    ("Indigo", 12_730),
    ("Saffron", 87_450),
];

/// One price, as the page's `onmessage` receives it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Quote {
    /// What is traded.
    pub(crate) instrument: &'static str,
    /// The price now.
    pub(crate) price: f64,
    /// Per cent since the opening.
    pub(crate) change: f64,
    /// Milliseconds since 1970.
    pub(crate) time: u64,
}

/// A push notification, the data of a `notice` event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Notice {
    /// What happened.
    pub(crate) text: String,
    /// Milliseconds since 1970.
    pub(crate) time: u64,
}

/// Prices that wander at random from their opening.
#[derive(Debug)]
pub(crate) struct Market {
    cents: [i64; INSTRUMENTS.len()],
    turn: usize,
    random: Random,
}

impl Market {
    /// A market at its opening.
    pub(crate) fn new(seed: u64) -> Self {
        Self { cents: INSTRUMENTS.map(|(_, opening)| opening), turn: 0, random: Random::new(seed) }
    }

    /// The next price. Instruments take turns, so that a new page fills up in one round.
    pub(crate) fn quote(&mut self, time: u64) -> Quote {
        let index = self.turn % INSTRUMENTS.len();
        self.turn += 1;
        let (_, opening) = INSTRUMENTS[index];
        // A step of up to 0.6 %, drawn back a little towards the opening.
        let reach = (opening * 6 / 1_000).max(1);
        let step = i64::try_from(self.random.below(2 * reach as u64 + 1)).unwrap_or(0) - reach;
        let pull = (opening - self.cents[index]) / 50;
        self.cents[index] = (self.cents[index] + step + pull).max(1);
        self.quoted(index, time)
    }

    /// A notice about whichever instrument has moved furthest.
    pub(crate) fn notice(&self, time: u64) -> Notice {
        let quotes = (0..INSTRUMENTS.len()).map(|index| self.quoted(index, time));
        let text = match quotes.max_by(|a, b| a.change.abs().total_cmp(&b.change.abs())) {
            Some(Quote { instrument, change, .. }) if change != 0.0 => {
                let way = if change > 0.0 { "up" } else { "down" };
                format!("{instrument} is {way} {:.2} % today", change.abs())
            }
            _ => "The market is open".to_owned(),
        };
        Notice { text, time }
    }

    fn quoted(&self, index: usize, time: u64) -> Quote {
        let (instrument, opening) = INSTRUMENTS[index];
        let cents = self.cents[index];
        Quote {
            instrument,
            price: cents as f64 / 100.0,
            change: ((cents - opening) * 10_000 / opening) as f64 / 100.0,
            time,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(seed: u64) -> Vec<Quote> {
        let mut market = Market::new(seed);
        (0..200).map(|time| market.quote(time)).collect()
    }

    #[test]
    fn the_same_seed_tells_the_same_story() {
        assert_eq!(story(7), story(7));
        assert_ne!(story(7), story(8));
    }

    #[test]
    fn every_instrument_has_its_turn_in_one_round() {
        let names: std::collections::BTreeSet<_> =
            story(7)[..INSTRUMENTS.len()].iter().map(|quote| quote.instrument).collect();
        assert_eq!(names.len(), INSTRUMENTS.len());
    }

    #[test]
    fn prices_stay_near_their_opening() {
        let mut market = Market::new(7);
        for time in 0..100_000 {
            let quote = market.quote(time);
            assert!(quote.price > 0.0 && quote.change.abs() < 30.0, "{quote:?}");
        }
    }

    #[test]
    fn a_notice_tells_the_furthest_move() {
        let mut market = Market::new(7);
        assert_eq!(market.notice(0).text, "The market is open");
        market.cents[1] += INSTRUMENTS[1].1 / 4;
        assert_eq!(market.notice(0).text, "Barley is up 25.00 % today");
    }
}

//! A service's gauges, as a dashboard shows them: each wanders within its bounds
//! and is drawn back to where a healthy service would be.

use serde::Serialize;

use super::random::Random;

const REGIONS: [(&str, f64); 8] = [
    ("Beijing", 820.0),
    ("Shanghai", 930.0),
    ("Guangzhou", 640.0),
    ("Shenzhen", 710.0),
    ("Chengdu", 430.0),
    ("Hangzhou", 560.0),
    ("Wuhan", 380.0),
    ("Xi'an", 310.0),
];

/// One reading of everything.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Reading {
    /// Milliseconds since 1970.
    pub(crate) t: u64,
    /// Per second.
    pub(crate) requests: f64,
    pub(crate) latency: Latency,
    /// The fraction of requests that failed.
    pub(crate) errors: f64,
    /// From 0 to 1.
    pub(crate) cpu: f64,
    /// From 0 to 1.
    pub(crate) memory: f64,
    /// Requests per second by region.
    pub(crate) regions: [Region; REGIONS.len()],
    /// Per second.
    pub(crate) orders: f64,
    /// Since the start; it never falls.
    pub(crate) revenue: f64,
}

/// Percentiles in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Latency {
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Region {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
}

/// A value that wanders between two bounds around its rest.
#[derive(Debug)]
struct Walk {
    value: f64,
    rest: f64,
    least: f64,
    most: f64,
}

impl Walk {
    fn new(least: f64, rest: f64, most: f64) -> Self {
        Self { value: rest, rest, least, most }
    }

    fn step(&mut self, random: &mut Random) -> f64 {
        let reach = (self.most - self.least) / 80.0;
        let pull = (self.rest - self.value) / 60.0;
        self.value = (self.value + random.signed() * reach + pull).clamp(self.least, self.most);
        self.value
    }
}

/// The service.
#[derive(Debug)]
pub(crate) struct Gauges {
    random: Random,
    median: Walk,
    tail: Walk,
    errors: Walk,
    memory: Walk,
    basket: Walk,
    regions: [Walk; REGIONS.len()],
    revenue: f64,
}

impl Gauges {
    /// A service at rest.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            median: Walk::new(8.0, 24.0, 90.0),
            tail: Walk::new(1.5, 2.6, 6.0),
            errors: Walk::new(0.0, 0.004, 0.05),
            memory: Walk::new(0.3, 0.58, 0.95),
            basket: Walk::new(20.0, 64.0, 180.0),
            regions: REGIONS.map(|(_, rest)| Walk::new(rest * 0.3, rest, rest * 2.2)),
            revenue: 0.0,
        }
    }

    /// The next reading, `interval` seconds after the last one.
    pub(crate) fn read(&mut self, t: u64, interval: f64) -> Reading {
        let random = &mut self.random;
        let mut regions = REGIONS.map(|(name, _)| Region { name, value: 0.0 });
        for (region, walk) in regions.iter_mut().zip(&mut self.regions) {
            region.value = rounded(walk.step(random), 1.0);
        }
        let requests: f64 = regions.iter().map(|region| region.value).sum();
        let median = self.median.step(random);
        let p95 = median * self.tail.step(random);
        // Work follows demand.
        let cpu = (requests / 8_500.0 + random.signed() * 0.02).clamp(0.02, 1.0);
        let orders = requests / 40.0;
        self.revenue += orders * self.basket.step(random) * interval;
        Reading {
            t,
            requests,
            latency: Latency {
                p50: rounded(median, 10.0),
                p95: rounded(p95, 10.0),
                p99: rounded(p95 * 1.7, 10.0),
            },
            errors: rounded(self.errors.step(random), 1e5),
            cpu: rounded(cpu, 1e3),
            memory: rounded(self.memory.step(random), 1e3),
            regions,
            orders: rounded(orders, 10.0),
            revenue: rounded(self.revenue, 100.0),
        }
    }
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(seed: u64) -> Vec<Reading> {
        let mut gauges = Gauges::new(seed);
        (0..20_000).map(|t| gauges.read(t, 0.05)).collect()
    }

    #[test]
    fn the_same_seed_reads_the_same() {
        assert_eq!(story(7), story(7));
        assert_ne!(story(7), story(8));
    }

    #[test]
    fn every_reading_is_in_bounds() {
        let mut revenue = 0.0;
        for reading in story(7) {
            let Latency { p50, p95, p99 } = reading.latency;
            assert!((8.0..=90.0).contains(&p50) && p50 < p95 && p95 < p99, "{reading:?}");
            assert!((0.0..=0.05).contains(&reading.errors), "{reading:?}");
            assert!((0.0..=1.0).contains(&reading.cpu), "{reading:?}");
            assert!((0.0..=1.0).contains(&reading.memory), "{reading:?}");
            let sum: f64 = reading.regions.iter().map(|region| region.value).sum();
            assert!(reading.requests > 0.0 && reading.requests == sum, "{reading:?}");
            assert!(reading.orders > 0.0 && reading.revenue > revenue, "{reading:?}");
            revenue = reading.revenue;
        }
    }

    #[test]
    fn the_gauges_move() {
        let readings = story(7);
        let of = |gauge: fn(&Reading) -> f64| {
            let values = readings.iter().map(gauge);
            values.clone().fold(f64::MIN, f64::max) - values.fold(f64::MAX, f64::min)
        };
        assert!(of(|reading| reading.cpu) > 0.1);
        assert!(of(|reading| reading.memory) > 0.1);
        assert!(of(|reading| reading.latency.p50) > 10.0);
    }
}

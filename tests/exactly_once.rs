//! Claim: from a server that numbers its events and goes on after the last event ID, every event
//! comes once and in order, whatever goes wrong and at whatever byte.
//!
//! `CASES=1000000 cargo test --release --test exactly_once` tries more, a hundred events in each.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use event_stream_generator::{Piece, Random};
use support::campaign::campaign;
use support::fault::{Fault, Subscriber};
use support::numbered::longest_block;

/// Of one case at random, at least.
const EVENTS: u64 = 100;

/// A million events in release.
const CASES: u64 = if cfg!(debug_assertions) { 500 } else { 10_000 };

#[test]
fn every_fault_at_every_byte() {
    // Every line ending, each with every other line and beginning.
    for before in 0..6 {
        for fault in Fault::ALL {
            for position in 0..=longest_block() {
                for piece in [1, usize::MAX] {
                    let mut subscriber = Subscriber::new();
                    while subscriber.received() < before {
                        subscriber.read(10, usize::MAX);
                    }
                    subscriber.read(position, piece);
                    subscriber.suffer(fault);
                    subscriber.read(2 * longest_block(), usize::MAX);
                }
            }
        }
    }
}

#[test]
fn every_fault_after_every_other_at_the_same_byte() {
    for first in Fault::ALL {
        for second in Fault::ALL {
            for position in 0..=longest_block() {
                let mut subscriber = Subscriber::new();
                for fault in [first, second, first] {
                    subscriber.read(position, usize::MAX);
                    subscriber.suffer(fault);
                }
                subscriber.read(2 * longest_block(), usize::MAX);
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    /// Bytes, in pieces of a size.
    Read(usize, usize),
    Suffer(Fault),
}

impl Piece for Step {
    fn split(&self) -> Vec<Self> {
        match *self {
            Self::Read(count, piece) => vec![Self::Read(1, piece); count],
            Self::Suffer(_) => vec![self.clone()],
        }
    }
}

#[test]
fn faults_at_random() {
    campaign(
        CASES,
        |random| ((), steps(random)),
        live_through,
        |(), steps| steps.iter().map(|step| format!("{step:?}\n")).collect(),
    );
}

fn steps(random: &mut Random<'_>) -> Vec<Step> {
    let mut step = || {
        if random.once_in(3) {
            Step::Suffer(random.pick(&Fault::ALL))
        } else {
            let piece = random.pick(&[1, 2, 7, 60, usize::MAX]);
            Step::Read(random.below(6 * longest_block()), piece)
        }
    };
    (0..60).map(|_| step()).collect()
}

fn live_through((): &(), steps: &[Step]) {
    let mut subscriber = Subscriber::new();
    for step in steps {
        match *step {
            Step::Read(count, piece) => subscriber.read(count, piece),
            Step::Suffer(fault) => subscriber.suffer(fault),
        }
    }
    while subscriber.received() < EVENTS {
        subscriber.read(longest_block(), usize::MAX);
    }
}

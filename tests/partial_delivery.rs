//! Claim: a page that hears events at its own pace hears each before the request that says so leaves,
//! whatever it does amid a delivery. On simulated time.
//!
//! `CASES=1000000 cargo test --release --test partial_delivery` tries more.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use event_stream_generator::{Piece, Random};
use support::campaign::campaign;
use support::slow_page::{SlowPage, Step};

impl Piece for Step {
    fn split(&self) -> Vec<Self> {
        match *self {
            Self::Read(count) => vec![Self::Read(1); count],
            Self::Hear(count) => vec![Self::Hear(1); count],
            ref step => vec![step.clone()],
        }
    }
}

#[test]
fn reconnect_amid_a_delivery_waits_for_its_end() {
    let mut page = SlowPage::new();
    page.step(&Step::Read(5));
    page.step(&Step::Hear(2));
    page.step(&Step::Reconnect);
    assert_eq!((page.heard(), page.requests()), (2, 1), "nothing else is carried out");
    page.step(&Step::Hear(2));
    assert_eq!(page.requests(), 1);
    page.step(&Step::Hear(1));
    assert_eq!((page.heard(), page.requests()), (5, 2));
    assert_eq!(page.resumed_from(), "5");
}

#[test]
fn a_page_that_leaves_amid_a_delivery_resumes_behind_it() {
    for steps in [
        [Step::Leave, Step::Hear(5), Step::Return],
        [Step::Leave, Step::Return, Step::Hear(5)],
        [Step::Hear(1), Step::Reconnect, Step::Hear(4)],
    ] {
        let mut page = SlowPage::new();
        page.step(&Step::Read(5));
        for step in &steps {
            page.step(step);
        }
        assert_eq!((page.heard(), page.requests()), (5, 2), "{steps:?}");
        assert_eq!(page.resumed_from(), "5", "{steps:?}");
    }
}

#[test]
fn close_amid_a_delivery_drops_the_rest() {
    let mut page = SlowPage::new();
    page.step(&Step::Read(5));
    page.step(&Step::Hear(2));
    page.step(&Step::Close);
    page.step(&Step::Hear(9));
    assert_eq!((page.heard(), page.requests()), (2, 1));
}

#[test]
fn whatever_a_slow_page_does_it_hears_all_once_and_in_order() {
    campaign(
        if cfg!(debug_assertions) { 5_000 } else { 100_000 },
        |random| ((), steps(random)),
        |(), steps| {
            let mut page = SlowPage::new();
            for step in steps {
                page.step(step);
            }
            page.settle();
        },
        |(), steps| steps.iter().map(|step| format!("{step:?}\n")).collect(),
    );
}

fn steps(random: &mut Random<'_>) -> Vec<Step> {
    let step = |random: &mut Random<'_>| match random.below(12) {
        0..4 => Step::Read(random.below(9)),
        4..8 => Step::Hear(random.below(9)),
        8 => Step::Reconnect,
        9 => Step::Leave,
        10 => Step::Return,
        _ => Step::Break,
    };
    (0..60).map(|_| step(random)).collect()
}

//! A campaign: a claim tried on very many cases, the first failing one shrunk.
//!
//! `CASES`, `SEED` and `FIRST` (the index to begin with) in the environment say how many and which.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use event_stream_generator::{Piece, Random, shrink};

/// Tries `check`, which panics where the claim does not hold, on cases that `draw` makes of a
/// setting, which stays, and a list, which is shrunk.
pub fn campaign<S: Sync, T: Piece>(
    cases: u64,
    draw: impl Fn(&mut Random<'_>) -> (S, Vec<T>) + Sync,
    check: impl Fn(&S, &[T]) + Sync,
    describe: impl Fn(&S, &[T]) -> String,
) {
    let seed = number("SEED").unwrap_or_else(clock);
    let first = number("FIRST").unwrap_or(0);
    let end = first + number("CASES").unwrap_or(cases);
    let fails =
        |setting: &S, list: &[T]| catch_unwind(AssertUnwindSafe(|| check(setting, list))).is_err();

    let next = AtomicU64::new(first);
    let failing = AtomicU64::new(u64::MAX);
    let work = || {
        while failing.load(Ordering::Relaxed) == u64::MAX {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= end {
                break;
            }
            let (setting, list) = draw(&mut Random::new(seed, index));
            if fails(&setting, &list) {
                failing.fetch_min(index, Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(work);
        }
    });

    let index = failing.into_inner();
    if index == u64::MAX {
        return;
    }
    let (setting, list) = draw(&mut Random::new(seed, index));
    // Shrinking fails over and over; only the last time is worth reading.
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let smallest = shrink(list, |list| fails(&setting, list));
    set_hook(hook);
    println!("SEED={seed} FIRST={index} CASES=1 tries it again, shrunk it is");
    println!("{}", describe(&setting, &smallest));
    check(&setting, &smallest);
    panic!("it failed before it was shrunk");
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Another seed every time.
fn clock() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos() as u64)
}

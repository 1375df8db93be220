//! Claim: whatever happens to a connection, and whenever, it keeps its laws: never two fetches at a
//! time, nothing after CLOSED, no event lost or doubled, never back before the server allows.
//!
//! `CASES=10000000 cargo test --release --test connection_laws` tries more.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use support::campaign::campaign;
use support::history::{self, Step};
use support::witness;

#[test]
fn arbitrary_inputs_at_arbitrary_times_break_no_law() {
    campaign(
        20_000,
        |random| (history::settings(random), history::steps(random)),
        witness::watch,
        |settings, steps| {
            let steps: Vec<_> = steps.iter().map(Step::to_string).collect();
            format!("{settings:?}\n{}", steps.join("\n"))
        },
    );
}

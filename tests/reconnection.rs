//! Claim: delays are event-source-polyfill's or longer, and clients come back spread out.
#![cfg(not(target_arch = "wasm32"))]

use event_source_polyfill_wasm::reconnection::{Policy, Reconnection};

fn delays(reconnection: &mut Reconnection, random: f64) -> Vec<u64> {
    (0..7).map(|_| reconnection.delay(None, random)).collect()
}

#[test]
fn without_jitter_they_double_up_to_sixteen_times() {
    let mut reconnection = Reconnection::new(Policy::default());
    assert_eq!(delays(&mut reconnection, 0.0), [1000, 2000, 4000, 8000, 16000, 16000, 16000]);
}

#[test]
fn jitter_adds_a_fifth_at_most_and_never_grows_with_the_delays() {
    let mut reconnection = Reconnection::new(Policy::default());
    assert_eq!(delays(&mut reconnection, 1.0), [1200, 2400, 4800, 9600, 19200, 19200, 19200]);
    for wrong in [-1.0, 2.0, f64::INFINITY, f64::NAN] {
        let delay = Reconnection::new(Policy::default()).delay(None, wrong);
        assert!((1000..=1200).contains(&delay), "{wrong}: {delay}");
    }
}

#[test]
fn retry_starts_the_sequence_from_its_own_time_clamped() {
    let mut reconnection = Reconnection::new(Policy::default());
    delays(&mut reconnection, 0.0);
    reconnection.set_reconnection_time(3000);
    assert_eq!(reconnection.reconnection_time(), 3000);
    assert_eq!(delays(&mut reconnection, 0.0)[..6], [3000, 6000, 12000, 24000, 48000, 48000]);
    reconnection.set_reconnection_time(0);
    assert_eq!(reconnection.reconnection_time(), 0, "the server's word is readable as it was");
    assert_eq!(delays(&mut reconnection, 0.0)[..2], [1000, 2000]);
    reconnection.set_reconnection_time(u64::MAX);
    assert_eq!(delays(&mut reconnection, 0.0), [18_000_000; 7]);
}

#[test]
fn a_reset_starts_it_again_and_a_short_life_does_not() {
    let mut reconnection = Reconnection::new(Policy::default());
    delays(&mut reconnection, 0.0);
    reconnection.lived(15_999);
    assert_eq!(reconnection.delay(None, 0.0), 16_000);
    reconnection.lived(16_000);
    assert_eq!(reconnection.delay(None, 0.0), 1000);
    reconnection.reset();
    assert_eq!(reconnection.delay(None, 0.0), 1000);
}

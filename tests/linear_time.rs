//! Claim: time is linear in the bytes, however they are chunked and wherever the lines end.
#![cfg(not(target_arch = "wasm32"))]

use std::time::{Duration, Instant};

use event_source_polyfill_wasm::event_stream::EventStream;

/// The best of five, so that interruptions do not count.
fn time_to_feed(bytes: &[u8], chunk: usize) -> Duration {
    (0..5)
        .map(|_| {
            let mut stream = EventStream::new(String::new(), usize::MAX / 2);
            let start = Instant::now();
            for chunk in bytes.chunks(chunk) {
                stream.feed(chunk).expect("below the limit");
                let batch = stream.take_batch();
                stream.recycle(batch);
            }
            start.elapsed()
        })
        .min()
        .expect("five runs")
}

/// Sixteen times the bytes may take up to eight times their share, since they no longer fit into any
/// cache; quadratic takes sixteen times it.
#[track_caller]
fn check(stream: impl Fn(usize) -> Vec<u8>, chunk: usize) {
    const BYTES: usize = 512 * 1024;
    let once = time_to_feed(&stream(BYTES), chunk);
    let sixteen_times = time_to_feed(&stream(16 * BYTES), chunk);
    assert!(sixteen_times < once * 16 * 8, "{once:?}, then {sixteen_times:?}");
}

#[test]
fn one_long_line_in_packets() {
    check(|bytes| [b"data: ", &*vec![b'x'; bytes], b"\n\n"].concat(), 1460);
}

#[test]
fn one_long_line_byte_by_byte() {
    check(|bytes| [b"data: ", &*vec![b'x'; bytes], b"\n\n"].concat(), 1);
}

#[test]
fn one_event_of_many_lines() {
    check(|bytes| [&*b"data:x\n".repeat(bytes / 7), b"\n"].concat(), 1460);
}

#[test]
fn many_small_events_in_one_chunk() {
    check(|bytes| b"event:t\nid:1\ndata:x\n\n".repeat(bytes / 21), usize::MAX);
}

#[test]
fn many_small_events_byte_by_byte() {
    check(|bytes| b"event:t\nid:1\ndata:x\n\n".repeat(bytes / 21), 1);
}

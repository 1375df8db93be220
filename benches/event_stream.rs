//! `cargo bench --bench event_stream`: interpreting an event stream, natively, on the streams of the
//! browser benchmarks in chunks of several sizes. Bytes a second; about two minutes.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../tests/server/src/workload/bytes.rs"]
#[allow(dead_code, reason = "the test server uses the rest")]
mod bytes;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use event_source_polyfill_wasm::event_stream::EventStream;

use crate::bytes::Stream;

/// Every stream is about so long: one byte at a time would take too long otherwise.
const LENGTH: usize = 1024 * 1024;

const WORKLOADS: [&str; 10] =
    ["small", "json", "cjk", "large", "tokens", "types", "lines", "comments", "mixed", "line"];

/// What a network or a proxy makes of a stream.
const CHUNKS: [(&str, usize); 4] =
    [("whole", usize::MAX), ("64 KiB", 64 * 1024), ("1460 bytes", 1460), ("1 byte", 1)];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    for name in WORKLOADS {
        let bytes = bytes(name);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        for (size, chunk) in CHUNKS {
            group.bench_function(BenchmarkId::from_parameter(size), |bench| {
                bench.iter(|| interpret(&bytes, chunk));
            });
        }
        group.finish();
    }
    criterion.final_summary();
}

fn bytes(name: &str) -> Vec<u8> {
    // A count is in MiB for `line`, which is one event.
    let count = if name == "line" { 1 } else { 1000 };
    let period = Stream::new(name, count).expect("a workload").period;
    period.repeat((LENGTH / period.len()).max(1))
}

/// As the connection does: a batch is taken after every chunk.
fn interpret(bytes: &[u8], chunk: usize) -> usize {
    let mut stream = EventStream::new(String::new(), usize::MAX / 2);
    let mut spans = 0;
    for chunk in bytes.chunks(chunk) {
        stream.feed(black_box(chunk)).expect("below the limit");
        let batch = stream.take_batch();
        spans += black_box(batch.spans()).len();
        stream.recycle(batch);
    }
    spans
}

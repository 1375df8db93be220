//! `cargo bench --bench event_stream`: interpreting an event stream, natively, on the streams of the
//! browser benchmarks in chunks of several sizes. Bytes a second; some two minutes.
#![cfg_attr(target_arch = "wasm32", allow(unused))]

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/server/src/workload/bytes.rs"]
#[allow(dead_code, reason = "the test server uses the rest")]
mod bytes;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use std::time::Duration;

    let mut criterion = criterion::Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    native::event_stream(&mut criterion);
    criterion.final_summary();
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::hint::black_box;

    use criterion::{BenchmarkId, Criterion, Throughput};
    use event_source_polyfill_wasm::event_stream::EventStream;

    use crate::bytes::Stream;

    /// A stream is cut after so many bytes: one byte at a time would take too long otherwise.
    const MOST: usize = 1024 * 1024;

    const WORKLOADS: [&str; 9] =
        ["small", "json", "cjk", "large", "tokens", "types", "lines", "comments", "mixed"];

    /// What a network or a proxy makes of a stream.
    const CHUNKS: [(&str, usize); 4] =
        [("whole", usize::MAX), ("64KiB", 64 * 1024), ("1460", 1460), ("1", 1)];

    pub(crate) fn event_stream(criterion: &mut Criterion) {
        let long = Stream::new("line", 1).map(|line| ("line", line.period));
        let streams = WORKLOADS.iter().filter_map(|name| {
            let period = Stream::new(name, 1000)?.period;
            let whole = period.repeat((MOST / period.len()).max(1));
            Some((*name, whole))
        });
        for (name, bytes) in streams.chain(long) {
            let mut group = criterion.benchmark_group(name);
            group.throughput(Throughput::Bytes(bytes.len() as u64));
            for (size, chunk) in CHUNKS {
                group.bench_with_input(BenchmarkId::from_parameter(size), &bytes, |bench, bytes| {
                    bench.iter(|| interpret(bytes, chunk));
                });
            }
            group.finish();
        }
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
}

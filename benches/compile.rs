//! Making both sides ready, on the population of `support/population.rs` (seed and model at its top).
//!
//! `candidate`: one profile from its parsed form, with what a pool has already read; `pool`: a pool of 10,000, one
//! profile counted as one element; `offer`: one offer; `dated`: binding it to a date.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench")]

#[path = "support/mod.rs"]
mod support;

use std::hint::black_box;

use adequation::Matcher;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

fn compile(c: &mut Criterion) {
    let matcher = Matcher::new_caledonia();
    let people = support::candidates(10_000);
    let offers = support::offers(20);
    let mut group = c.benchmark_group("compile");
    group.sample_size(10);
    group.throughput(Throughput::Elements(people.len() as u64));
    group.bench_function("pool of 10,000", |b| {
        b.iter_batched(
            || people.clone(),
            |people| matcher.candidates(people).unwrap(),
            BatchSize::PerIteration,
        );
    });
    group.throughput(Throughput::Elements(1));
    let mut at = (0..people.len()).cycle();
    group.bench_function("one candidate alone", |b| {
        b.iter(|| matcher.profile(people[at.next().unwrap()].clone()));
    });
    let mut at = (0..offers.len()).cycle();
    group.bench_function("offer", |b| {
        b.iter(|| matcher.offer(black_box(offers[at.next().unwrap()].clone())))
    });
    group.finish();
}

criterion_group!(benches, compile);
criterion_main!(benches);

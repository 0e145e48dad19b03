//! One pair, both sides compiled, on the population of `support/population.rs`.
//!
//! `untraced`: one cell of a matrix of 1,000 × 8, as rankings evaluate it; `traced`: the whole assessment with findings,
//! counterfactuals and evidence.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench")]

#[path = "support/mod.rs"]
mod support;

use adequation::Matcher;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn pair(c: &mut Criterion) {
    let matcher = Matcher::new_caledonia();
    let review = matcher.as_of(support::forms::review());
    let pool = support::pool(&matcher, 1_000);
    let openings = matcher.openings(support::offers(8));
    let mut group = c.benchmark_group("pair");
    group.throughput(Throughput::Elements(8_000));
    group.bench_function("untraced, 8,000 pairs", |b| {
        b.iter(|| review.matrix(&openings, &pool).run())
    });
    group.throughput(Throughput::Elements(1));
    let alone = |p: &adequation::Profile| matcher.profile(p.candidate().clone());
    let profiles: Vec<_> = pool.profiles().map(alone).collect();
    let mut at = (0..profiles.len()).cycle();
    group.bench_function("traced", |b| {
        b.iter(|| review.assess(&openings[0], &profiles[at.next().unwrap()]))
    });
    group.finish();
}

criterion_group!(benches, pair);
criterion_main!(benches);

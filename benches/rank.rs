//! Rankings on the population of `support/population.rs`; sizes by `ADEQUATION_BENCH_PEOPLE=10000,100000`.
//!
//! `top 10`: the ten best for one offer (a new one each time, its date bound anew); `matrix`: every pair with 10 offers,
//! without pruning; `matrix of 1 offer` and `of 100 offers`: the growth of one call; `update`: a hundred candidates replaced;
//! `load`: a saved pool read again, from bytes that are given away, to be held against `compile`; `offers`: the ten best of
//! 200 offers for one candidate.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench")]

#[path = "support/mod.rs"]
mod support;

use adequation::Matcher;
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn rank(c: &mut Criterion) {
    let matcher = Matcher::new_caledonia();
    let review = matcher.as_of(support::forms::review());
    let offers = support::offers(200);
    let openings = matcher.openings(offers.clone());
    let ten = matcher.openings(offers.iter().take(10).cloned());
    let mut group = c.benchmark_group("rank");
    group.sample_size(10);
    for n in support::sizes() {
        let pool = support::pool(&matcher, n);
        let mut at = (0..openings.len()).cycle();
        group.throughput(Throughput::Elements(n as u64));
        group.bench_function(BenchmarkId::new("top 10", n), |b| {
            b.iter(|| review.candidates_for(&openings[at.next().unwrap()], &pool).top(10).run());
        });
        if n <= 100_000 {
            group.throughput(Throughput::Elements(10 * n as u64));
            group.bench_function(BenchmarkId::new("matrix of 10 offers", n), |b| {
                b.iter(|| review.matrix(&ten, &pool).run());
            });
        }
        if n <= 10_000 {
            for width in [1, 100] {
                let some = matcher.openings(offers.iter().take(width).cloned());
                group.throughput(Throughput::Elements((width * n) as u64));
                let name = format!("matrix of {width} offers");
                group.bench_function(BenchmarkId::new(name, n), |b| {
                    b.iter(|| review.matrix(&some, &pool).run());
                });
            }
        }
        let bytes = pool.save();
        group.throughput(Throughput::Elements(n as u64));
        group.bench_function(BenchmarkId::new("load", n), |b| {
            b.iter_batched(
                || bytes.clone(),
                |bytes| matcher.load_pool(bytes).unwrap(),
                BatchSize::PerIteration,
            );
        });
        group.bench_function(BenchmarkId::new("compile", n), |b| {
            let people = support::candidates(n);
            b.iter_batched(
                || people.clone(),
                |people| matcher.candidates(people).unwrap(),
                BatchSize::PerIteration,
            );
        });
        group.throughput(Throughput::Elements(100));
        let again: Vec<_> = support::candidates(100);
        group.bench_function(BenchmarkId::new("update of 100", n), |b| {
            b.iter(|| pool.updated(again.clone(), again.iter().map(|c| &c.id)).unwrap());
        });
    }
    let profile = matcher.profile(support::candidates(1).remove(0));
    group.throughput(Throughput::Elements(openings.len() as u64));
    group.bench_function("offers, top 10 of 200", |b| {
        b.iter(|| review.offers_for(&profile, &openings).top(10).run());
    });
    group.finish();
}

criterion_group!(benches, rank);
criterion_main!(benches);

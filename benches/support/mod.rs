//! What the benches of compiling, pairs and rankings share.
#![allow(
    dead_code,
    clippy::panic,
    reason = "each bench takes what it needs, and stops where it cannot run"
)]

pub mod forms;
pub mod population;

use adequation::{Candidate, Matcher, Offer, Pool};

/// The sizes to measure: `ADEQUATION_BENCH_PEOPLE=10000,100000,1000000`; 10,000 where nothing is said.
pub fn sizes() -> Vec<usize> {
    let said = std::env::var("ADEQUATION_BENCH_PEOPLE").unwrap_or_else(|_| "10000".into());
    said.split(',').filter_map(|n| n.trim().parse().ok()).collect()
}

pub fn candidates(n: usize) -> Vec<Candidate> {
    let world = population::World::default();
    (0..n).map(|i| forms::candidate(&world.person(i))).collect()
}

pub fn offers(n: usize) -> Vec<Offer> {
    population::World::default().posts(n).iter().map(forms::offer).collect()
}

pub fn pool(matcher: &Matcher, n: usize) -> Pool {
    matcher.candidates(candidates(n)).unwrap_or_else(|e| panic!("{e}"))
}

//! Work of a fixed size, to be counted in instructions: `bash benches/count.sh`. Clocks are noisy on shared machines, the
//! number of instructions is not. The toggled functions below are the only ones counted.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench"
)]

#[path = "support/mod.rs"]
mod support;

use std::hint::black_box;

use adequation::{Matcher, Opening, Openings, Pool, Review};

/// 2,000 pairs without trace.
#[inline(never)]
fn counted_pairs(review: &Review, openings: &Openings, pool: &Pool) -> u64 {
    let matrix = review.matrix(openings, pool).run();
    matrix
        .rows()
        .flat_map(|row| row.cells.iter().map(|c| u64::from(c.score().unwrap_or_default().get())))
        .sum()
}

/// The ten best of 2,000.
#[inline(never)]
fn counted_top(review: &Review, opening: &Opening, pool: &Pool) -> usize {
    review.candidates_for(opening, pool).top(10).run().entries().len()
}

/// 200 candidates compiled.
#[inline(never)]
fn counted_compile(matcher: &Matcher, people: Vec<adequation::Candidate>) -> usize {
    matcher.candidates(people).unwrap().len()
}

fn main() {
    let matcher = Matcher::new_caledonia();
    let review = matcher.as_of(support::forms::review());
    let pool = support::pool(&matcher, 2_000);
    let openings = matcher.openings(support::offers(1));
    println!("scores {}", black_box(counted_pairs(&review, &openings, &pool)));
    println!("top {}", black_box(counted_top(&review, &openings[0], &pool)));
    println!("compiled {}", black_box(counted_compile(&matcher, support::candidates(200))));
}

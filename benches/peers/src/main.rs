//! The rivals on the population of the benches: `cargo run --release -- [--people N] [--rounds R] [--skip-naive]`.
//!
//! `--ours-only` measures the library alone, as for the memory of a million.
//!
//! Prints medians of R rounds (each round asks all of them, in turns, for the ten best for another post), one thread, of times and of
//! ratios, and checks that the exact rivals find the same ten; tantivy's agreement with them stands below. On skill coverage alone,
//! to which the library can be configured, it is held to the same ten as well.

mod coverage;
#[path = "../../support/forms.rs"]
mod forms;
mod formula;
mod naive;
mod ours;
#[path = "../../support/population.rs"]
mod population;
mod rapid;
mod tant;
mod tidier;

use std::time::{Duration, Instant};

use formula::{Idf, Rival, Scored, best};
use population::{SEED, World};
use rayon::prelude::*;

/// The median of some figures.
pub fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = of.collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn argument(name: &str, default: usize) -> usize {
    let mut args = std::env::args().skip_while(|a| a != name);
    args.nth(1)
        .map_or(default, |v| v.parse().unwrap_or_else(|_| panic!("{name}: a number, not {v}")))
}

fn main() {
    let n = argument("--people", 10_000);
    let rounds = argument("--rounds", 5);
    let naive_too = !std::env::args().any(|a| a == "--skip-naive");
    println!("seed {SEED:#x}, {n} people, medians of {rounds} posts, one thread");
    let world = World::default();
    if std::env::args().any(|a| a == "--ours-only") {
        let ours = ours::Ours::new(&world, n, rounds);
        let top = median((0..rounds.max(10)).map(|round| ours.top(round).as_secs_f64()));
        println!("top10 {:14} {:>12.3} ms", "adequation", top * 1e3);
        println!("peak of the process: {} MB", ours::memory("VmHWM") >> 20);
        return;
    }
    let (people, time) =
        timed(|| (0..n).into_par_iter().map(|i| world.person(i)).collect::<Vec<_>>());
    println!("generated in {time:.1?}");
    let posts = world.posts(rounds);
    let admitted: usize = posts.iter().map(|p| people.iter().filter(|c| p.admits(c)).count()).sum();
    println!("pairs that pass the filters: {:.1} %", 100.0 * admitted as f64 / (n * rounds) as f64);
    let idf = Idf::of(&people);

    let naive = naive::Naive { people: &people, idf: &idf };
    let (tidier, tidier_built) = timed(|| tidier::Tidier::new(&people, &idf));
    let (rapid, rapid_built) = timed(|| rapid::Rapid::new(&people, &idf));
    let (index, built) = timed(|| tant::Tantivy::new(&people).expect("an index in memory"));
    println!(
        "preparing: tidier {:.1?}, rapidfuzz {:.1?}, tantivy {:.1?} a candidate",
        tidier_built / n as u32,
        rapid_built / n as u32,
        built / n as u32
    );
    let ours = ours::Ours::new(&world, n, rounds);
    println!("pairs eligible by a door other than the contract: {:.1} %", 100.0 * ours.eligible());
    let mut rivals: Vec<&dyn Rival> = vec![&naive, &tidier, &rapid];
    if !naive_too {
        rivals.drain(..2);
    }
    // All in turns, post by post: a shared machine changes speed while one of them is measured, and ratios of neighbours stay.
    let mut times = vec![Vec::new(); rivals.len() + 2];
    let mut shared = 0;
    for (round, post) in posts.iter().enumerate() {
        let mut exact: Option<Vec<Scored>> = None;
        for (rival, times) in rivals.iter().zip(&mut times) {
            let (top, time) = timed(|| best(rival.score(post, 0..n), 10));
            times.push(time.as_secs_f64());
            match &exact {
                None => exact = Some(top),
                Some(known) => assert_eq!(known, &top, "{} differs on {}", rival.name(), post.id),
            }
        }
        let [.., of_tantivy, of_ours] = &mut times[..] else { unreachable!("two at the end") };
        // Once unmeasured: the first query of a kind opens its columns, and what others did is out of the caches.
        index.top(post, 10).expect("a query");
        let (top, time) = timed(|| index.top(post, 10).expect("a query"));
        of_tantivy.push(time.as_secs_f64());
        let known = exact.unwrap_or_default();
        shared += known.iter().filter(|s| top.contains(&s.person)).count();
        of_ours.push(ours.top(round).as_secs_f64());
    }
    let names = rivals.iter().map(|rival| rival.name()).chain(["tantivy", "adequation"]);
    for (name, own) in names.zip(&times) {
        let against = |other: &[f64]| median(other.iter().zip(own).map(|(a, b)| a / b));
        println!(
            "top10 {name:14} {:>12.3} ms  x{:.1} of the first rival, x{:.1} of tantivy",
            median(own.iter().copied()) * 1e3,
            against(&times[0]),
            against(&times[rivals.len()])
        );
    }
    println!("tantivy finds {:.0} % of the formula's ten", 10.0 * shared as f64 / rounds as f64);
    drop(index);
    if n <= 100_000 {
        let [one, two] = [1, 2].map(|threads| ours.matrix(threads, rounds.min(3)));
        println!(
            "matrix of 10 offers: {one:.0} ns a pair on one thread, {two:.0} on two (x{:.2})",
            one / two
        );
        println!("pair traced: {:.1} us", ours.traced());
    }
    println!("peak of the process: {} MB", ours::memory("VmHWM") >> 20);
    drop(ours);
    if n <= 100_000 {
        coverage::compare(&people, &posts);
    }
    // One pair and the matrix follow from the same functions, on people who pass the filters.
    let post = &posts[0];
    let admitted: Vec<usize> = (0..n).filter(|i| post.admits(&people[*i])).take(200).collect();
    let (sum, time) =
        timed(|| admitted.iter().map(|i| naive::pair(&idf, post, &people[*i]).0).sum::<f64>());
    println!(
        "pair  naive strsim   {:>12.1} us (coverage {:.3})",
        time.as_secs_f64() * 1e6 / admitted.len() as f64,
        sum / 200.0
    );
}

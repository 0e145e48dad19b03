//! The library itself, with its full semantics: doors, tiers, bands, additive fit. Its ten are not the formula's ten.

use std::time::Duration;

use adequation::{Candidate, Cell, Matcher, Openings, Pool, Review, Verdict};

use crate::{forms, median, population::World, timed};

/// `VmHWM` or `VmRSS` of this process, in bytes; 0 where the system does not tell.
pub fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found =
        status.lines().find(|l| l.starts_with(line)).and_then(|l| l.split_whitespace().nth(1));
    found.and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) * 1024
}

pub fn threads<T: Send>(n: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("threads").install(work)
}

pub struct Ours {
    pub matcher: Matcher,
    pub review: Review,
    pub pool: Pool,
    pub openings: Openings,
}

impl Ours {
    pub fn new(world: &World, n: usize, rounds: usize) -> Self {
        let matcher = Matcher::new_caledonia();
        let review = matcher.as_of(forms::review());
        let people: Vec<Candidate> = (0..n).map(|i| forms::candidate(&world.person(i))).collect();
        let (pool, time) = timed(|| threads(1, || matcher.candidates(people).expect("distinct")));
        println!(
            "preparing: adequation {:.1?} a candidate, one thread; {} bytes a candidate beside the parsed ones",
            time / n as u32,
            pool.compiled_bytes() / n
        );
        if n <= 100_000 {
            let (bytes, saved) = timed(|| pool.save());
            let (_, loaded) = timed(|| matcher.load_pool(bytes).expect("as saved"));
            println!(
                "saved in {:.1?}, loaded in {:.1?} a candidate: x{:.1} of compiling",
                saved / n as u32,
                loaded / n as u32,
                time.as_secs_f64() / loaded.as_secs_f64()
            );
        }
        let openings = matcher.openings(world.posts(rounds.max(10)).iter().map(forms::offer));
        Self { matcher, review, pool, openings }
    }

    /// The ten best for a post, the whole query: date bound, tables, bounds, exact values; once unmeasured before.
    pub fn top(&self, round: usize) -> Duration {
        let opening = &self.openings[round % self.openings.len()];
        threads(1, || {
            let ask = || timed(|| self.review.candidates_for(opening, &self.pool).top(10).run()).1;
            ask();
            ask()
        })
    }

    /// How many pairs are eligible, of those of the first ten posts.
    pub fn eligible(&self) -> f64 {
        let some: Vec<usize> =
            (0..self.pool.len()).step_by(self.pool.len().div_ceil(2_000)).collect();
        let people: Vec<Candidate> = self
            .pool
            .profiles()
            .enumerate()
            .filter(|(i, _)| some.contains(i))
            .map(|(_, p)| p.candidate().clone())
            .collect();
        let pool = self.matcher.candidates(people).expect("distinct");
        let matrix = self.review.matrix(&self.openings, &pool).run();
        let cells: Vec<Cell> = matrix.rows().flat_map(|r| r.cells.to_vec()).collect();
        let eligible = |c: &&Cell| c.verdict() == Verdict::Eligible && !c.contract_only();
        cells.iter().filter(eligible).count() as f64 / cells.len() as f64
    }

    /// Nanoseconds a pair of the full matrix with ten offers.
    pub fn matrix(&self, n: usize, rounds: usize) -> f64 {
        let ten = self.matcher.openings(self.openings.iter().take(10).map(|o| o.offer().clone()));
        let time = threads(n, || {
            let run =
                |_| timed(|| drop(self.review.matrix(&ten, &self.pool).run())).1.as_secs_f64();
            median((0..rounds).map(run))
        });
        time * 1e9 / (self.pool.len() * ten.len()) as f64
    }

    /// Microseconds of a whole assessment with trace, both sides compiled.
    pub fn traced(&self) -> f64 {
        let some = self.pool.profiles().take(500);
        let profiles: Vec<_> = some.map(|p| self.matcher.profile(p.candidate().clone())).collect();
        let (_, time) = timed(|| {
            for profile in &profiles {
                std::hint::black_box(self.review.assess(&self.openings[0], profile));
            }
        });
        time.as_secs_f64() * 1e6 / profiles.len() as f64
    }
}

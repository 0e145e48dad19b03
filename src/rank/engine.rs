//! The exact k best of many pairs, with or without bounds.
//!
//! With bounds, pairs are evaluated in falling order of their bound, block by block, until no bound reaches the k-th key any
//! more. The bound covers the whole key but potential and identifier, which are taken at their best, so ties stay exact.

use std::ops::{ControlFlow, Range};
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
};

use super::{
    classes::Memo,
    key::{Bound, Cell, Place},
    threads::map_chunks,
    top::Top,
};
use crate::assess::swift::SwiftRoom;

/// How many pairs one chunk holds: fixed, so that the work is cut the same way whatever the number of threads.
pub(crate) const CHUNK: usize = 16_384;

/// How many neighbours share one greatest bound.
const BLOCK: usize = 64;

/// How many blocks the first step of a bounded search reaches; each further step reaches four times as many.
const FIRST_STEP: usize = 32;

/// The pairs of one question, by position in an order sorted by identifier.
pub(crate) trait Pairs: Sync {
    fn len(&self) -> usize;

    /// What the pair is worth; `None` if the filter of the question leaves it out.
    fn cell(&self, position: usize, room: &mut Room) -> Option<Cell>;

    /// An upper bound of [`cell`](Self::cell) for each position of one chunk; [`Bound::NONE`] for what is surely left out.
    /// `out` has the chunk's length.
    fn bounds(&self, chunk: Range<usize>, out: &mut [Bound]);

    /// A bound nearer to the truth, which costs more: asked for what the first one lets through.
    fn closer(&self, position: usize, room: &mut Room) -> Bound {
        let _ = (position, room);
        Bound::MAX
    }
}

/// Room for the inner loop, one a thread.
#[derive(Default)]
pub(crate) struct Room {
    pub fit: SwiftRoom,
    /// Information of words in common.
    pub words: Vec<u32>,
    pub memo: Memo,
}

/// Rooms that are not in use: growing them costs more than many pairs.
#[derive(Default)]
struct Rooms(Mutex<Vec<Room>>);

impl Rooms {
    fn take(&self) -> Room {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give(&self, room: Room) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(room);
    }
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Pairs settled.
    pub done: usize,
    /// Pairs in all.
    pub total: usize,
}

/// The caller stopped the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped by the caller")]
pub struct Cancelled;

/// Tells the caller how far a run has come, and whether to go on.
pub(crate) struct Watch<'a> {
    hook: &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync),
    total: usize,
    done: AtomicUsize,
    stopped: AtomicBool,
}

impl<'a> Watch<'a> {
    pub fn new(hook: &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync), total: usize) -> Self {
        Self { hook, total, done: AtomicUsize::new(0), stopped: AtomicBool::new(false) }
    }

    /// Counts settled pairs; whether to go on. After a stop the hook is not called any more.
    pub fn settled(&self, pairs: usize) -> bool {
        let done = self.done.fetch_add(pairs, Relaxed) + pairs;
        if !self.stopped() && (self.hook)(Progress { done, total: self.total }).is_break() {
            self.stopped.store(true, Relaxed);
        }
        !self.stopped()
    }

    pub fn stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }

    /// The result, unless the run was stopped.
    pub fn finish<T>(&self, result: T) -> Result<T, Cancelled> {
        if self.stopped() { Err(Cancelled) } else { Ok(result) }
    }
}

/// The `most` greatest places, greatest first; all of them with `None`.
///
/// O(n) for the bounds, plus the evaluation of those that could enter; O(n log n) where all are asked for.
pub(crate) fn best(
    pairs: &impl Pairs,
    most: Option<usize>,
    watch: &Watch<'_>,
) -> Result<Vec<Place>, Cancelled> {
    let n = pairs.len();
    let found = match most {
        Some(0) => Vec::new(),
        Some(k) if k.saturating_mul(8) < n => bounded(pairs, k, watch),
        _ => {
            let mut all = exhaustive(pairs, watch);
            all.truncate(most.unwrap_or(usize::MAX));
            all
        }
    };
    watch.finish(found)
}

/// Every pair, sorted.
fn exhaustive(pairs: &impl Pairs, watch: &Watch<'_>) -> Vec<Place> {
    let chunks = map_chunks(pairs.len(), CHUNK, |chunk| {
        if watch.stopped() {
            return Vec::new();
        }
        let size = chunk.len();
        let mut room = Room::default();
        let places: Vec<Place> = chunk.filter_map(|at| place(pairs, at, &mut room)).collect();
        watch.settled(size);
        places
    });
    let mut all: Vec<Place> = chunks.into_iter().flatten().collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    all
}

fn place(pairs: &impl Pairs, at: usize, room: &mut Room) -> Option<Place> {
    pairs.cell(at, room).map(|cell| Place::new(cell, at as u32))
}

/// The bounds of one chunk and the greatest of each block.
struct Bounds {
    start: usize,
    each: Vec<Bound>,
    blocks: Vec<Bound>,
}

/// Evaluates by falling bound: first what reaches the greatest blocks, then further down, until the k-th key found bars
/// the rest. Each step evaluates the bounds of one interval, so nothing is evaluated twice.
fn bounded(pairs: &impl Pairs, k: usize, watch: &Watch<'_>) -> Vec<Place> {
    let chunks = map_chunks(pairs.len(), CHUNK, |chunk| {
        let bounds = chunk_bounds(pairs, chunk.clone(), watch);
        watch.settled(chunk.len());
        bounds
    });
    let mut greatest: Vec<Bound> = chunks.iter().flat_map(|c| &c.blocks).copied().collect();
    let chunks: Vec<Mutex<Bounds>> = chunks.into_iter().map(Mutex::new).collect();
    let rooms = Rooms::default();
    let mut top = Top::new(k);
    let mut above = Bound::ABOVE;
    let mut blocks = FIRST_STEP.max(k.div_ceil(BLOCK).saturating_mul(4));
    loop {
        let least = nth_greatest(&mut greatest, blocks);
        blocks = blocks.saturating_mul(4);
        let bar = floor(&top);
        if bar >= above || watch.stopped() {
            break;
        }
        let floor = bar.max(least);
        if floor >= above {
            // The greatest of these blocks are evaluated; what is beneath them in their blocks is not.
            continue;
        }
        let found = map_chunks(chunks.len(), 1, |range| {
            let bar = top.bar();
            let mut own = Top::new(k);
            let mut room = rooms.take();
            for chunk in chunks.get(range).unwrap_or_default() {
                // Each chunk is held by one thread at a time.
                let mut chunk = chunk.lock().unwrap_or_else(PoisonError::into_inner);
                evaluate(pairs, &mut chunk, floor..above, bar, &mut own, &mut room);
            }
            rooms.give(room);
            own
        });
        found.into_iter().for_each(|own| top.merge(own));
        if floor == Bound::LEAST {
            break;
        }
        above = floor;
    }
    top.into_sorted()
}

fn chunk_bounds(pairs: &impl Pairs, chunk: Range<usize>, watch: &Watch<'_>) -> Bounds {
    let start = chunk.start;
    let mut each = vec![Bound::MAX; chunk.len()];
    if !watch.stopped() {
        pairs.bounds(chunk, &mut each);
    }
    let blocks =
        each.chunks(BLOCK).map(|b| b.iter().copied().max().unwrap_or(Bound::NONE)).collect();
    Bounds { start, each, blocks }
}

/// The `n`-th greatest of these, the least possible if there are fewer. Reorders them; linear.
fn nth_greatest(bounds: &mut [Bound], n: usize) -> Bound {
    if n >= bounds.len() {
        return Bound::LEAST;
    }
    let (_, nth, _) = bounds.select_nth_unstable_by(n, |a, b| b.cmp(a));
    (*nth).max(Bound::LEAST)
}

/// The least bound that can still enter.
fn floor(top: &Top<Place>) -> Bound {
    top.bar().map_or(Bound::LEAST, |place| Bound::of(place.cell))
}

/// Evaluates what of the chunk has a bound within these; what a closer bound puts lower keeps that
/// one, and is met again further down.
fn evaluate(
    pairs: &impl Pairs,
    chunk: &mut Bounds,
    within: Range<Bound>,
    bar: Option<Place>,
    top: &mut Top<Place>,
    room: &mut Room,
) {
    let Range { start: mut floor, end: above } = within;
    let blocks = chunk.blocks.iter().zip(chunk.each.chunks_mut(BLOCK));
    for ((greatest, each), start) in blocks.zip((chunk.start..).step_by(BLOCK)) {
        if *greatest < floor {
            continue;
        }
        for (bound, at) in each.iter_mut().zip(start..) {
            if *bound < floor || *bound >= above {
                continue;
            }
            let closer = pairs.closer(at, room).min(*bound);
            if closer < floor {
                *bound = closer;
                continue;
            }
            if let Some(place) = place(pairs, at, room)
                && bar.is_none_or(|bar| place > bar)
            {
                top.offer(place);
                floor = floor.max(self::floor(top));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assess::{
            Tier,
            evidence::{Band, Bands},
        },
        base::{Points, Verdict},
        rank::{key::Class, query::Filter},
    };
    use proptest::prelude::*;

    /// Cells with bounds that are too high by some amount.
    struct Synthetic {
        cells: Vec<Cell>,
        classes: Vec<Class>,
        slack: Vec<u16>,
        filter: Filter,
    }

    impl Pairs for Synthetic {
        fn len(&self) -> usize {
            self.cells.len()
        }
        fn cell(&self, at: usize, _: &mut Room) -> Option<Cell> {
            Some(self.cells[at]).filter(|cell| self.filter.admits(*cell))
        }
        fn bounds(&self, chunk: Range<usize>, out: &mut [Bound]) {
            for (at, out) in chunk.zip(out) {
                let score = self.cells[at].score().unwrap_or_default().get() + self.slack[at];
                *out = Bound::of(self.classes[at].fit(band(score), score, 0));
            }
        }
        fn closer(&self, at: usize, _: &mut Room) -> Bound {
            let score = self.cells[at].score().unwrap_or_default().get() + self.slack[at] / 2;
            Bound::of(self.classes[at].fit(band(score), score, 0))
        }
    }

    fn band(score: u16) -> Band {
        Bands::default().band(Points::new(u32::from(score)))
    }

    fn cell() -> impl Strategy<Value = (Class, Cell)> {
        // Few distinct values: ties are the rule.
        let verdict = prop_oneof![
            Just(Verdict::Ineligible),
            Just(Verdict::Undetermined),
            Just(Verdict::Eligible)
        ];
        let tier = prop_oneof![Just(None), Just(Some(Tier::Citizen)), Just(Some(Tier::Fallback))];
        (verdict, any::<bool>(), tier, 0u16..6, 0u16..2, prop::bool::weighted(0.9)).prop_map(
            |(verdict, contract, tier, score, more, fit)| {
                let class = Class::new(verdict, contract, tier, tier.map_or(0, |t| t as u8));
                let score = score * 1_500;
                let cell = if fit {
                    class.fit(band(score), score, score + more * 500)
                } else {
                    class.unfit()
                };
                (class, cell)
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
        #[test]
        fn bounded_is_sort_then_cut(
            seeds in prop::collection::vec((cell(), 0u16..3_000), 1..60),
            n in 0usize..40_000,
            k in 0usize..300,
            keep in prop::array::uniform3(any::<bool>()),
            minimum in 0u32..5_000,
        ) {
            // A long list of few values, spread without order.
            let at = |i: usize| (i.wrapping_mul(2_654_435_761) >> 7) % seeds.len();
            let filter = Filter { verdicts: keep, minimum: Points::new(minimum) };
            let pairs = Synthetic {
                cells: (0..n).map(|i| seeds[at(i)].0.1).collect(),
                classes: (0..n).map(|i| seeds[at(i)].0.0).collect(),
                slack: (0..n).map(|i| seeds[at(i)].1).collect(),
                filter,
            };
            let quiet = |_: Progress| ControlFlow::Continue(());
            let found = best(&pairs, Some(k), &Watch::new(&quiet, n)).unwrap();
            let mut all = exhaustive(&pairs, &Watch::new(&quiet, n));
            all.truncate(k);
            prop_assert_eq!(found, all);
        }
    }

    #[test]
    fn a_stop_is_reported_and_the_hook_falls_silent() {
        let pairs = Synthetic {
            cells: vec![Class::new(Verdict::Eligible, false, None, 0).unfit(); CHUNK * 3],
            classes: vec![Class::default(); CHUNK * 3],
            slack: vec![0; CHUNK * 3],
            filter: Filter::default(),
        };
        for most in [None, Some(1)] {
            let calls = AtomicUsize::new(0);
            let hook = |progress: Progress| {
                calls.fetch_add(1, Relaxed);
                assert!(progress.done <= progress.total);
                ControlFlow::Break(())
            };
            assert_eq!(best(&pairs, most, &Watch::new(&hook, CHUNK * 3)), Err(Cancelled));
            assert!(calls.load(Relaxed) >= 1);
        }
    }
}

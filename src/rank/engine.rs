//! The exact k best of many pairs, with or without bounds.
//!
//! With bounds, pairs are evaluated in falling order of their bound, block by block, until no bound reaches the k-th key any
//! more. The bound covers the whole key but potential and identifier, which are taken at their best, so ties stay exact.

use std::ops::{ControlFlow, Range};
use std::sync::{
    Mutex, MutexGuard, PoisonError,
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

/// How many neighbours share one greatest bound, as many as a word has bits.
const BLOCK: usize = 64;

/// How many blocks the first step of a bounded search reaches, at least.
const FIRST_STEP: usize = 32;

/// The pairs of one question, by position in an order sorted by identifier.
pub(crate) trait Pairs: Sync {
    fn len(&self) -> usize;

    /// What the pair is worth; `None` if the filter of the question leaves it out.
    fn cell(&self, position: usize, room: &mut Room) -> Option<Cell>;

    /// An upper bound of [`cell`](Self::cell) for each position of one chunk; [`Bound::NONE`] for what is surely left out.
    /// `out` has the chunk's length. What does not reach `floor` may be left out too.
    fn bounds(&self, chunk: Range<usize>, floor: Bound, out: &mut [Bound]);

    /// Lowers these bounds to some between them and the truth, which costs more: asked once, for what the first ones let
    /// through. Below `floor` they need not be tight.
    fn closer(&self, bounds: &mut [(Bound, usize)], floor: Bound, room: &mut Room) {
        let _ = (bounds, floor, room);
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
pub(crate) struct Rooms(Mutex<Vec<Room>>);

impl Rooms {
    /// Lends a room that no other thread has.
    pub fn lend<T>(&self, work: impl FnOnce(&mut Room) -> T) -> T {
        let rooms = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = rooms().pop().unwrap_or_default();
        let done = work(&mut room);
        rooms().push(room);
        done
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
    /// By block, a bit for each: whether its bound is the closer one.
    closer: Vec<u64>,
    blocks: Vec<Bound>,
}

/// Evaluates by falling bound: first what reaches the greatest blocks, then further down, until the k-th key found bars
/// the rest.
fn bounded(pairs: &impl Pairs, k: usize, watch: &Watch<'_>) -> Vec<Place> {
    let search = Search { pairs, k, top: Mutex::new(Top::new(k)), rooms: Rooms::default(), watch };
    let blocks = FIRST_STEP.max(k.div_ceil(BLOCK).saturating_mul(4));
    // The first chunk tells the others what must be reached at least: few of them then need a bound to the last figure.
    let begun = CHUNK.min(pairs.len());
    let mut first = search.bounds(0..begun, Bound::LEAST);
    let mut greatest = first.blocks.clone();
    for blocks in steps(blocks) {
        let least = nth_greatest(&mut greatest, blocks);
        search.evaluate(&mut first, least);
        if search.is_full() || least == Bound::LEAST || watch.stopped() {
            break;
        }
    }
    let floor = search.floor();
    let others = map_chunks(pairs.len() - begun, CHUNK, |chunk| {
        search.bounds(begun + chunk.start..begun + chunk.end, floor)
    });
    let chunks: Vec<Bounds> = std::iter::once(first).chain(others).collect();
    let mut greatest: Vec<Bound> = chunks.iter().flat_map(|c| &c.blocks).copied().collect();
    let chunks: Vec<Mutex<Bounds>> = chunks.into_iter().map(Mutex::new).collect();
    let mut steps = steps(blocks);
    let mut least = Bound::ABOVE;
    // What has a bound below `least` is not evaluated yet.
    while least > search.floor() && !watch.stopped() {
        least = steps.next().map_or(Bound::LEAST, |blocks| nth_greatest(&mut greatest, blocks));
        map_chunks(chunks.len(), 1, |range| {
            for chunk in chunks.get(range).unwrap_or_default() {
                // Each chunk is held by one thread at a time.
                let mut chunk = chunk.lock().unwrap_or_else(PoisonError::into_inner);
                search.evaluate(&mut chunk, least);
            }
        });
    }
    search.top.into_inner().unwrap_or_else(PoisonError::into_inner).into_sorted()
}

/// How many blocks each step reaches: four times as many as the one before.
fn steps(first: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(first), |blocks| Some(blocks.saturating_mul(4)))
}

/// The `n`-th greatest of these, the least possible if there are fewer. Reorders them; linear.
fn nth_greatest(bounds: &mut [Bound], n: usize) -> Bound {
    if n >= bounds.len() {
        return Bound::LEAST;
    }
    let (_, nth, _) = bounds.select_nth_unstable_by(n, |a, b| b.cmp(a));
    (*nth).max(Bound::LEAST)
}

/// A bounded search under way.
struct Search<'a, P> {
    pairs: &'a P,
    k: usize,
    /// The best found so far, whichever thread found them.
    top: Mutex<Top<Place>>,
    rooms: Rooms,
    watch: &'a Watch<'a>,
}

impl<P: Pairs> Search<'_, P> {
    fn top(&self) -> MutexGuard<'_, Top<Place>> {
        self.top.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether as many were found as are asked for.
    fn is_full(&self) -> bool {
        self.top().bar().is_some()
    }

    /// The least bound that can still enter.
    fn floor(&self) -> Bound {
        reach(self.top().bar())
    }

    /// The bounds of a chunk; what does not reach `floor` may have none.
    fn bounds(&self, chunk: Range<usize>, floor: Bound) -> Bounds {
        let start = chunk.start;
        let mut each = vec![Bound::NONE; chunk.len()];
        if !self.watch.stopped() {
            self.pairs.bounds(chunk, floor, &mut each);
        }
        self.watch.settled(each.len());
        let greatest = |block: &[Bound]| block.iter().copied().max().unwrap_or(Bound::NONE);
        let blocks: Vec<Bound> = each.chunks(BLOCK).map(greatest).collect();
        Bounds { start, each, closer: vec![0; blocks.len()], blocks }
    }

    /// Evaluates what of a chunk has a bound of at least this, and may enter, the greatest first; of what closer bounds put
    /// lower, so many that the list is full. What was evaluated keeps no bound; the rest keeps the closer one, and may be met
    /// again further down.
    fn evaluate(&self, chunk: &mut Bounds, least: Bound) {
        let bar = self.top().bar();
        let mut floor = least.max(reach(bar));
        let mut own = Top::new(self.k);
        let mut known = Vec::new();
        let mut fresh = Vec::new();
        let blocks = chunk.blocks.iter().zip(chunk.each.chunks(BLOCK)).zip(&mut chunk.closer);
        for (((greatest, each), closer), first) in blocks.zip((0..).step_by(BLOCK)) {
            if *greatest < floor {
                continue;
            }
            for (bound, at) in each.iter().zip(first..) {
                if *bound >= floor {
                    let bit = 1 << (at % BLOCK);
                    let of = if *closer & bit == 0 { &mut fresh } else { &mut known };
                    *closer |= bit;
                    of.push((*bound, chunk.start + at));
                }
            }
        }
        self.rooms.lend(|room| {
            self.pairs.closer(&mut fresh, floor, room);
            let mut all = fresh;
            all.append(&mut known);
            for (bound, at) in &all {
                if let Some(known) = chunk.each.get_mut(at - chunk.start) {
                    *known = *bound;
                }
            }
            all.sort_unstable_by(|a, b| b.cmp(a));
            for (bound, at) in all {
                // Any full list tells the next chunks more than none.
                let full = bar.is_some() || own.bar().is_some();
                if bound == Bound::NONE || full && bound < floor {
                    break;
                }
                if let Some(known) = chunk.each.get_mut(at - chunk.start) {
                    *known = Bound::NONE;
                }
                if let Some(place) = place(self.pairs, at, room)
                    && bar.is_none_or(|bar| place > bar)
                {
                    own.offer(place);
                    floor = floor.max(reach(own.bar()));
                }
            }
        });
        self.top().merge(own);
    }
}

/// The least bound that can still enter beside the worst of a full list.
fn reach(bar: Option<Place>) -> Bound {
    bar.map_or(Bound::LEAST, |place| Bound::of(place.cell))
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
        fn bounds(&self, chunk: Range<usize>, _: Bound, out: &mut [Bound]) {
            for (at, out) in chunk.zip(out) {
                let score = self.cells[at].score().unwrap_or_default().get() + self.slack[at];
                *out = Bound::of(self.classes[at].fit(band(score), score, 0));
            }
        }
        fn closer(&self, bounds: &mut [(Bound, usize)], _: Bound, _: &mut Room) {
            for (bound, at) in bounds {
                let score = self.cells[*at].score().unwrap_or_default().get() + self.slack[*at] / 2;
                assert_ne!(*bound, Bound::NONE, "asked once, for what may enter");
                *bound = Bound::of(self.classes[*at].fit(band(score), score, 0)).min(*bound);
            }
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

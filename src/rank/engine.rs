//! The exact k best of many pairs, with or without bounds.
//!
//! With bounds, every pair says what it promises, which takes a few nanoseconds. Some begin, those of them that promise most
//! before the others; they are evaluated in falling order of closer and closer bounds, until none reaches the k-th key that was
//! found so far. Of all others few are then looked at again. A bound covers the whole key but potential and identifier, which are
//! taken at their best, so ties stay exact.

use std::collections::{BinaryHeap, binary_heap::PeekMut};
use std::ops::{ControlFlow, Range};
use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
};

use super::{
    classes::Memo,
    key::{Bound, Cell, Place},
    threads::{chunks, map_chunks},
    top::Top,
};
use crate::assess::swift::SwiftRoom;

/// How many pairs one chunk holds: fixed, so that the work is cut the same way whatever the number of threads.
pub(crate) const CHUNK: usize = 16_384;

/// With how many pairs each chunk begins, at least.
const HEAD: usize = 2_048;

/// How many of these come first, about: those that promise most.
const FIRST: usize = 512;

/// How many times as many have come before the others do.
const MORE: usize = 8;

/// How many of those that begin are looked at together.
const PIECE: usize = 1_024;

/// How many pairs say what they promise before those that promise enough get closer bounds.
const TOGETHER: usize = 256;

/// How many pairs at a time get closer bounds: what lies apart in memory is waited for together.
const STEP: usize = 32;

/// What a pair promises: a bound that is greater where more may come of it. Only the pairs themselves know its unit.
pub(crate) type Promise = u16;

/// The pairs of one question.
pub(crate) trait Pairs: Sync {
    fn len(&self) -> usize;

    /// The position of a pair in an order sorted by identifier.
    fn position(&self, at: usize) -> usize {
        at
    }

    /// What the pair is worth; `None` if the filter of the question leaves it out.
    fn cell(&self, at: usize, room: &mut Room) -> Option<Cell>;

    /// What each of these pairs of one chunk promises.
    fn promises(&self, pairs: Range<usize>, promises: &mut [Promise]);

    /// The least promise with which a pair may reach `floor`.
    fn least(&self, floor: Bound) -> Promise;

    /// Hands over an upper bound of [`cell`](Self::cell) for each of these pairs, with what they promised, but those that are
    /// surely left out or do not reach `floor`.
    fn bounds(
        &self,
        pairs: &[(u32, Promise)],
        floor: Bound,
        room: &mut Room,
        take: impl FnMut(Entry),
    );

    /// Lowers these bounds to some between them and the truth, which costs more: asked once, for what the first ones let
    /// through. Below `floor`, which nothing below can enter any more, they need not be tight.
    fn closer(&self, bounds: &mut [Entry], floor: Bound, room: &mut Room) {
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

/// Whether bounds are asked for, if so many of so many pairs are wanted.
pub(crate) fn is_bounded(most: Option<usize>, pairs: usize) -> bool {
    most.is_some_and(|k| k > 0 && k.saturating_mul(8) < pairs)
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
        Some(k) if is_bounded(most, n) => bounded(pairs, k, watch),
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
        let places: Vec<Place> =
            chunk.filter_map(|at| place(pairs, at as u32, &mut room)).collect();
        watch.settled(size);
        places
    });
    let mut all: Vec<Place> = chunks.into_iter().flatten().collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    all
}

fn place(pairs: &impl Pairs, at: u32, room: &mut Room) -> Option<Place> {
    let at = at as usize;
    pairs.cell(at, room).map(|cell| Place::new(cell, pairs.position(at) as u32))
}

/// Promises, then closer bounds and values of what may still enter. What is looked at hears of the best that were found before,
/// so that few pairs need a bound to the last figure: so those of the heads of all chunks which promise most are evaluated
/// before any others.
fn bounded(pairs: &impl Pairs, k: usize, watch: &Watch<'_>) -> Vec<Place> {
    let search = Search { pairs, k, top: Mutex::new(Top::new(k)), rooms: Rooms::default(), watch };
    let n = pairs.len();
    let first = FIRST.max(k.saturating_mul(4));
    let head = |chunk: &Range<usize>| chunk.start..(chunk.start + HEAD.max(first)).min(chunk.end);
    let heads = map_chunks(n, CHUNK, |chunk| search.promised(head(&chunk))).concat();
    // What so many of them promise at least.
    let mut order: Vec<Promise> = heads.iter().map(|(_, promise)| *promise).collect();
    let mut cut = |size: usize| match size {
        size if size < order.len() => {
            u32::from(*order.select_nth_unstable_by(size, |a, b| b.cmp(a)).1)
        }
        _ => 0,
    };
    let (best, good) = (cut(first), cut(first.saturating_mul(MORE)));
    for promised in [best..u32::MAX, good..best, 0..good] {
        let some = heads.iter().filter(|(_, promise)| promised.contains(&u32::from(*promise)));
        search.evaluate_pieces(&some.copied().collect::<Vec<_>>());
    }
    map_chunks(n, CHUNK, |chunk| {
        let size = chunk.len();
        search.evaluate_range(head(&chunk).end..chunk.end);
        watch.settled(size);
    });
    search.top.into_inner().unwrap_or_else(PoisonError::into_inner).into_sorted()
}

/// A pair that may enter, with its bound.
pub(crate) type Entry = (Bound, u32);

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

    /// These pairs with what they promise.
    fn promised(&self, pairs: Range<usize>) -> Vec<(u32, Promise)> {
        if !self.watch.settled(0) {
            return Vec::new();
        }
        let mut promises = vec![0; pairs.len()];
        self.pairs.promises(pairs.clone(), &mut promises);
        (pairs.start as u32..).zip(promises).collect()
    }

    /// Evaluates what of these pairs may enter, piece by piece.
    fn evaluate_pieces(&self, pairs: &[(u32, Promise)]) {
        map_chunks(pairs.len(), PIECE, |piece| {
            self.evaluate(|floor, room, open| {
                let some = pairs.get(piece.clone()).unwrap_or_default();
                self.pairs.bounds(some, floor, room, |entry| open.push(entry));
            });
        });
    }

    /// Evaluates what of these pairs of one chunk may enter.
    fn evaluate_range(&self, pairs: Range<usize>) {
        self.evaluate(|floor, room, open| {
            let least = self.pairs.least(floor);
            let mut promises = [0; TOGETHER];
            let mut pass = [(0, 0); TOGETHER];
            for some in chunks(pairs.len(), TOGETHER) {
                let from = pairs.start + some.start;
                let promises = promises.get_mut(..some.len()).unwrap_or_default();
                self.pairs.promises(from..from + some.len(), promises);
                // Without a branch, which could not be foreseen.
                let mut count = 0;
                for (at, promise) in (from as u32..).zip(promises) {
                    pass[count % TOGETHER] = (at, *promise);
                    count += usize::from(*promise >= least);
                }
                let pass = pass.get(..count).unwrap_or_default();
                self.pairs.bounds(pass, floor, room, |entry| open.push(entry));
            }
        });
    }

    /// Evaluates what of these may enter, the greatest bound first.
    fn evaluate(&self, bounds: impl FnOnce(Bound, &mut Room, &mut Vec<Entry>)) {
        if self.watch.stopped() {
            return;
        }
        let bar = self.top().bar();
        let mut floor = reach(bar);
        let mut own = Top::new(self.k);
        self.rooms.lend(|room| {
            let mut open: Vec<Entry> = Vec::new();
            bounds(floor, room, &mut open);
            open.sort_unstable_by(|a, b| b.cmp(a));
            let mut open = open.as_mut_slice();
            // With closer bounds, but not yet evaluated: there may be greater ones.
            let mut ready: BinaryHeap<Entry> = BinaryHeap::new();
            while let Some((now, later)) = open.split_at_mut_checked(STEP.min(open.len()))
                && now.first().is_some_and(|(bound, _)| *bound >= floor)
                && !self.watch.stopped()
            {
                self.pairs.closer(now, floor, room);
                ready.extend(now.iter().filter(|(bound, _)| *bound >= floor));
                open = later;
                let next = open.first().map_or(Bound::LEAST, |(bound, _)| *bound);
                while let Some(greatest) = ready.peek_mut()
                    && greatest.0 >= next.max(floor)
                {
                    let (_, at) = PeekMut::pop(greatest);
                    if let Some(place) = place(self.pairs, at, room)
                        && bar.is_none_or(|bar| place > bar)
                    {
                        own.offer(place);
                        floor = floor.max(reach(own.bar()));
                    }
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
        fn promises(&self, pairs: Range<usize>, promises: &mut [Promise]) {
            let score = |at: usize| self.cells[at].score().unwrap_or_default().get();
            for (at, promise) in pairs.zip(promises) {
                *promise = score(at) + 2 * self.slack[at];
            }
        }
        fn least(&self, floor: Bound) -> Promise {
            let best = |score: &u16| Bound::of(Class::BEST.fit(band(*score), *score, 0)) >= floor;
            (0..=10_000).find(best).unwrap_or(Promise::MAX)
        }
        fn bounds(
            &self,
            pairs: &[(u32, Promise)],
            floor: Bound,
            _: &mut Room,
            mut take: impl FnMut(Entry),
        ) {
            for (at, promise) in pairs {
                let score = promise - self.slack[*at as usize];
                let bound = Bound::of(self.classes[*at as usize].fit(band(score), score, 0));
                if bound >= floor {
                    take((bound, *at));
                }
            }
        }
        fn closer(&self, bounds: &mut [Entry], _: Bound, _: &mut Room) {
            for (bound, at) in bounds {
                let at = &(*at as usize);
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

//! What bounds read of the candidates of a pool: chunk by chunk, those with most features first. A loop that is as long as the
//! last one is foreseen by the processor, what is read in the order in which it lies is fetched ahead, and who has most scores
//! most.

use std::{cmp::Reverse, ops::Range};

use serde::{Deserialize, Serialize};

use super::{engine::CHUNK, threads::chunks};
use crate::{
    assess::feature::{Career, FeatureRows, rows},
    compile::{months::Month, rows::Rows},
};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Bounding {
    /// By rank in the chunk: the features of a candidate, each once, under numbers that fit in a byte, and the others. Those
    /// that are missing in a row have the number 0. Everybody is read for every question, so each byte counts.
    often: Rows<[u8; 4]>,
    seldom: Rows<[u16; 2]>,
    briefs: Vec<Brief>,
    /// By rank: when the first post has begun.
    since: Vec<Month>,
    /// By rank: the place in the chunk.
    places: Vec<u16>,
}

/// How many rows of features a candidate has, and the level of responsibility reached: what the first bound reads beside the
/// features themselves.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Brief {
    often: u8,
    seldom: u8,
    reached: u8,
}

/// A feature less than this has a number of one byte.
const OFTEN: u16 = 1 << 8;

/// So many features with longer numbers are counted.
pub(super) const MOST_SELDOM: usize = 2 * u8::MAX as usize;

/// How many rows the short numbers take, and how many the others.
fn counts(held: &[u16]) -> [usize; 2] {
    let often = held.iter().filter(|number| **number < OFTEN).count();
    [often.div_ceil(4), (held.len() - often).div_ceil(2)]
}

impl Bounding {
    /// Of candidates with these features and careers. Of features that are seldom nobody has more than [`MOST_SELDOM`].
    pub fn new(held: &Rows<u16>, careers: &[Career]) -> Self {
        let n = careers.len();
        let items = (0..n)
            .map(|at| counts(held.get(at)))
            .fold([0, 0], |[often, seldom], more| [often + more[0], seldom + more[1]]);
        let mut made = Self {
            often: Rows::with_capacity(n, items[0]),
            seldom: Rows::with_capacity(n, items[1]),
            briefs: Vec::with_capacity(n),
            since: Vec::with_capacity(n),
            places: Vec::with_capacity(n),
        };
        let (mut often, mut seldom) = (Vec::new(), Vec::new());
        for chunk in chunks(n, CHUNK) {
            let mut order: Vec<u16> = (0..chunk.len()).map(|at| at as u16).collect();
            // Those with as many rows of either kind beside each other.
            order.sort_by_cached_key(|at| {
                let held = held.get(chunk.start + usize::from(*at));
                let [often, seldom] = counts(held);
                (Reverse(held.len().div_ceil(4)), seldom, often)
            });
            for place in &order {
                let at = chunk.start + usize::from(*place);
                let held = held.get(at);
                let career = careers.get(at).copied().unwrap_or_default();
                often.clear();
                seldom.clear();
                for number in held {
                    match u8::try_from(*number) {
                        Ok(short) => often.push(short),
                        Err(_) => seldom.push(*number),
                    }
                }
                made.often.push(rows(&often));
                made.seldom.push(rows(&seldom));
                let [often, seldom] = counts(held).map(|rows| rows as u8);
                made.briefs.push(Brief { often, seldom, reached: career.reached });
                made.since.push(career.since);
            }
            made.places.extend(order);
        }
        made
    }

    /// Features and the level of responsibility of the candidates of these ranks.
    #[inline]
    pub fn some(&self, ranks: Range<usize>) -> impl Iterator<Item = (FeatureRows<'_>, u8)> {
        let (mut often, mut seldom) = (self.often.from(ranks.start), self.seldom.from(ranks.start));
        let briefs = self.briefs.get(ranks).unwrap_or_default();
        briefs.iter().map_while(move |brief| {
            let (own_often, rest) = often.split_at_checked(brief.often.into())?;
            often = rest;
            let (own_seldom, rest) = seldom.split_at_checked(brief.seldom.into())?;
            seldom = rest;
            Some((FeatureRows { often: own_often, seldom: own_seldom }, brief.reached))
        })
    }

    /// Which candidate has this rank.
    #[inline]
    pub fn position(&self, rank: usize) -> usize {
        let place = self.places.get(rank).copied().unwrap_or_default();
        rank - rank % CHUNK + usize::from(place)
    }

    /// Features, time and responsibility of the candidate of this rank.
    #[inline]
    pub fn get(&self, rank: usize) -> (FeatureRows<'_>, Career) {
        let since = self.since.get(rank).copied().unwrap_or_default();
        let reached = self.briefs.get(rank).map_or(0, |brief| brief.reached);
        let held = FeatureRows { often: self.often.get(rank), seldom: self.seldom.get(rank) };
        (held, Career { since, reached })
    }

    /// By candidate: its rank among all.
    pub fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.places.len()];
        for rank in 0..self.places.len() {
            if let Some(known) = ranks.get_mut(self.position(rank)) {
                *known = rank as u32;
            }
        }
        ranks
    }

    /// Whether everything lies where it is looked for: what was read from bytes need not.
    pub fn is_sound(&self, n: usize) -> bool {
        let each_once = chunks(n, CHUNK).all(|chunk| {
            let mut met = vec![false; chunk.len()];
            let places = self.places.get(chunk).unwrap_or_default();
            places.iter().all(|place| {
                met.get_mut(usize::from(*place)).is_some_and(|met| !std::mem::replace(met, true))
            })
        });
        let as_counted = self.briefs.iter().enumerate().all(|(rank, brief)| {
            self.often.get(rank).len() == usize::from(brief.often)
                && self.seldom.get(rank).len() == usize::from(brief.seldom)
        });
        self.often.is_sound(n)
            && self.seldom.is_sound(n)
            && self.briefs.len() == n
            && as_counted
            && self.since.len() == n
            && self.places.len() == n
            && each_once
    }

    /// Bytes in all.
    pub fn size(&self) -> usize {
        self.often.size()
            + self.seldom.size()
            + size_of_val(&*self.briefs)
            + size_of_val(&*self.since)
            + size_of_val(&*self.places)
    }
}

const _: () = assert!(CHUNK < 1 << 16, "places in a chunk fit in two bytes");
const _: () =
    assert!(OFTEN.div_ceil(4) <= u8::MAX as u16, "rows of short numbers are counted in a byte");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn everybody_is_found_with_what_they_have(
            people in vec((vec(1u16..600, 0..40), any::<u16>(), any::<u8>()), 1..60),
            many in prop::bool::weighted(0.06),
        ) {
            let (mut held, mut careers) = (Rows::default(), Vec::new());
            // Once, or so often that there is more than one chunk.
            for _ in 0..if many { CHUNK / people.len() + 1 } else { 1 } {
                for (numbers, since, reached) in &people {
                    held.push(numbers.iter().copied());
                    careers.push(Career { since: *since, reached: *reached });
                }
            }
            let n = careers.len();
            let bounding = Bounding::new(&held, &careers);
            prop_assert!(bounding.is_sound(n));
            let from = n / 3;
            for (rank, (some, reached)) in (from..n).zip(bounding.some(from..n)) {
                let (one, career) = bounding.get(rank);
                prop_assert_eq!((some.often, some.seldom, reached), (one.often, one.seldom, career.reached));
            }
            for (at, rank) in bounding.ranks().into_iter().enumerate() {
                prop_assert_eq!(bounding.position(rank as usize), at);
                let (own, career) = bounding.get(rank as usize);
                prop_assert_eq!(career, careers[at]);
                let mut numbers: Vec<usize> = own.numbers().filter(|number| *number > 0).collect();
                let mut all: Vec<usize> = held.get(at).iter().copied().map(usize::from).collect();
                numbers.sort_unstable();
                all.sort_unstable();
                prop_assert_eq!(numbers, all);
            }
        }
    }
}

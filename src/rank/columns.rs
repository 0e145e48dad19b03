//! What rankings read of many candidates: numbers side by side, in the order of the pool.

use std::{cmp::Reverse, collections::HashMap, ops::Range};

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::{engine::CHUNK, threads::chunks};
use crate::{
    assess::feature::{Career, Feature, features},
    compile::{
        Facts, Home,
        people::{self, People},
        profile::Profile,
        rows::Rows,
    },
};

/// The columns of a pool.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Columns {
    /// What the fit reads.
    pub people: People,
    /// Distinct parts of facts, numbered.
    pub parts: Vec<Facts>,
    /// By candidate: its parts.
    pub shared: Rows<u32>,
    /// By candidate: residence in its common form.
    pub homes: Vec<Home>,
    /// What bounds read of each candidate.
    pub bounding: Bounding,
    /// Distinct features, numbered in their order; `None` is the first: any feature at all.
    pub features: Vec<Option<Feature>>,
}

/// The number of [`Columns::features`] that stands for those which find no number of their own.
const ANY: u16 = 0;

/// Numbers given while candidates are added.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    people: people::Numbers,
    parts: HashMap<Facts, u32, FixedState>,      // lookup only
    features: HashMap<Feature, u16, FixedState>, // lookup only
    own: Vec<Feature>,
}

impl Columns {
    /// How many candidates.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    /// Adds a candidate.
    pub fn push(&mut self, facts: &Facts, profile: &Profile, numbers: &mut Numbers) {
        let split = facts.parts();
        let Numbers { people, parts, .. } = numbers;
        self.shared.push(split.shared.into_iter().map(|part| {
            *parts.entry(part).or_insert_with_key(|part| {
                self.parts.push(part.clone());
                self.parts.len() as u32 - 1
            })
        }));
        self.homes.push(split.home);
        self.people.push(profile, people);
        self.feature(numbers);
    }

    /// Adds a candidate of other columns.
    pub fn copy(&mut self, other: &Self, at: usize, numbers: &mut Numbers) {
        let Numbers { people, parts, .. } = numbers;
        let shared = other.shared.get(at).iter().filter_map(|n| other.parts.get(*n as usize));
        self.shared.push(shared.map(|part| match parts.get(part) {
            Some(number) => *number,
            None => {
                let number = self.parts.len() as u32;
                self.parts.push(part.clone());
                parts.insert(part.clone(), number);
                number
            }
        }));
        self.homes.push(other.homes.get(at).copied().unwrap_or(Home::NONE));
        self.people.copy(&other.people, at, people);
        self.feature(numbers);
    }

    /// Numbers the features of the candidate added last.
    fn feature(&mut self, numbers: &mut Numbers) {
        if self.features.is_empty() {
            self.features.push(None);
        }
        let Numbers { features: known, own, .. } = numbers;
        if let Some(person) = self.people.get(self.people.len() - 1) {
            features(&person, own);
            self.bounding.careers.push(Career::of(person.stints));
        }
        let mut held: Vec<u16> = own
            .iter()
            .map(|feature| match known.get(feature) {
                Some(number) => *number,
                None => match u16::try_from(self.features.len()) {
                    Ok(number) => {
                        self.features.push(Some(*feature));
                        known.insert(*feature, number);
                        number
                    }
                    Err(_) => ANY,
                },
            })
            .collect();
        held.sort_unstable();
        held.dedup();
        self.bounding.held.push(held);
    }

    /// Makes ready what was added.
    pub fn finish(&mut self) {
        self.people.finish();
        // The most frequent first, so that most of what a bound reads lies near; `None` stays first.
        let mut counts = vec![0u32; self.features.len()];
        for number in self.bounding.held.all_mut() {
            if let Some(count) = counts.get_mut(usize::from(*number)) {
                *count += 1;
            }
        }
        let mut order: Vec<usize> = (0..self.features.len()).collect();
        order.sort_unstable_by_key(|at| {
            let feature = self.features.get(*at).copied().flatten();
            (feature.is_some(), counts.get(*at).map(|count| Reverse(*count)), feature)
        });
        let mut numbers = vec![ANY; order.len()];
        for (at, number) in order.iter().zip(0u16..=u16::MAX) {
            if let Some(place) = numbers.get_mut(*at) {
                *place = number;
            }
        }
        self.features = order.iter().filter_map(|at| self.features.get(*at)).copied().collect();
        for number in self.bounding.held.all_mut() {
            *number = numbers.get(usize::from(*number)).copied().unwrap_or(ANY);
        }
        self.bounding.arrange();
        self.shared.shrink();
        self.homes.shrink_to_fit();
    }

    /// Whether everything lies where it is looked for: what was read from bytes need not.
    pub fn is_sound(&self) -> bool {
        let n = self.len();
        self.people.len() == n
            && self.people.is_sound()
            && self.shared.is_sound(n)
            && self.bounding.is_sound(n)
    }

    /// Bytes in all.
    pub fn size(&self) -> usize {
        self.people.size()
            + self.parts.iter().map(Facts::size).sum::<usize>()
            + self.shared.size()
            + size_of_val(&*self.homes)
            + size_of_val(&*self.features)
            + self.bounding.size()
    }
}

/// What bounds read of the candidates: chunk by chunk, those with fewest features first. A loop that is as long as the last
/// one is foreseen by the processor, and what is read in the order in which it lies is fetched ahead.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Bounding {
    /// By rank in the chunk: the features of a candidate, each once.
    held: Rows<u16>,
    /// By rank: time and responsibility.
    careers: Vec<Career>,
    /// By rank: the place in the chunk.
    places: Vec<u16>,
}

impl Bounding {
    /// Everything of a chunk: the place of each candidate, its features, time and responsibility.
    #[inline]
    pub fn chunk(&self, chunk: Range<usize>) -> impl Iterator<Item = (usize, &[u16], Career)> {
        let places = self.places.get(chunk.clone()).unwrap_or_default();
        let careers = self.careers.get(chunk.clone()).unwrap_or_default();
        let held = chunk.map(|at| self.held.get(at));
        places
            .iter()
            .zip(careers)
            .zip(held)
            .map(|((place, career), held)| (usize::from(*place), held, *career))
    }

    /// Sorts what was added in the order of the candidates.
    fn arrange(&mut self) {
        let added = std::mem::take(self);
        for chunk in chunks(added.careers.len(), CHUNK) {
            let mut order: Vec<u16> = (0..chunk.len()).map(|at| at as u16).collect();
            order.sort_by_cached_key(|at| added.held.get(chunk.start + usize::from(*at)).len());
            for at in order.iter().map(|at| chunk.start + usize::from(*at)) {
                self.held.push(added.held.get(at).iter().copied());
                self.careers.push(added.careers.get(at).copied().unwrap_or_default());
            }
            self.places.extend(order);
        }
        self.held.shrink();
        self.careers.shrink_to_fit();
        self.places.shrink_to_fit();
    }

    fn is_sound(&self, n: usize) -> bool {
        let each_once = chunks(n, CHUNK).all(|chunk| {
            let mut met = vec![false; chunk.len()];
            let places = self.places.get(chunk).unwrap_or_default();
            places.iter().all(|place| {
                met.get_mut(usize::from(*place)).is_some_and(|met| !std::mem::replace(met, true))
            })
        });
        self.held.is_sound(n) && self.careers.len() == n && self.places.len() == n && each_once
    }

    fn size(&self) -> usize {
        self.held.size() + size_of_val(&*self.careers) + size_of_val(&*self.places)
    }
}

const _: () = assert!(CHUNK < 1 << 16, "places in a chunk fit in two bytes");

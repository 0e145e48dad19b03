//! What rankings read of many candidates: numbers side by side, in the order of the pool.

use std::{cmp::Reverse, collections::HashMap};

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

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
    /// By candidate: time and responsibility.
    pub careers: Vec<Career>,
    /// Distinct features, numbered in their order; `None` is the first: any feature at all.
    pub features: Vec<Option<Feature>>,
    /// By candidate: its features, each once.
    pub held: Rows<u16>,
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
            self.careers.push(Career::of(person.stints));
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
        self.held.push(held);
    }

    /// Makes ready what was added.
    pub fn finish(&mut self) {
        self.people.finish();
        // The most frequent first, so that most of what a bound reads lies near; `None` stays first.
        let mut counts = vec![0u32; self.features.len()];
        for number in self.held.all_mut() {
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
        for number in self.held.all_mut() {
            *number = numbers.get(usize::from(*number)).copied().unwrap_or(ANY);
        }
        self.shared.shrink();
        self.homes.shrink_to_fit();
        self.careers.shrink_to_fit();
        self.held.shrink();
    }

    /// Whether everything lies where it is looked for: what was read from bytes need not.
    pub fn is_sound(&self) -> bool {
        let n = self.len();
        self.people.len() == n
            && self.people.is_sound()
            && self.shared.is_sound(n)
            && self.held.is_sound(n)
            && self.careers.len() == n
    }

    /// Bytes in all.
    pub fn size(&self) -> usize {
        self.people.size()
            + self.parts.iter().map(Facts::size).sum::<usize>()
            + self.shared.size()
            + size_of_val(&*self.homes)
            + size_of_val(&*self.careers)
            + size_of_val(&*self.features)
            + self.held.size()
    }
}

//! What rankings read of many candidates: numbers side by side, in the order of the pool.

use std::{cmp::Reverse, collections::HashMap};

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::bounding::{Bounding, MOST_SELDOM};
use crate::{
    assess::feature::{Career, Feature, features},
    compile::{
        Facts, Home,
        draft::Draft,
        people::{self, Papers, People},
        rows::{Rows, numbered},
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
    /// By candidate, until all are there: the numbers of its features, and what its posts tell of time and responsibility.
    #[serde(skip)]
    held: Rows<u16>,
    #[serde(skip)]
    careers: Vec<Career>,
    /// What bounds read of each candidate: the same, arranged.
    pub bounding: Bounding,
    /// Distinct features by number: [`NOTHING`], [`ANY`], then those that somebody has.
    pub features: Vec<Feature>,
}

/// The number of no feature.
const NOTHING: u16 = 0;
/// The number that stands for features which find no number of their own.
const ANY: u16 = 1;

/// Numbers given while candidates are added.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    people: people::Numbers,
    parts: HashMap<Facts, u32, FixedState>,      // lookup only
    features: HashMap<Feature, u16, FixedState>, // lookup only
    /// Room for one candidate.
    shared: Vec<u32>,
    own: Vec<Feature>,
    held: Vec<u16>,
}

/// Other columns to copy from, with the numbers that ours have for theirs, as far as they were asked for.
pub(crate) struct Source<'a> {
    columns: &'a Columns,
    /// By candidate: where its features lie.
    ranks: Vec<u32>,
    parts: Vec<Option<u32>>,
    features: Vec<Option<u16>>,
}

impl<'a> Source<'a> {
    pub fn new(columns: &'a Columns) -> Self {
        let parts = vec![None; columns.parts.len()];
        let features = vec![None; columns.features.len()];
        Self { columns, ranks: columns.bounding.ranks(), parts, features }
    }
}

/// A number found before, or now.
fn once<N: Copy>(known: &mut Option<N>, find: impl FnOnce() -> N) -> N {
    *known.get_or_insert_with(find)
}

impl Columns {
    /// How many candidates.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    /// Takes memory for so many candidates more, as large as those that were added.
    pub fn foresee(&mut self, more: usize) {
        self.people.foresee(more);
        self.shared.foresee(more);
        self.homes.reserve(more);
        self.held.foresee(more);
        self.careers.reserve(more);
    }

    /// Adds a candidate with these parts and papers.
    pub fn push(
        &mut self,
        draft: &mut Draft,
        shared: impl IntoIterator<Item = u32>,
        home: Home,
        papers: u32,
        numbers: &mut Numbers,
    ) {
        self.shared.push(shared);
        self.homes.push(home);
        self.people.push(draft, papers, &mut numbers.people);
        self.careers.push(Career::of(&draft.stints));
        self.features_of_last(numbers);
    }

    /// The number of a part.
    pub fn part(&mut self, facts: &Facts, numbers: &mut Numbers) -> u32 {
        numbered(facts, &mut self.parts, &mut numbers.parts)
    }

    /// The number of these papers.
    pub fn papers(&mut self, papers: &Papers, numbers: &mut Numbers) -> u32 {
        self.people.number_of(papers, &mut numbers.people)
    }

    /// Adds a candidate of other columns.
    pub fn copy(&mut self, source: &mut Source<'_>, at: usize, numbers: &mut Numbers) {
        let other = source.columns;
        let mut shared = std::mem::take(&mut numbers.shared);
        shared.extend(other.shared.get(at).iter().filter_map(|part| {
            let facts = other.parts.get(*part as usize)?;
            Some(once(source.parts.get_mut(*part as usize)?, || self.part(facts, numbers)))
        }));
        self.shared.push(shared.drain(..));
        numbers.shared = shared;
        self.homes.push(other.homes.get(at).copied().unwrap_or(Home::NONE));
        // They are arranged, or not yet.
        let rank = source.ranks.get(at).map_or(at, |rank| *rank as usize);
        let (arranged, career) = other.bounding.get(rank);
        let added = other.held.get(at).iter().copied().map(usize::from);
        self.careers.push(other.careers.get(at).copied().unwrap_or(career));
        self.people.copy(&other.people, at, &mut numbers.people);
        let held = || added.clone().chain(arranged.numbers());
        if held().any(|number| number == usize::from(ANY)) {
            // Which they were can only be told from the person.
            return self.features_of_last(numbers);
        }
        numbers.held.clear();
        for place in held().filter(|number| *number != usize::from(NOTHING)) {
            let (Some(feature), Some(known)) =
                (other.features.get(place), source.features.get_mut(place))
            else {
                continue;
            };
            let number = once(known, || self.feature(*feature, numbers));
            numbers.held.push(number);
        }
        self.hold(numbers);
    }

    /// Numbers the features of the candidate added last.
    fn features_of_last(&mut self, numbers: &mut Numbers) {
        let mut own = std::mem::take(&mut numbers.own);
        if let Some(person) = self.people.get(self.people.len() - 1) {
            features(&person, &mut own);
        }
        numbers.held.clear();
        for feature in &own {
            let number = self.feature(*feature, numbers);
            numbers.held.push(number);
        }
        numbers.own = own;
        self.hold(numbers);
    }

    /// The number of a feature; that of any feature where all are taken.
    fn feature(&mut self, feature: Feature, numbers: &mut Numbers) -> u16 {
        if let Some(number) = numbers.features.get(&feature) {
            return *number;
        }
        if self.features.is_empty() {
            self.features.extend([Feature::Nothing, Feature::Any]);
        }
        let Ok(number) = u16::try_from(self.features.len()) else { return ANY };
        self.features.push(feature);
        numbers.features.insert(feature, number);
        number
    }

    /// Adds a candidate's features, each once.
    fn hold(&mut self, numbers: &mut Numbers) {
        numbers.held.sort_unstable();
        numbers.held.dedup();
        if numbers.held.len() > MOST_SELDOM {
            numbers.held.clear();
            numbers.held.push(ANY);
        }
        self.held.push(numbers.held.iter().copied());
    }

    /// Made ready.
    pub fn finished(mut self) -> Self {
        self.people.finish();
        // The most frequent first, so that most of what a bound reads lies near; the first two stay where they are.
        let mut counts = vec![0u32; self.features.len()];
        for number in self.held.all_mut() {
            if let Some(count) = counts.get_mut(usize::from(*number)) {
                *count += 1;
            }
        }
        let mut order: Vec<usize> = (0..self.features.len()).collect();
        order.sort_unstable_by_key(|at| {
            let feature = self.features.get(*at).copied().unwrap_or(Feature::Any);
            let count = match feature {
                Feature::Nothing | Feature::Any => u32::MAX,
                _ => counts.get(*at).copied().unwrap_or_default(),
            };
            (Reverse(count), feature)
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
        self.bounding = Bounding::new(&self.held, &self.careers);
        self.held = Rows::default();
        self.careers = Vec::new();
        self.shared.shrink();
        self.homes.shrink_to_fit();
        self
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

//! What pruning reads of many candidates: numbers side by side, in the order of the pool.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::opening::Profile;
use crate::{
    assess::ceiling::{Feature, features},
    compile::{Facts, Home},
};

/// Lists of numbers, one a candidate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Lists<T> {
    ends: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: vec![0], all: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.all.extend(items);
        self.ends.push(self.all.len() as u32);
    }

    #[inline]
    pub fn get(&self, at: usize) -> &[T] {
        match (self.ends.get(at), self.ends.get(at + 1)) {
            (Some(from), Some(to)) => {
                self.all.get(*from as usize..*to as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }
}

/// The columns of a pool.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Columns {
    /// Distinct parts of facts, numbered.
    pub parts: Vec<Facts>,
    /// By candidate: its parts.
    pub shared: Lists<u32>,
    /// By candidate: residence in its common form.
    pub homes: Vec<Home>,
    /// Distinct features, numbered; `None` is the first: any feature at all.
    pub features: Vec<Option<Feature>>,
    /// By candidate: its features, each once.
    pub held: Lists<u16>,
}

/// The number of [`Columns::features`] that stands for those which find no number of their own.
const ANY: u16 = 0;

impl Columns {
    /// How many candidates.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    pub fn new(people: &[Profile]) -> Self {
        let mut columns = Self {
            parts: Vec::new(),
            shared: Lists::default(),
            homes: Vec::new(),
            features: vec![None],
            held: Lists::default(),
        };
        let mut parts: HashMap<Facts, u32> = HashMap::new(); // lookup only
        let mut numbers: HashMap<Feature, u16> = HashMap::new(); // lookup only
        let mut own: Vec<Feature> = Vec::new();
        let mut held: Vec<u16> = Vec::new();
        for profile in people {
            let person = &*profile.0;
            let split = person.facts.parts();
            columns.shared.push(split.shared.into_iter().map(|part| {
                *parts.entry(part).or_insert_with_key(|part| {
                    columns.parts.push(part.clone());
                    columns.parts.len() as u32 - 1
                })
            }));
            columns.homes.push(split.home);
            features(&person.profile, &mut own);
            held.clear();
            held.extend(own.iter().map(|feature| match numbers.get(feature) {
                Some(number) => *number,
                None => match u16::try_from(columns.features.len()) {
                    Ok(number) => {
                        columns.features.push(Some(*feature));
                        numbers.insert(*feature, number);
                        number
                    }
                    Err(_) => ANY,
                },
            }));
            held.sort_unstable();
            held.dedup();
            columns.held.push(held.iter().copied());
        }
        columns
    }
}

//! Lists of numbers side by side in one piece of memory.

use std::{collections::HashMap, hash::Hash};

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

/// One list a row, in the order in which they were added.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rows<T> {
    ends: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { ends: vec![0], all: Vec::new() }
    }
}

impl<T: Copy> Rows<T> {
    /// With room for so many rows and so many items in all.
    pub fn with_capacity(rows: usize, items: usize) -> Self {
        let mut made = Self { ends: Vec::with_capacity(rows + 1), all: Vec::with_capacity(items) };
        made.ends.push(0);
        made
    }

    pub fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.all.extend(items);
        self.ends.push(self.all.len() as u32);
    }

    /// Takes memory for so many rows more, as long as these.
    pub fn foresee(&mut self, more: usize) {
        foresee(&mut self.all, self.ends.len(), more);
        self.ends.reserve(more);
    }

    /// Everything in all rows.
    pub fn all_mut(&mut self) -> &mut [T] {
        &mut self.all
    }

    /// A row; empty beyond the last.
    #[inline]
    pub fn get(&self, at: usize) -> &[T] {
        match (self.ends.get(at), self.ends.get(at + 1)) {
            (Some(from), Some(to)) => {
                self.all.get(*from as usize..*to as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// Everything from the beginning of a row on.
    #[inline]
    pub fn from(&self, at: usize) -> &[T] {
        self.ends.get(at).and_then(|from| self.all.get(*from as usize..)).unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// Whether the rows lie inside what is stored: what was read from bytes need not.
    pub fn is_sound(&self, rows: usize) -> bool {
        self.len() == rows
            && self.ends.first() == Some(&0)
            && self.ends.is_sorted()
            && self.ends.last().is_some_and(|end| *end as usize == self.all.len())
    }

    /// Bytes stored.
    pub fn size(&self) -> usize {
        size_of_val(&*self.ends) + size_of_val(&*self.all)
    }

    pub fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.all.shrink_to_fit();
    }
}

/// Takes memory for a list that belongs to so many people, and will belong to so many more: grown step by step, it would be
/// copied again and again. Memory that is not written to costs nothing; where there is not so much, it grows as it must.
pub(crate) fn foresee<T>(list: &mut Vec<T>, so_far: usize, more: usize) {
    let most = list.len().saturating_mul(more) / so_far.max(1);
    let _ = list.try_reserve(most + most / 16);
}

/// The number of a value in a list of distinct ones, in which it now stands.
pub(crate) fn numbered<T: Clone + Eq + Hash>(
    value: &T,
    all: &mut Vec<T>,
    known: &mut HashMap<T, u32, FixedState>, // lookup only
) -> u32 {
    if let Some(number) = known.get(value) {
        return *number;
    }
    let number = all.len() as u32;
    all.push(value.clone());
    known.insert(value.clone(), number);
    number
}

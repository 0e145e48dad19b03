//! Lists of numbers side by side in one piece of memory.

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
    pub fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.all.extend(items);
        self.ends.push(self.all.len() as u32);
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

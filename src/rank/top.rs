//! The k best, exactly: one bounded heap a chunk, merged by key.

use std::{cmp::Reverse, collections::BinaryHeap};

/// The k greatest of what is offered to it. Zero keeps nothing.
///
/// O(log k) for what gets in, O(1) for what does not; memory grows with what is kept, not with k.
#[derive(Clone, Debug)]
pub(crate) struct Top<T: Ord + Copy> {
    most: usize,
    heap: BinaryHeap<Reverse<T>>,
}

impl<T: Ord + Copy> Top<T> {
    pub const fn new(most: usize) -> Self {
        Self { most, heap: BinaryHeap::new() }
    }

    /// The least of the kept ones, once there are k: only what is greater gets in. `None` = everything gets in.
    /// With k = 0 nothing ever does.
    pub fn bar(&self) -> Option<T> {
        (self.heap.len() >= self.most).then(|| self.heap.peek().map(|r| r.0)).flatten()
    }

    pub fn offer(&mut self, item: T) {
        if self.heap.len() < self.most {
            self.heap.push(Reverse(item));
        } else if let Some(mut least) = self.heap.peek_mut()
            && item > least.0
        {
            *least = Reverse(item);
        }
    }

    /// Everything the other kept competes here too. Associative and commutative in what is kept.
    pub fn merge(&mut self, other: Self) {
        for Reverse(item) in other.heap {
            self.offer(item);
        }
    }

    /// The kept ones, greatest first.
    pub fn into_sorted(self) -> Vec<T> {
        // `Reverse` sorts the greatest first.
        self.heap.into_sorted_vec().into_iter().map(|r| r.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Top;
    use proptest::prelude::*;

    proptest! {
        /// Few distinct values, so that ties are the rule.
        #[test]
        fn top_k_is_sort_then_cut(values in prop::collection::vec(0u8..6, 0..80), k in 0usize..90, cut in 0usize..80) {
            let items: Vec<(u8, usize)> = values.iter().copied().zip(0..).collect();
            let mut sorted = items.clone();
            sorted.sort_unstable_by(|a, b| b.cmp(a));
            sorted.truncate(k);
            let cut = cut.min(items.len());
            let (mut left, mut right) = (Top::new(k), Top::new(k));
            items[..cut].iter().for_each(|i| left.offer(*i));
            items[cut..].iter().for_each(|i| right.offer(*i));
            let mut other_way = right.clone();
            other_way.merge(left.clone());
            left.merge(right);
            prop_assert_eq!(&left.into_sorted(), &sorted);
            prop_assert_eq!(&other_way.into_sorted(), &sorted);
        }
    }

    #[test]
    fn zero_keeps_nothing_and_has_no_bar() {
        let mut top = Top::new(0);
        top.offer(3);
        assert_eq!(top.bar(), None);
        assert!(top.into_sorted().is_empty());
    }
}

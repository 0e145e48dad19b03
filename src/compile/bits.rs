//! A set of numbers of two bytes that is filled in any order and emptied in theirs.

use crate::text::bits;

/// Numbers below 65,536, a bit each.
#[derive(Debug)]
pub(crate) struct Bits {
    bits: Box<[u64; 1 << 10]>,
    /// Which of those hold any.
    filled: [u64; 1 << 4],
}

impl Default for Bits {
    fn default() -> Self {
        Self { bits: Box::new([0; 1 << 10]), filled: [0; 1 << 4] }
    }
}

impl Bits {
    #[inline]
    pub fn insert(&mut self, number: u16) {
        let number = usize::from(number);
        // Ten bits and four: the compiler sees that both lie inside.
        self.bits[number >> 6] |= 1 << (number & 63);
        self.filled[number >> 12] |= 1 << (number >> 6 & 63);
    }

    /// Shows every number, in their order, each once, and forgets it.
    pub fn drain(&mut self, mut see: impl FnMut(u16)) {
        for (high, filled) in self.filled.iter_mut().enumerate() {
            for middle in bits(std::mem::take(filled)) {
                let at = high << 6 | middle;
                for low in bits(std::mem::take(&mut self.bits[at])) {
                    see((at << 6 | low) as u16);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_inserted_is_drained_in_order(rounds: Vec<Vec<u16>>) {
            let mut bits = Bits::default();
            for mut numbers in rounds {
                numbers.extend([0, u16::MAX]);
                numbers.iter().for_each(|number| bits.insert(*number));
                let mut drained = Vec::new();
                bits.drain(|number| drained.push(number));
                numbers.sort_unstable();
                numbers.dedup();
                prop_assert_eq!(drained, numbers);
            }
        }
    }
}

//! What features earn, as small rows of bytes: some of which the greatest counts, some of which the sum counts.

use wide::u8x16;

use super::{feature::FeatureRows, fit::FULL, post::CONTENT_ALONE};

/// Bytes of a row of which the greatest counts: how near to the own trade, how much of its field, whether told in a post;
/// then the heaviest lanes.
pub(super) const GREATEST: usize = 32;
pub(super) const NEAR: usize = 0;
pub(super) const FIELD: usize = 1;
pub(super) const PRACTISED: usize = 2;
pub(super) const FIRST_LANE: usize = 3;
/// Bytes of which the sum counts: groups of lighter lanes; how much of the words of the own trade, in titles that name nothing
/// known; other trades and their words.
pub(super) const SUMMED: usize = 16;
pub(super) const WORDS: usize = SUMMED - 2;
pub(super) const OTHER: usize = SUMMED - 1;
/// What a byte says in full. Sums stop there: no group gives more than its whole.
pub(super) const FULL_BYTE: u32 = 255;

/// The most that content gives under a title, in basis points.
const ALONE_MOST: u32 = {
    let [foreign, silent, same] = CONTENT_ALONE;
    assert!(
        foreign <= same && silent <= same,
        "content is worth most under a title of the same field"
    );
    same
};

/// What a feature can earn, in parts of [`FULL_BYTE`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Gain {
    pub(super) greatest: [u8x16; 2],
    pub(super) summed: u8x16,
}

impl Gain {
    pub const NONE: Self = Self { greatest: [u8x16::ZERO; 2], summed: u8x16::ZERO };
    /// As much as anything earns: of what is not known.
    pub const ALL: Self = Self { greatest: [u8x16::MAX; 2], summed: u8x16::MAX };

    /// A row with these bytes.
    #[cfg(test)]
    pub(super) fn of_bytes(bytes: &[(usize, u8)]) -> Self {
        let mut row = Row::NOTHING;
        bytes.iter().for_each(|(byte, parts)| row.raise(*byte, u32::from(*parts)));
        row.into()
    }

    /// This, fit to be summed: how near to the own trade by whatever tells it, all of its work being shown; and how much of
    /// its field, which any practice may show.
    pub(super) fn linear(mut self) -> Self {
        let [first, _] = &mut self.greatest;
        let bytes = first.as_array_mut();
        let practised = u32::from(bytes[PRACTISED]);
        let by_content = (practised * ALONE_MOST).div_ceil(FULL) as u8;
        bytes[NEAR] = bytes[NEAR].max(by_content);
        bytes[FIELD] = if practised > 0 { u8::MAX } else { bytes[FIELD] };
        self
    }

    /// Byte by byte: what half of these reach; nothing of what is summed.
    pub(super) fn median(of: &[Self]) -> Self {
        let mut row = Row::NOTHING;
        for (at, half) in row.greatest.iter_mut().enumerate() {
            let byte = |gain: &Self| gain.greatest.get(at / 16).map(|r| r.as_array_ref()[at % 16]);
            let mut bytes: Vec<u8> = of.iter().filter_map(byte).collect();
            let middle = bytes.len() / 2;
            if middle < bytes.len() {
                *half = *bytes.select_nth_unstable(middle).1;
            }
        }
        row.into()
    }

    /// What this earns beyond the other.
    pub(super) fn beyond(self, other: &Self) -> Self {
        let [first, second] = self.greatest;
        Self {
            greatest: [
                first.saturating_sub(other.greatest[0]),
                second.saturating_sub(other.greatest[1]),
            ],
            summed: self.summed,
        }
    }

    /// What these features earn together.
    #[inline]
    pub fn of(gains: &[Self], held: FeatureRows<'_>) -> Self {
        // Three registers, and each line of the loop is one instruction: much of the time of bounds is spent here and in the
        // quick one. Row by row: through one iterator over all numbers, the ten best take 6 % more instructions.
        let Self { greatest: [mut first, mut second], mut summed } = Self::NONE;
        let mut add = |number: usize| {
            if let Some(gain) = gains.get(number) {
                first = first.max(gain.greatest[0]);
                second = second.max(gain.greatest[1]);
                summed = summed.saturating_add(gain.summed);
            }
        };
        for row in held.often {
            row.iter().for_each(|number| add(usize::from(*number)));
        }
        for row in held.seldom {
            row.iter().for_each(|number| add(usize::from(*number)));
        }
        Self { greatest: [first, second], summed }
    }
}

/// A row while it is filled.
pub(super) struct Row {
    greatest: [u8; GREATEST],
    summed: [u8; SUMMED],
}

impl Row {
    pub const NOTHING: Self = Self { greatest: [0; GREATEST], summed: [0; SUMMED] };

    /// The greatest, or the sum, of what several matches give one byte.
    pub fn raise(&mut self, byte: usize, parts: u32) {
        let parts = parts.min(FULL_BYTE) as u8;
        if let Some(known) = self.greatest.get_mut(byte) {
            *known = (*known).max(parts);
        } else if let Some(sum) = self.summed.get_mut(byte - GREATEST) {
            *sum = sum.saturating_add(parts);
        }
    }
}

impl From<Row> for Gain {
    fn from(row: Row) -> Self {
        let half = |from: usize| {
            u8x16::new(std::array::from_fn(|at| row.greatest.get(from + at).copied().unwrap_or(0)))
        };
        Self { greatest: [half(0), half(16)], summed: row.summed.into() }
    }
}

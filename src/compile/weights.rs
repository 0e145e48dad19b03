//! What counts how much: suggested by the offer, preferred by the caller, applied.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::base::dial;

/// What a part of the fit is about. The order is that of the explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FitCategory {
    /// Having done this work: the trade of the title and of the RESPNC job, and what one has by that trade.
    Trade,
    /// The level of responsibility.
    Responsibility,
    /// Time in a trade that a requirement names.
    Experience,
    /// Diplomas.
    Diploma,
    /// Knowledge.
    Knowledge,
    /// Know-how.
    KnowHow,
    /// Missions and activities.
    Missions,
    /// Certifications.
    Certification,
    /// Registrations with a professional order.
    Registration,
    /// Licences.
    Licence,
    /// Human languages.
    Language,
    /// Behaviours.
    Behaviour,
    /// In a cut notice, what it says of the post's own section.
    Context,
}

impl FitCategory {
    /// Every category with its wire name, in order.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Trade, "trade"),
        (Self::Responsibility, "responsibility"),
        (Self::Experience, "experience"),
        (Self::Diploma, "diploma"),
        (Self::Knowledge, "knowledge"),
        (Self::KnowHow, "know_how"),
        (Self::Missions, "missions"),
        (Self::Certification, "certification"),
        (Self::Registration, "registration"),
        (Self::Licence, "licence"),
        (Self::Language, "language"),
        (Self::Behaviour, "behaviour"),
        (Self::Context, "context"),
    ];

    /// The wire name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(c, _)| *c == self).map_or("", |(_, name)| name)
    }

    /// The share of a category that an offer fills, before shares are brought to 10 000. Set by judgement: the work done
    /// counts most, then what the notice asks by name, then what it only describes.
    pub(crate) fn base(self) -> u32 {
        let written = match self {
            Self::Trade => 3_600,
            Self::Responsibility => 900,
            Self::Experience => 900,
            Self::Diploma => 700,
            Self::Knowledge => 1_500,
            Self::KnowHow => 1_500,
            Self::Missions => 2_000,
            Self::Certification => 500,
            Self::Registration => 600,
            Self::Licence => 150,
            Self::Language => 400,
            Self::Behaviour => 200,
            Self::Context => 700,
        };
        dial(self.as_str(), written)
    }
}

/// The caller's preference: how much each category shall count, instead of what the offer suggests.
///
/// A category without a preference keeps its suggested weight; all weights are then brought to a sum of 10 000, largest
/// remainders first. Inside a category the criteria keep their proportions. A category that an offer does not fill has
/// no weight, whatever is preferred.
///
/// ```
/// use adequation::{FitCategory, Weights};
/// let weights = Weights::suggested().prefer(FitCategory::Diploma, 0).prefer(FitCategory::Trade, 5_000);
/// assert_eq!(weights.preferred(FitCategory::Trade), Some(5_000));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weights {
    preferred: std::collections::BTreeMap<FitCategory, u16>,
}

impl Weights {
    /// No preference: the offer's own weights.
    #[must_use]
    pub fn suggested() -> Self {
        Self::default()
    }

    /// Prefers this weight, in basis points of the whole (cut to 10 000).
    #[must_use]
    pub fn prefer(mut self, category: FitCategory, weight: u16) -> Self {
        self.preferred.insert(category, weight.min(10_000));
        self
    }

    /// The preference for a category.
    #[must_use]
    pub fn preferred(&self, category: FitCategory) -> Option<u16> {
        self.preferred.get(&category).copied()
    }
}

/// Brings shares to this sum by the largest remainder, ties to the first; all zero stays all zero.
pub(crate) fn apportion(total: u32, shares: &[u64]) -> Vec<u32> {
    let mut parts = vec![0; shares.len()];
    apportion_each(total, shares.iter().copied().zip(&mut parts));
    parts
}

/// The same of shares beside the parts that they become.
pub(crate) fn apportion_each<'a>(total: u32, shares: impl Iterator<Item = (u64, &'a mut u32)>) {
    let mut all: Vec<(u64, &mut u32)> = shares.collect();
    let sum: u64 = all.iter().map(|(share, _)| share).sum();
    let mut left = if sum == 0 { 0 } else { total };
    for (share, part) in &mut all {
        // What is left of a share takes its place.
        (**part, *share) = match share.checked_mul(u64::from(total)) {
            _ if sum == 0 => (0, 0),
            Some(times) => ((times / sum) as u32, times % sum),
            None => {
                let (times, sum) = (u128::from(*share) * u128::from(total), u128::from(sum));
                ((times / sum) as u32, (times % sum) as u64)
            }
        };
        left = left.saturating_sub(**part);
    }
    if left > 0 {
        all.sort_by_key(|(remainder, _)| Reverse(*remainder));
        all.into_iter().take(left as usize).for_each(|(_, part)| *part += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn shares_sum_exactly() {
        assert_eq!(apportion(10_000, &[1, 1, 1]), [3_334, 3_333, 3_333]);
        assert_eq!(apportion(10, &[0, 5, 5, 1]), [0, 5, 4, 1]);
        assert_eq!(apportion(10, &[0, 0]), [0, 0]);
        assert_eq!(apportion(7, &[u64::MAX / 4, u64::MAX / 4]), [4, 3]);
    }
}

//! What the caller decides where the law leaves room.

use serde::{Deserialize, Serialize};

/// The choices that change how the law is applied. Every setter returns the changed value; nothing can fail.
///
/// ```
/// use adequation::{Policies, ResidencePolicy};
/// let strict = Policies::default().residence(ResidencePolicy::Required).sourced_only(true);
/// assert_eq!(strict.tiers, adequation::TierPolicy::CitizenFirst);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Policies {
    /// What the residence line of a notice does.
    pub residence: ResidencePolicy,
    /// Whether citizens come before sufficient residents.
    pub tiers: TierPolicy,
    /// Whether a finding that rests on an inferred rule or constant is turned into *unknown*.
    pub sourced_only: bool,
    /// The day on which residence, experience and validity are counted.
    pub counting: CountingDate,
}

/// What the residence line does. Closed: the two readings have different consequences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResidencePolicy {
    /// It grants priority between equivalent candidates (the official description).
    #[default]
    Priority,
    /// It is a condition of on-title and direct recruitment: citizen, or resident of sufficient duration.
    Required,
}

/// The order inside the preferred group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierPolicy {
    /// Citizens, then sufficient residents.
    #[default]
    CitizenFirst,
    /// Both rank alike; each is still named.
    OneTier,
}

/// The day on which durations are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountingDate {
    /// The closing date of the notice; the date of the review where none is printed.
    #[default]
    Closing,
    /// The date of the review.
    AsOf,
}

impl Policies {
    /// Sets what the residence line does.
    #[must_use]
    pub const fn residence(mut self, residence: ResidencePolicy) -> Self {
        self.residence = residence;
        self
    }

    /// Sets the order inside the preferred group.
    #[must_use]
    pub const fn tiers(mut self, tiers: TierPolicy) -> Self {
        self.tiers = tiers;
        self
    }

    /// Sets whether what is only inferred is turned into *unknown*.
    #[must_use]
    pub const fn sourced_only(mut self, only: bool) -> Self {
        self.sourced_only = only;
        self
    }

    /// Sets the day on which durations are counted.
    #[must_use]
    pub const fn counting(mut self, day: CountingDate) -> Self {
        self.counting = day;
        self
    }
}

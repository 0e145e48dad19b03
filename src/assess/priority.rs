//! The statutory tiers and how the doors give them.

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use crate::{
    base::Truth,
    compile::{DoorProgram, OfferProgram, TierKind},
    rules::{Policies, TierPolicy},
};

/// The statutory tier. Ordered from the worst to the best; `NotApplicable` and `Citizen` rank alike
/// ([`rank`](Self::rank)), and of the two `Citizen` is printed. Closed: callers must handle every case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The contract door alone.
    Fallback,
    /// On title or direct without citizenship and without sufficient residence.
    Derogation,
    /// Sufficient residence, or no minimum asked.
    Resident,
    /// A door without residence rule: mobility, change of corps, secondment, competition, functional.
    NotApplicable,
    /// Citizen of New Caledonia.
    Citizen,
}

impl Tier {
    /// The [`rank`](Self::rank) of those who come first.
    pub(crate) const FIRST_RANK: u8 = 3;

    /// The place in rankings: greater comes first. Citizens and doors without residence rule rank alike; under
    /// [`TierPolicy::OneTier`] sufficient residents do too.
    #[must_use]
    pub const fn rank(self, policies: &Policies) -> u8 {
        match (self, policies.tiers) {
            (Self::Fallback, _) => 0,
            (Self::Derogation, _) => 1,
            (Self::Resident, TierPolicy::CitizenFirst) => 2,
            (Self::Resident, TierPolicy::OneTier) | (Self::NotApplicable | Self::Citizen, _) => {
                Self::FIRST_RANK
            }
        }
    }
}

/// The priority of a person for an offer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Priority {
    /// What is already proved: the best tier over the open doors, over the undetermined ones where none is open; `None`
    /// where all are closed.
    pub tier: Option<Tier>,
    /// The best tier still reachable once the unknown facts are known.
    pub best_possible: Option<Tier>,
    /// Citizenship and residence, for each residence line of the offer.
    pub findings: Vec<Finding>,
}

/// The tier a door gives: what is proved, and what is possible.
#[inline]
pub(crate) fn tiers(
    program: &OfferProgram,
    door: &DoorProgram,
    truth: impl Fn(u16) -> Truth + Copy,
) -> (Tier, Tier) {
    match door.tier {
        TierKind::Fallback => (Tier::Fallback, Tier::Fallback),
        TierKind::None => (Tier::NotApplicable, Tier::NotApplicable),
        TierKind::Residence { citizen, resident } => {
            let citizen = program.run(citizen, truth);
            let resident = program.run(resident, truth);
            let least = |least: Truth| {
                if citizen >= least {
                    Tier::Citizen
                } else if resident >= least {
                    Tier::Resident
                } else {
                    Tier::Derogation
                }
            };
            (least(Truth::Met), least(Truth::Unknown))
        }
    }
}

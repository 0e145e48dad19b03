//! Doors, evaluated: quickly for a ranking, with every finding for an explanation. Both run the same program.

use super::priority::{Tier, tiers};
use crate::{
    base::{Truth, Verdict},
    compile::{Facts, OfferProgram, TierKind},
    model::Route,
};

/// What a ranking needs of one pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quick {
    pub verdict: Verdict,
    /// Whether every door of that verdict is a contract; `false` where all are closed.
    pub only_contract_open: bool,
    pub tier: Option<Tier>,
    pub best_possible: Option<Tier>,
    /// Whether a citizen or sufficient resident meets the conditions of an on-title or direct door.
    pub local: Truth,
}

/// Evaluates every door without a trace. Some tens of nanoseconds a door, no allocation.
pub(crate) fn quick(program: &OfferProgram, facts: &Facts) -> Quick {
    conclude(program, |ask| program.see(ask, facts).truth)
}

/// What follows from the truth of each test, wherever it comes from.
pub(crate) fn conclude(program: &OfferProgram, truth: impl Fn(u16) -> Truth + Copy) -> Quick {
    let mut best = Truth::NotMet;
    let mut only_contract = false;
    let mut tier = None;
    let mut best_possible = None;
    let mut local = Truth::NotMet;
    for door in &program.doors {
        let open = program.door(door, truth);
        if open == Truth::NotMet {
            continue;
        }
        let (proved, possible) = tiers(program, door, truth);
        best_possible = best_possible.max(Some(possible));
        if matches!(door.tier, TierKind::Residence { .. }) {
            let preferred = if proved >= Tier::Resident {
                Truth::Met
            } else if possible >= Tier::Resident {
                Truth::Unknown
            } else {
                Truth::NotMet
            };
            local = local | (open & preferred);
        }
        let contract = door.route == Route::Contract;
        if open > best {
            (best, only_contract, tier) = (open, contract, Some(proved));
        } else if open == best {
            only_contract &= contract;
            tier = tier.max(Some(proved));
        }
    }
    let verdict =
        if program.doors.is_empty() { Verdict::Undetermined } else { Verdict::from(best) };
    Quick { verdict, only_contract_open: only_contract, tier, best_possible, local }
}

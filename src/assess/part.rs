//! The credit of one part of a criterion.

use super::{
    fit::{Credit, FULL, Scratch, told},
    time::time_in_trade,
};
use crate::{
    base::dial,
    compile::{
        months::Month,
        offer_fit::{OfferFit, Part},
        profile::{Lists, Profile, Stint, Study},
    },
    text::TermId,
};

/// Responsibility by levels missing; and the part of it that counts outside the trade.
const COMMAND: [u32; 6] = [10_000, 6_000, 2_500, 1_000, 0, 0];
pub(crate) const COMMAND_ANYWHERE: u32 = 1_500;
/// Diplomas by levels missing; and the part that the level counts outside the field.
const DIPLOMA: [u32; 4] = [10_000, 6_000, 3_000, 0];
const OTHER_FIELD: u32 = 2_500;
/// Languages by levels missing.
const LANGUAGE: [u32; 7] = [10_000, 6_000, 3_000, 0, 0, 0, 0];

pub(super) fn credit_of(
    part: &Part,
    at: usize,
    offer: &OfferFit,
    profile: &Profile,
    now: Month,
    s: &Scratch,
) -> Credit {
    let all = Credit { sure: 0, best: FULL };
    let open = |lists: Lists| profile.open.meets(lists);
    match part {
        Part::Terms { slots, total, around, words, lists } => {
            let range = usize::from(slots.0)..usize::from(slots.1);
            let asked = offer.slots.get(range.clone()).unwrap_or_default();
            let found = s.slots.get(range).unwrap_or_default();
            let (mut sure, mut best) = (0u64, 0u64);
            for (slot, credit) in asked.iter().zip(found) {
                sure += u64::from(slot.weight) * u64::from(credit.sure);
                best += u64::from(slot.weight) * u64::from(credit.best);
            }
            let told = told(s.words.get(at).copied().unwrap_or(0), *words);
            let told = u64::from(told) * u64::from(*around);
            let whole = u64::from((total + around).max(1));
            let sure = ((sure + told) / whole) as u32;
            let best = if open(*lists) { FULL } else { ((best + told) / whole) as u32 };
            Credit { sure, best: best.max(sure) }
        }
        Part::Trade { trade, months } => {
            let credit = time_in_trade(usize::from(*trade), *months, profile, now, s);
            if open(Lists::EXPERIENCE) { credit.max(all) } else { credit }
        }
        Part::Responsibility { level } => {
            let mut credit = Credit::default();
            for (at, stint) in profile.stints.iter().enumerate() {
                credit = credit.max(commanded(*level, at, stint, s));
            }
            if open(Lists::EXPERIENCE) { credit.max(all) } else { credit }
        }
        Part::Diploma { level, fields, .. } => {
            let mut credit = Credit::default();
            for study in &profile.studies {
                credit = credit.max(studied(*level, fields, study, profile));
            }
            if open(Lists::DIPLOMAS) { credit.max(all) } else { credit }
        }
        Part::Language { key, level } => {
            let mut credit = Credit::default();
            for (_, has) in profile.languages.iter().filter(|(k, _)| k == key) {
                let by = |has: u8| {
                    LANGUAGE.get(usize::from(level.saturating_sub(has))).copied().unwrap_or(0)
                };
                let best = if *has == 0 { FULL } else { by(*has) };
                credit = credit.max(Credit { sure: by((*has).max(1)), best });
            }
            if open(Lists::LANGUAGES) { credit.max(all) } else { credit }
        }
        Part::Licence { bits } => {
            let sure = if profile.licences & bits == *bits { FULL } else { 0 };
            Credit { sure, best: if open(Lists::LICENCES) { FULL } else { sure } }
        }
    }
}

/// The credit of one post toward a level of responsibility; in the offer's own trade it counts wholly.
pub(crate) fn commanded(asked: u8, at: usize, stint: &Stint, s: &Scratch) -> Credit {
    let share = |fields: &[u16]| {
        let near = u32::from(fields.get(at).copied().unwrap_or(0));
        let anywhere = dial("COMMAND_ANYWHERE", COMMAND_ANYWHERE);
        anywhere + (FULL - anywhere) * near / FULL
    };
    let reached = stint.level.max(stint.command);
    let possible = if stint.command == 0 { 6 } else { reached };
    let by = |reached: u8, fields: &[u16]| {
        let missing = usize::from(asked.saturating_sub(reached));
        COMMAND.get(missing).copied().unwrap_or(0) * share(fields) / FULL
    };
    Credit { sure: by(reached, &s.fields), best: by(possible, &s.fields_best) }
}

/// The credit of one diploma toward a level in a field.
pub(crate) fn studied(
    level: u8,
    fields: &[(TermId, u16)],
    study: &Study,
    profile: &Profile,
) -> Credit {
    let terms = profile.study_terms.get(usize::from(study.terms.0)..usize::from(study.terms.1));
    let field = terms
        .unwrap_or_default()
        .iter()
        .filter_map(|t| fields.binary_search_by_key(t, |(f, _)| *f).ok())
        .filter_map(|at| fields.get(at))
        .map(|(_, credit)| u32::from(*credit))
        .max()
        .unwrap_or(0);
    let other = dial("OTHER_FIELD", OTHER_FIELD);
    let share = if fields.is_empty() { FULL } else { other + (FULL - other) * field / FULL };
    let by =
        |reached: u8| DIPLOMA.get(usize::from(level.saturating_sub(reached))).copied().unwrap_or(0);
    let best = if study.level == 0 { FULL } else { by(study.level) };
    Credit { sure: by(study.level) * share / FULL, best: best * share / FULL }
}

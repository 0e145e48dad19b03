//! The value of one part of a criterion: its share times its credit.

use super::{
    fit::{Credit, FULL, Tally, View},
    time::time_in_trade,
};
use crate::{
    base::dial,
    compile::{
        mastery::{CREDIT, credit_of_points},
        offer_fit::{OfferFit, Part},
        profile::{Lists, Stint, Study},
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

/// Share × credit of a part. `words` is the information of the words that it asks and the profile has; `slot` says the
/// credit of a slot.
pub(super) fn value_of(
    part: &Part,
    share: u32,
    offer: &OfferFit,
    view: &View<'_>,
    tally: &Tally,
    words: u32,
    slot: impl Fn(usize) -> Credit,
) -> Credit {
    if let Part::Terms { slots, told, lists, .. } = part {
        let told = told.value(words);
        let mut value = Credit { sure: told, best: told };
        for at in usize::from(slots.0)..usize::from(slots.1) {
            let share = offer.slots.get(at).map_or(0, |s| s.share);
            let credit = slot(at);
            value.sure += share * credit.sure;
            value.best += share * credit.best;
        }
        if view.open.meets(*lists) {
            value.best = share * CREDIT;
        }
        return value;
    }
    let credit = credit_of(part, view, tally);
    Credit {
        sure: share * credit_of_points(credit.sure),
        best: share * credit_of_points(credit.best),
    }
}

/// The credit of a part that asks no terms, in basis points.
fn credit_of(part: &Part, view: &View<'_>, tally: &Tally) -> Credit {
    let all = Credit { sure: 0, best: FULL };
    let open = |lists: Lists| view.open.meets(lists);
    match part {
        Part::Terms { .. } => Credit::default(),
        Part::Trade { trade, months } => {
            let (sure, best) = time_in_trade(usize::from(*trade), *months, view.lasting, tally);
            let credit = Credit { sure, best };
            if open(Lists::EXPERIENCE) { credit.max(all) } else { credit }
        }
        Part::Responsibility { level } => {
            let mut credit = Credit::default();
            for (at, stint) in view.stints.iter().enumerate() {
                credit = credit.max(commanded(*level, at, stint, tally));
            }
            if open(Lists::EXPERIENCE) { credit.max(all) } else { credit }
        }
        Part::Diploma { level, fields, .. } => {
            let mut credit = Credit::default();
            for study in view.studies {
                credit = credit.max(studied(*level, fields, study, view.study_terms));
            }
            if open(Lists::DIPLOMAS) { credit.max(all) } else { credit }
        }
        Part::Language { key, level } => {
            let mut credit = Credit::default();
            for (_, has) in view.languages.iter().filter(|(k, _)| k == key) {
                let by = |has: u8| {
                    LANGUAGE.get(usize::from(level.saturating_sub(has))).copied().unwrap_or(0)
                };
                let best = if *has == 0 { FULL } else { by(*has) };
                credit = credit.max(Credit { sure: by((*has).max(1)), best });
            }
            if open(Lists::LANGUAGES) { credit.max(all) } else { credit }
        }
        Part::Licence { bits } => {
            let sure = if view.licences & bits == *bits { FULL } else { 0 };
            Credit { sure, best: if open(Lists::LICENCES) { FULL } else { sure } }
        }
    }
}

/// The credit of one post toward a level of responsibility; in the offer's own trade it counts wholly.
pub(crate) fn commanded(asked: u8, at: usize, stint: &Stint, tally: &Tally) -> Credit {
    let share = |fields: &[u16]| {
        let near = u32::from(fields.get(at).copied().unwrap_or(0));
        let anywhere = dial("COMMAND_ANYWHERE", COMMAND_ANYWHERE);
        anywhere + (FULL - anywhere) * near / FULL
    };
    let reached = stint.level.max(stint.command);
    let possible = if stint.command == 0 { 6 } else { reached };
    let by = |reached: u8, fields: &[u16]| by_levels_missing(asked, reached) * share(fields) / FULL;
    Credit { sure: by(reached, &tally.fields), best: by(possible, &tally.fields_best) }
}

/// The credit of a level of responsibility reached where this one is asked, in the field of the work.
pub(super) fn by_levels_missing(asked: u8, reached: u8) -> u32 {
    COMMAND.get(usize::from(asked.saturating_sub(reached))).copied().unwrap_or(0)
}

/// The credit of one diploma toward a level in a field.
pub(crate) fn studied(
    level: u8,
    fields: &[(TermId, u16)],
    study: &Study,
    study_terms: &[TermId],
) -> Credit {
    let terms = study_terms.get(usize::from(study.terms.0)..usize::from(study.terms.1));
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

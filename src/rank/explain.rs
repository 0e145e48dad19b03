//! One pair in full, on demand: the same numbers as the ranking, with everything they rest on.

use serde::Serialize;

use super::{
    classes::Classes,
    engine::Room,
    key::Class,
    opening::{Opening, Profile},
    pool::Pool,
    ranking::{Hit, Ranking},
    threads::map_chunks,
};
use crate::{
    assess::{
        self, Assessment, LIBRARY, RESULTS_VERSION, evidence::Band, explain::explain, quick, wishes,
    },
    base::{Date, Outcome, Truth},
    compile::TierKind,
};

/// Assesses a pair with its trace. Some tens of microseconds, and as many more for a person of a pool, whose texts are
/// read again.
pub(crate) fn assessment(
    opening: &Opening,
    profile: &Profile,
    as_of: Date,
    rank: Option<usize>,
) -> Assessment {
    let dated = opening.on(as_of);
    let candidate = profile.candidate();
    let bands = opening.setup().bands;
    let ((eligibility, priority), fit) = profile.compiled(|person| {
        (
            assess::assess(&dated.program, opening.offer(), &person.facts, candidate),
            opening.quoted().map(|(fit, quotes)| {
                explain(fit, quotes, candidate, &person.traceable, dated.now, bands)
            }),
        )
    });
    Assessment {
        schema: 1,
        library: LIBRARY,
        results_version: RESULTS_VERSION,
        as_of,
        offer: opening.id().to_owned(),
        candidate: profile.id().to_owned(),
        rank,
        eligibility,
        priority,
        fit,
        wishes: candidate
            .wishes
            .as_ref()
            .map(|wishes| wishes::view(wishes, opening.offer(), &opening.setup().lexicon)),
    }
}

impl Ranking {
    /// The assessment of an entry, explained by the same code that ranked it.
    #[must_use]
    pub fn assessment(&self, hit: &Hit) -> Assessment {
        let as_of = self.question.as_ref().map_or(Date::ZERO, |question| question.as_of);
        assessment(hit.opening(), hit.profile(), as_of, Some(hit.rank))
    }
}

/// Whether any citizen or sufficient resident meets the conditions that the notice prints.
///
/// A signal for the employer, before it recruits by derogation. Only the commission can find a *carence*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PrioritySignal {
    /// `met`: no application of a citizen or sufficient resident meets the printed conditions; `not_met`: one does;
    /// `unknown`: an unstated fact decides; `not_applicable`: the offer has no door with a residence rule.
    pub no_priority_candidate_found: Outcome,
    /// Per band of the fit, best first.
    pub by_band: Vec<BandCount>,
}

/// How many priority candidates one band holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BandCount {
    /// The band; `None` for offers without fit.
    pub band: Option<Band>,
    /// Citizens and sufficient residents who meet the printed conditions.
    pub surely: usize,
    /// Those of whom an unstated fact decides.
    pub perhaps: usize,
}

/// Counts them. Linear, in parallel.
pub(crate) fn priority_signal(opening: &Opening, pool: &Pool, as_of: Date) -> PrioritySignal {
    let dated = opening.on(as_of);
    let words = dated.words(&pool.columns().people);
    let classes = Classes::over(0, &dated, pool);
    let found = map_chunks(pool.len(), 4_096, |range| {
        let mut room = Room::default();
        let mut counts = [[0usize; 2]; 6];
        for at in range {
            let Some(person) = pool.columns().people.get(at) else { continue };
            let local = match &classes {
                Some(classes) if classes.is_exact() => classes.quick(at, None).local,
                _ => {
                    let facts = pool.facts(at);
                    facts.map_or(Truth::NotMet, |f| quick(&dated.program, f).local)
                }
            };
            if local == Truth::NotMet {
                continue;
            }
            words.count_alone(person.words, &mut room.words);
            let cell = dated.looked_at(Class::BEST, &person, &room.words, &mut room.fit);
            let slot = cell.band().map_or(BANDS.len(), |band| band as usize);
            let certain = usize::from(local == Truth::Unknown);
            if let Some(count) = counts.get_mut(slot).and_then(|c| c.get_mut(certain)) {
                *count += 1;
            }
        }
        counts
    });
    let mut total = [[0usize; 2]; 6];
    for counts in found {
        for (sum, add) in total.iter_mut().flatten().zip(counts.iter().flatten()) {
            *sum += add;
        }
    }
    let (mut surely, mut perhaps) = (0, 0);
    let names = BANDS.into_iter().map(Some).chain([None]);
    let by_band: Vec<BandCount> = names
        .zip(total)
        .map(|(band, [sure, may])| {
            surely += sure;
            perhaps += may;
            BandCount { band, surely: sure, perhaps: may }
        })
        .filter(|count| count.surely + count.perhaps > 0)
        .collect();
    let residence_door =
        dated.program.doors.iter().any(|door| matches!(door.tier, TierKind::Residence { .. }));
    let no_priority_candidate_found = match (residence_door, surely, perhaps) {
        (false, _, _) => Outcome::NotApplicable,
        (_, 0, 0) => Outcome::Met,
        (_, 0, _) => Outcome::Unknown,
        _ => Outcome::NotMet,
    };
    PrioritySignal { no_priority_candidate_found, by_band }
}

const BANDS: [Band; 5] = [Band::A, Band::B, Band::C, Band::D, Band::E];

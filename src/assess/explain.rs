//! The same numbers as the ranking's, with the evidence of each.

use super::{
    evidence::{Bands, Component, CriterionFit, Fit},
    fit::{Credit, Scratch, evaluate},
    found::{Finder, Room},
    quotes::Quotes,
    record::Record,
    settle::settle,
};
use crate::{
    base::Points,
    compile::{
        months::Month,
        offer_fit::OfferFit,
        profile::{self, Profile},
    },
    model::Candidate,
    text::Lexicon,
};

/// A compiled profile with where everything of it stands.
#[derive(Debug)]
pub(crate) struct Traceable {
    profile: Profile,
    record: Record,
}

impl Traceable {
    /// Compiles a candidate. Linear in its texts.
    pub(crate) fn new(candidate: &Candidate, lexicon: &Lexicon) -> Self {
        let mut record = Record::default();
        let profile = profile::compile(candidate, lexicon, &mut record);
        record.settle();
        Self { profile, record }
    }
}

/// Explains the fit of a pair: the numbers of the ranking, found slot by slot.
pub(crate) fn explain(
    offer: &OfferFit,
    quotes: &Quotes,
    candidate: &Candidate,
    Traceable { profile, record }: &Traceable,
    now: Month,
    bands: Bands,
) -> Fit {
    let mut scratch = Scratch::default();
    let (score, potential) = evaluate(offer, profile, now, &mut scratch);
    let finder = Finder::new(offer, quotes, candidate, profile, record, &scratch);
    let mut room = Room::default();
    let exact = |credit: fn(&Credit) -> u32| -> Vec<u64> {
        scratch.criteria.iter().map(|value| u64::from(credit(value))).collect()
    };
    let points = settle(score, &exact(|k| k.sure), None);
    let potentials = settle(potential, &exact(|k| k.best), Some(&points));
    let components = offer
        .groups
        .iter()
        .map(|group| {
            let range = usize::from(group.criteria.0)..usize::from(group.criteria.1);
            let criteria: Vec<CriterionFit> = range
                .filter_map(|at| {
                    let criterion = offer.criteria.get(at)?;
                    let (points, potential) = (*points.get(at)?, *potentials.get(at)?);
                    Some(CriterionFit {
                        text: criterion.text.clone(),
                        span: criterion.span,
                        weight: Points::new(criterion.weight),
                        points: Points::new(points),
                        potential: Points::new(potential),
                        evidence: finder.evidence(at, criterion, points, &mut room),
                    })
                })
                .collect();
            let sum = |of: fn(&CriterionFit) -> Points| {
                Points::new(criteria.iter().map(|c| u32::from(of(c).get())).sum())
            };
            Component {
                category: group.category,
                weight: Points::new(group.applied),
                suggested: Points::new(group.suggested),
                preferred: group.preferred.map(|p| Points::new(p.into())),
                points: sum(|c| c.points),
                potential: sum(|c| c.potential),
                criteria,
            }
        })
        .collect();
    let score = Points::new(score.into());
    Fit { score, potential: Points::new(potential.into()), band: bands.band(score), components }
}

//! A bound from one number a feature: quick enough for everybody, so that only a few need the closer one of
//! [`ceiling`](super::ceiling).
//!
//! What half of the people have in a byte of their rows anyway is granted to all, and a feature counts for what it gives
//! beyond: the greatest of some numbers is at most any level and the sum of what exceeds it. With levels that are usual, next
//! to nothing exceeds them in the rows of most people, and sums lie close to the greatest.

use super::{
    ceiling::{Ceiling, FINE_POINT},
    feature::{FeatureRows, level},
    gain::Gain,
};

/// The bound of one offer for the people of one pool.
pub(crate) struct Rough {
    /// By feature: what it gives beyond what is granted, in [`PARTS`] of a point. There is one for each number of two bytes,
    /// so that none has to be looked for.
    beyond: Box<[u16; 1 << 16]>,
    /// What everybody is granted, by the level of responsibility reached.
    granted: [u32; 7],
}

/// Parts of a point.
const PARTS: u32 = 4;

/// How many people tell what is usual.
const ASKED: usize = 127;

impl Rough {
    /// `gains` is what each feature can earn; `held` says the features of people in some order.
    pub fn new<'p>(
        ceiling: &Ceiling<'_>,
        gains: &[Gain],
        people: usize,
        held: impl Fn(usize) -> FeatureRows<'p>,
    ) -> Self {
        let step = people.div_ceil(ASKED).max(1);
        let asked: Vec<Gain> =
            (0..people).step_by(step).map(|at| Gain::of(gains, held(at)).linear()).collect();
        let usual = Gain::median(&asked);
        let parts = |fine: u32| fine.div_ceil(FINE_POINT / PARTS);
        let mut beyond = Box::new([0u16; 1 << 16]);
        for (beyond, gain) in beyond.iter_mut().zip(gains) {
            *beyond = parts(ceiling.sum(&gain.linear().beyond(&usual))).min(0xFFFF) as u16;
        }
        let granted = ceiling.granted_to_all(&usual).map(parts);
        Self { beyond, granted }
    }

    /// The points that the features of these people give at most, one after the other, and so many more; no more than two bytes
    /// count.
    ///
    /// Never inlined: in a function of its own, the loop keeps everything in registers.
    #[inline(never)]
    pub fn points<'p>(
        &self,
        people: impl Iterator<Item = (FeatureRows<'p>, u8)>,
        more: u32,
        points: &mut [u16],
    ) {
        for ((held, reached), points) in people.zip(points) {
            let mut beyond = 0;
            for [a, b, c, d] in held.often {
                let [a, b, c, d] = [a, b, c, d].map(|at| u32::from(self.beyond[usize::from(*at)]));
                beyond += a + b + c + d;
            }
            for [a, b] in held.seldom {
                let [a, b] = [a, b].map(|at| u32::from(self.beyond[usize::from(*at)]));
                beyond += a + b;
            }
            let granted = self.granted[level(reached)];
            *points = ((granted + beyond) / PARTS + 1 + more).min(0xFFFF) as u16;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assess::{
            ceiling::Titled,
            feature::{Career, rows},
        },
        compile::{months::month_of, offer_fit::OfferFit, weights::Weights},
        model::{OfferForm, Requirement, RequirementKind},
        text::Lexicon,
    };
    use proptest::{collection::vec, prelude::*};
    use std::sync::LazyLock;

    /// A post of command, one of an unknown trade, one that asks for several.
    static OFFERS: LazyLock<Vec<OfferFit>> = LazyLock::new(|| {
        let offer = |title: &str, asked: &[&str]| {
            let asked =
                asked.iter().map(|text| Requirement::new(RequirementKind::KnowHow, *text).into());
            let form = OfferForm {
                id: title.to_owned(),
                title: Some(title.to_owned()),
                requirements: asked.collect(),
                ..OfferForm::default()
            };
            let offer = form.check().unwrap();
            OfferFit::new(&offer, &Lexicon::shipped(), &Weights::suggested()).unwrap()
        };
        vec![
            offer("Chef du service informatique", &["ITIL", "gestion de projet", "Linux", "SQL"]),
            offer("Zorbeur", &["Word"]),
            offer("Secrétaire ou comptable", &["Excel", "comptabilité publique"]),
        ]
    });

    proptest! {
        #[test]
        fn no_quick_bound_is_below_the_closer_one(
            offer in 0usize..3,
            some in vec(vec((0usize..48, prop_oneof![any::<u8>(), Just(u8::MAX)]), 0..60), 1..20),
            people in vec((vec(0u8..20, 0..9), vec(256u16..276, 0..5), 0u16..400, 0u8..8), 1..12),
            titles in (0u32..300, 0u32..50),
            more in prop_oneof![0u32..2_000, Just(70_000)],
        ) {
            let now = month_of(crate::base::Date::new(2026, 11, 30).unwrap());
            let ceiling = Ceiling::new(&OFFERS[offer], now);
            let gains = some.iter().map(|bytes| Gain::of_bytes(bytes));
            let gains: Vec<Gain> = gains.cycle().take(276).collect();
            let lists: Vec<(Vec<_>, Vec<_>)> = people
                .iter()
                .map(|(often, seldom, ..)| (rows(often).collect(), rows(seldom).collect()))
                .collect();
            let held = |at: usize| FeatureRows { often: &lists[at].0, seldom: &lists[at].1 };
            let career = |at: usize| Career { since: now - people[at].2, reached: people[at].3 };
            let rough = Rough::new(&ceiling, &gains, people.len(), held);
            let mut points = vec![0; people.len()];
            let each = (0..people.len()).map(|at| (held(at), people[at].3));
            rough.points(each, more, &mut points);
            for titled in [Titled::default(), Titled { own: titles.0, others: titles.1 }] {
                for (at, quick) in points.iter().enumerate() {
                    let closer = ceiling.points(&Gain::of(&gains, held(at)), career(at), titled);
                    let quick = u32::from(*quick) + ceiling.of_titles(titled);
                    prop_assert!(quick >= (closer + more).min(0xFFFF), "{quick} < {closer} + {more}");
                }
            }
        }
    }
}

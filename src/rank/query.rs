//! Questions: the best candidates for an offer, the best offers for a candidate.

use std::{
    ops::{ControlFlow, Range},
    sync::Arc,
};

use super::{
    columns::Columns,
    compiling::columns,
    engine::{Cancelled, Entry, Pairs, Progress, Promise, Room, Watch, best, is_bounded},
    for_offer::ForOffer,
    key::{Bound, Cell},
    opening::{Dated, Opening, Openings, Profile},
    pool::Pool,
    ranking::{Hit, Question, Ranking, Side},
    threads::map,
};
use crate::{
    assess::words::words_in_common,
    base::{Date, Points, Verdict},
    compile::Facts,
};

/// Which pairs may enter a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    /// By verdict, `Ineligible` first.
    pub verdicts: [bool; 3],
    pub minimum: Points,
}

impl Default for Filter {
    fn default() -> Self {
        Self { verdicts: [false, true, true], minimum: Points::ZERO }
    }
}

impl Filter {
    pub fn admits(&self, cell: Cell) -> bool {
        self.admits_verdict(cell.verdict())
            && (self.minimum == Points::ZERO || cell.score().is_some_and(|s| s >= self.minimum))
    }

    pub fn admits_verdict(&self, verdict: Verdict) -> bool {
        self.verdicts.get(verdict as usize).is_some_and(|admitted| *admitted)
    }
}

/// A question about many pairs: set what it asks for, then [`run`](Self::run) it.
#[derive(Clone, Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct Query {
    between: Between,
    as_of: Date,
    filter: Filter,
    top: Option<usize>,
}

#[derive(Clone, Debug)]
enum Between {
    Candidates(Opening, Pool),
    Offers(Profile, Openings),
}

impl Query {
    pub(crate) fn candidates(opening: &Opening, pool: &Pool, as_of: Date) -> Self {
        Self::new(Between::Candidates(opening.clone(), pool.clone()), as_of)
    }

    pub(crate) fn offers(profile: &Profile, openings: &Openings, as_of: Date) -> Self {
        Self::new(Between::Offers(profile.clone(), openings.clone()), as_of)
    }

    fn new(between: Between, as_of: Date) -> Self {
        Self { between, as_of, filter: Filter::default(), top: None }
    }

    /// Keeps the first `most` entries; 0 keeps none. Without it, all are kept.
    pub const fn top(mut self, most: usize) -> Self {
        self.top = Some(most);
        self
    }

    /// Keeps this verdict and better ones. Default: [`Verdict::Undetermined`]; with [`Verdict::Ineligible`] everybody is
    /// kept.
    pub const fn verdict_at_least(mut self, verdict: Verdict) -> Self {
        self.filter.verdicts = [verdict as u8 == 0, verdict as u8 <= 1, true];
        self
    }

    /// Keeps these verdicts.
    pub fn verdicts(mut self, keep: impl IntoIterator<Item = Verdict>) -> Self {
        self.filter.verdicts = [false; 3];
        for verdict in keep {
            if let Some(kept) = self.filter.verdicts.get_mut(verdict as usize) {
                *kept = true;
            }
        }
        self
    }

    /// Keeps scores from here up. Default: zero, which also keeps offers without any criterion.
    pub const fn minimum_score(mut self, score: Points) -> Self {
        self.filter.minimum = score;
        self
    }

    /// Ranks, on the threads of the rayon pool in which the caller runs (with the feature `parallel`).
    #[must_use]
    pub fn run(self) -> Ranking {
        // Nobody stops it.
        self.run_watched(|_| ControlFlow::Continue(())).unwrap_or_default()
    }

    /// Ranks, telling `hook` from time to time how far it has come; the hook stops the run by breaking. It is called from
    /// several threads at once.
    ///
    /// # Errors
    ///
    /// [`Cancelled`], if the hook broke.
    pub fn run_watched(
        self,
        hook: impl Fn(Progress) -> ControlFlow<()> + Sync,
    ) -> Result<Ranking, Cancelled> {
        let Self { between, as_of, filter, top } = self;
        let question =
            |subject: &str, side| Question { subject: subject.into(), side, as_of, filter, top };
        match between {
            Between::Candidates(opening, pool) => {
                let dated = opening.on(as_of);
                let pairs = ForOffer::new(&dated, &pool, filter, is_bounded(top, pool.len()));
                let places = best(&pairs, top, &Watch::new(&hook, pool.len()))?;
                let entries = places
                    .into_iter()
                    .filter_map(|place| Some((place.cell, pool.person(place.position() as usize)?)))
                    .zip(1..)
                    .map(|((cell, profile), rank)| Hit {
                        rank,
                        cell,
                        profile: profile.clone(),
                        opening: opening.clone(),
                    })
                    .collect();
                let question = question(opening.id(), Side::Candidates);
                Ok(Ranking { question: Some(Arc::new(question)), entries, considered: pool.len() })
            }
            Between::Offers(profile, openings) => {
                let setup = profile.setup();
                let pairs = ForPerson {
                    columns: columns(1, setup, |_| Some(profile.candidate())),
                    facts: profile.facts(),
                    offers: map(&openings, 16, |opening| opening.on(as_of)),
                    filter,
                };
                let places = best(&pairs, top, &Watch::new(&hook, openings.len()))?;
                let entries = places
                    .into_iter()
                    .filter_map(|place| {
                        Some((place.cell, openings.get(place.position() as usize)?))
                    })
                    .zip(1..)
                    .map(|((cell, opening), rank)| Hit {
                        rank,
                        cell,
                        profile: profile.clone(),
                        opening: opening.clone(),
                    })
                    .collect();
                let question = question(profile.id(), Side::Offers);
                Ok(Ranking {
                    question: Some(Arc::new(question)),
                    entries,
                    considered: openings.len(),
                })
            }
        }
    }
}

/// One candidate with every offer.
struct ForPerson {
    /// Of one person.
    columns: Columns,
    facts: Facts,
    offers: Vec<Dated>,
    filter: Filter,
}

impl Pairs for ForPerson {
    fn len(&self) -> usize {
        self.offers.len()
    }

    fn cell(&self, at: usize, room: &mut Room) -> Option<Cell> {
        let dated = self.offers.get(at)?;
        let class = dated.judged(&self.facts);
        if !self.filter.admits_verdict(class.verdict()) {
            return None;
        }
        let people = &self.columns.people;
        let person = people.get(0)?;
        let words = dated.opening.fit().map(|fit| words_in_common(fit, &person, people));
        let cell = dated.looked_at(class, &person, &words.unwrap_or_default(), &mut room.fit);
        Some(cell).filter(|cell| self.filter.admits(*cell))
    }

    fn promises(&self, _: Range<usize>, promises: &mut [Promise]) {
        promises.fill(Promise::MAX);
    }

    fn least(&self, _: Bound) -> Promise {
        Promise::MIN
    }

    fn bounds(&self, pairs: &[(u32, Promise)], _: Bound, _: &mut Room, take: impl FnMut(Entry)) {
        pairs.iter().map(|(at, _)| (Bound::MAX, *at)).for_each(take);
    }
}

//! One offer with every candidate of a pool: bounds from the columns, the exact value for what they let through.

use std::ops::Range;

use super::{
    classes::Classes,
    engine::{Pairs, Room},
    key::{Bound, Cell, Class},
    opening::Dated,
    pool::Pool,
    query::Filter,
};
use crate::{
    assess::{
        ceiling::{Caps, Ceiling, Gain},
        evidence::Bands,
    },
    base::{Points, Verdict},
};

pub(crate) struct ForOffer<'a> {
    dated: &'a Dated,
    pool: &'a Pool,
    filter: Filter,
    /// `None`: every person is judged alone.
    classes: Option<Classes<'a>>,
    /// `None`: the offer has no fit.
    gains: Option<Gains<'a>>,
}

/// What each feature of the pool can earn.
struct Gains<'a> {
    ceiling: Ceiling<'a>,
    caps: Caps,
    each: Vec<Gain>,
    bands: Bands,
}

impl<'a> Gains<'a> {
    fn new(dated: &'a Dated, pool: &Pool) -> Option<Self> {
        let ceiling = Ceiling::new(dated.opening.fit()?, dated.now);
        let features = pool.columns().features.iter();
        Some(Self {
            caps: ceiling.caps(),
            each: features.map(|f| f.map_or(Gain::ALL, |f| ceiling.gain(f))).collect(),
            bands: dated.opening.setup().bands,
            ceiling,
        })
    }

    /// The most that a person with these features can score.
    #[inline]
    fn most(&self, held: &[u16]) -> u16 {
        self.caps.most(held.iter().filter_map(|feature| self.each.get(usize::from(*feature))))
    }

    #[inline]
    fn bound(&self, class: Class, score: u16) -> Bound {
        Bound::of(class.fit(self.bands.band(Points::new(u32::from(score))), score, 10_000))
    }
}

impl<'a> ForOffer<'a> {
    pub fn new(dated: &'a Dated, pool: &'a Pool, filter: Filter) -> Self {
        Self {
            dated,
            pool,
            filter,
            classes: Classes::new(dated, pool.columns()),
            gains: Gains::new(dated, pool),
        }
    }
}

impl ForOffer<'_> {
    /// The bound of the score with the words that the person has, instead of all that are asked.
    fn counted(&self, gains: &Gains<'_>, at: usize, bound: Bound, room: &mut Room) -> u16 {
        let Some(person) = self.pool.person(at) else { return bound.score() };
        let held = self.pool.columns().held.get(at).iter();
        let held = held.filter_map(|feature| gains.each.get(usize::from(*feature)));
        gains.ceiling.with_words(held, &person.0.profile.words, &mut room.words).min(bound.score())
    }
}

impl Pairs for ForOffer<'_> {
    fn len(&self) -> usize {
        self.pool.len()
    }

    fn cell(&self, at: usize, room: &mut Room) -> Option<Cell> {
        let person = &self.pool.person(at)?.0;
        let class = match &self.classes {
            Some(classes) => classes.class(at, person, &mut room.memo),
            None => self.dated.judged(&person.facts),
        };
        if !self.filter.admits_verdict(class.verdict()) {
            return None;
        }
        let cell = self.dated.fitted(class, &person.profile, &mut room.scratch);
        Some(cell).filter(|cell| self.filter.admits(*cell))
    }

    fn bounds(&self, chunk: Range<usize>, out: &mut [Bound]) {
        let Some(gains) = &self.gains else {
            out.fill(Bound::of(Class::BEST.unfit()));
            return;
        };
        let held = &self.pool.columns().held;
        for (at, out) in chunk.zip(out) {
            let score = gains.most(held.get(at));
            *out = if score < self.filter.minimum.get() {
                Bound::NONE
            } else {
                gains.bound(Class::BEST, score)
            };
        }
    }

    fn closer(&self, at: usize, bound: Bound, room: &mut Room) -> Bound {
        let Some(classes) = &self.classes else { return bound };
        let class = classes.at_most(at, &mut room.memo);
        let surely = classes.is_exact() || class.verdict() == Verdict::Ineligible;
        if surely && !self.filter.admits_verdict(class.verdict()) {
            return Bound::NONE;
        }
        match &self.gains {
            None => Bound::of(class.unfit()),
            Some(gains) => gains.bound(class, self.counted(gains, at, bound, room)),
        }
    }
}

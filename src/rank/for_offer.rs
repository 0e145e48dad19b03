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
        swift::WordTable,
    },
    base::{Points, Verdict},
};

pub(crate) struct ForOffer<'a> {
    dated: &'a Dated,
    pool: &'a Pool,
    filter: Filter,
    words: WordTable,
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
        Some(Self {
            caps: ceiling.caps(),
            each: ceiling.gains(&pool.columns().features),
            bands: dated.opening.setup().bands,
            ceiling,
        })
    }

    /// What these features can earn.
    #[inline]
    fn of(&self, held: &[u16]) -> impl Iterator<Item = &Gain> {
        held.iter().filter_map(|feature| self.each.get(usize::from(*feature)))
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
            words: dated.words(&pool.columns().people),
            classes: Classes::over(dated, pool),
            gains: Gains::new(dated, pool),
        }
    }

    /// Exactly the class of a person.
    fn class(&self, at: usize, room: &mut Room) -> Class {
        Classes::class_in(self.classes.as_ref(), self.dated, self.pool, at, &mut room.memo)
    }
}

impl Pairs for ForOffer<'_> {
    fn len(&self) -> usize {
        self.pool.len()
    }

    fn cell(&self, at: usize, room: &mut Room) -> Option<Cell> {
        let class = self.class(at, room);
        if !self.filter.admits_verdict(class.verdict()) {
            return None;
        }
        let person = self.pool.columns().people.get(at)?;
        let cell = self.dated.looked_at(class, &person, &self.words, &mut room.fit);
        Some(cell).filter(|cell| self.filter.admits(*cell))
    }

    fn bounds(&self, chunk: Range<usize>, out: &mut [Bound]) {
        let Some(gains) = &self.gains else {
            out.fill(Bound::of(Class::BEST.unfit()));
            return;
        };
        let columns = self.pool.columns();
        let Some(fit) = self.dated.opening.fit() else { return };
        for (at, out) in chunk.zip(out) {
            let Some(person) = columns.people.get(at) else { continue };
            let score = gains.caps.features(gains.of(columns.held.get(at)))
                + self.words.most(fit, &person)
                + gains.ceiling.titled(person.title_words);
            let score = score.min(10_000) as u16;
            *out = if score < self.filter.minimum.get() {
                Bound::NONE
            } else {
                gains.bound(Class::BEST, score)
            };
        }
    }

    fn closer(&self, at: usize, bound: Bound, room: &mut Room) -> Bound {
        let class = match &self.classes {
            None => Class::BEST,
            Some(classes) => {
                let class = classes.at_most(at, &mut room.memo);
                let surely = classes.is_exact() || class.verdict() == Verdict::Ineligible;
                if surely && !self.filter.admits_verdict(class.verdict()) {
                    return Bound::NONE;
                }
                class
            }
        };
        match &self.gains {
            None => Bound::of(class.unfit()),
            Some(gains) => gains.bound(class, bound.score()),
        }
    }
}

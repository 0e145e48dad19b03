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
        ceiling::{Ceiling, Gain},
        evidence::Bands,
        words::WordTable,
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
    each: Vec<Gain>,
    /// Points of all words in common together.
    words: u32,
    bands: Bands,
}

impl<'a> Gains<'a> {
    fn new(dated: &'a Dated, pool: &Pool) -> Option<Self> {
        let fit = dated.opening.fit()?;
        let ceiling = Ceiling::new(fit, dated.now);
        Some(Self {
            each: ceiling.gains(&pool.columns().features),
            words: fit.all_words(),
            bands: dated.opening.setup().bands,
            ceiling,
        })
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

    /// The bound of somebody of this class whose words in common give so many points.
    #[inline]
    fn at_most(&self, gains: &Gains<'_>, class: Class, at: usize, words: u32) -> Bound {
        let columns = self.pool.columns();
        let career = columns.careers.get(at).copied().unwrap_or_default();
        let mut score = words + gains.ceiling.bound(&gains.each, columns.held.get(at), career);
        if gains.ceiling.looks_at_titles()
            && let Some(person) = columns.people.get(at)
        {
            score += gains.ceiling.titled(person.title_words);
        }
        let score = score.min(10_000) as u16;
        if score < self.filter.minimum.get() {
            return Bound::NONE;
        }
        Bound::of(class.fit(gains.bands.band(Points::new(u32::from(score))), score, 10_000))
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
        room.words.clear();
        self.words.count(&person, &mut room.words);
        let cell = self.dated.looked_at(class, &person, &room.words, &mut room.fit);
        Some(cell).filter(|cell| self.filter.admits(*cell))
    }

    fn bounds(&self, chunk: Range<usize>, out: &mut [Bound]) {
        let Some(gains) = &self.gains else {
            out.fill(Bound::of(Class::BEST.unfit()));
            return;
        };
        for (at, out) in chunk.zip(out) {
            *out = self.at_most(gains, Class::BEST, at, gains.words);
        }
    }

    /// With the class of the person, and the words that are found.
    fn closer(&self, at: usize, room: &mut Room) -> Bound {
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
        let Some(gains) = &self.gains else { return Bound::of(class.unfit()) };
        let person = self.pool.columns().people.get(at);
        let words = person.map_or(gains.words, |person| self.words.most(&person).min(gains.words));
        self.at_most(gains, class, at, words)
    }
}

//! One offer with every candidate of a pool: bounds from the columns, the exact value for what they let through.

use std::ops::Range;

use super::{
    classes::Classes,
    columns::Columns,
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
    base::{Points, Verdict, first},
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

    /// Points that the words of a candidate's titles may give beside.
    #[inline]
    fn titled(&self, columns: &Columns, at: usize) -> u32 {
        if !self.ceiling.looks_at_titles() {
            return 0;
        }
        columns.people.get(at).map_or(0, |person| self.ceiling.titled(person.title_words))
    }

    /// The bound of the best class with so many points at most.
    #[inline]
    fn bound(&self, score: u32) -> Bound {
        self.scored(Bound::of(Class::BEST.unfit()), score)
    }

    /// A bound with so many points at most.
    #[inline]
    fn scored(&self, bound: Bound, score: u32) -> Bound {
        let score = score.min(10_000);
        bound.scored(self.bands.band(Points::new(score)), score as u16)
    }

    /// The least points with which the best class reaches a bound; more than there are if none does.
    fn least_score(&self, bound: Bound) -> u32 {
        first(0..10_001, |score| self.bound(score as u32) >= bound) as u32
    }
}

impl<'a> ForOffer<'a> {
    pub fn new(dated: &'a Dated, pool: &'a Pool, filter: Filter) -> Self {
        Self {
            dated,
            pool,
            filter,
            words: dated.words(&pool.columns().people),
            classes: Classes::over(0, dated, pool),
            gains: Gains::new(dated, pool),
        }
    }

    /// A bound with the class of the person instead of the best one, at most.
    #[inline]
    fn in_class(&self, bound: Bound, at: usize, room: &mut Room) -> Bound {
        let Some(classes) = &self.classes else { return bound };
        let class = classes.at_most(at, &mut room.memo);
        let surely = classes.is_exact() || class.verdict() == Verdict::Ineligible;
        if surely && !self.filter.admits_verdict(class.verdict()) {
            return Bound::NONE;
        }
        bound.in_class(class)
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
        self.words.count_alone(&person, &mut room.words);
        let cell = self.dated.looked_at(class, &person, &room.words, &mut room.fit);
        Some(cell).filter(|cell| self.filter.admits(*cell))
    }

    fn bounds(&self, chunk: Range<usize>, floor: Bound, out: &mut [Bound]) {
        let Some(gains) = &self.gains else {
            out.fill(Bound::of(Class::BEST.unfit()));
            return;
        };
        let columns = self.pool.columns();
        let start = chunk.start;
        let least = gains.least_score(floor).max(u32::from(self.filter.minimum.get()));
        for (place, held, career) in columns.bounding.chunk(chunk) {
            let gain = Gain::of(&gains.each, held);
            let more = gains.words + gains.titled(columns, start + place);
            let score = gains.ceiling.points(&gain, career) + more;
            let bound = gains.bound(score);
            if let Some(out) = out.get_mut(place) {
                *out = if score < least { Bound::NONE } else { bound };
            }
        }
    }

    /// With the class of each person, and then with the words that are found. Everybody's class first: what lies apart in
    /// memory is then waited for together.
    fn closer(&self, bounds: &mut [(Bound, usize)], floor: Bound, room: &mut Room) {
        for (bound, at) in &mut *bounds {
            *bound = self.in_class(*bound, *at, room);
        }
        let Some(gains) = &self.gains else { return };
        let minimum = u32::from(self.filter.minimum.get());
        let people = &self.pool.columns().people;
        for (bound, at) in bounds {
            let score = u32::from(bound.score());
            // What had to be cut off says nothing of its parts.
            if *bound < floor || score == 10_000 {
                continue;
            }
            let Some(person) = people.get(*at) else { continue };
            self.words.count_alone(&person, &mut room.words);
            let found = self.words.points(&room.words).min(gains.words);
            let score = score - gains.words + found;
            *bound = if score < minimum { Bound::NONE } else { gains.scored(*bound, score) };
        }
    }
}

//! One offer with every candidate of a pool: bounds from the columns, the exact value for what they let through.
//!
//! Three bounds follow each other, each for what the one before lets through: one number a feature for everybody; the rows of
//! the features; the class of the person and the words in common.

use std::ops::Range;

use super::{
    classes::Classes,
    columns::Columns,
    engine::{Entry, Pairs, Room},
    key::{Bound, Cell, Class},
    opening::Dated,
    pool::Pool,
    query::Filter,
    threads::chunks,
};
use crate::{
    assess::{
        ceiling::{Ceiling, Gain, Titled},
        evidence::Bands,
        rough::Rough,
        words::WordTable,
    },
    base::{Points, Verdict, first},
    compile::people::Words,
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
    rough: Rough,
    /// Points of all words in common together.
    words: u32,
    bands: Bands,
}

impl<'a> Gains<'a> {
    fn new(dated: &'a Dated, pool: &Pool) -> Option<Self> {
        let fit = dated.opening.fit()?;
        let ceiling = Ceiling::new(fit, dated.now);
        let columns = pool.columns();
        let each = ceiling.gains(&columns.features);
        let held = |rank| columns.bounding.get(rank).0;
        Some(Self {
            rough: Rough::new(&ceiling, &each, columns.len(), held),
            each,
            words: fit.all_words(),
            bands: dated.opening.setup().bands,
            ceiling,
        })
    }

    /// What the words of a candidate's titles may give beside the features.
    #[inline]
    fn titled(&self, columns: &Columns, at: usize) -> Titled {
        if !self.ceiling.looks_at_titles() {
            return Titled::default();
        }
        let person = columns.people.get(at);
        person.map_or_else(Titled::default, |person| self.ceiling.titled(person.title_words))
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

    fn cell(&self, rank: usize, room: &mut Room) -> Option<Cell> {
        let at = self.position(rank);
        let class = self.class(at, room);
        if !self.filter.admits_verdict(class.verdict()) {
            return None;
        }
        let person = self.pool.columns().people.get(at)?;
        self.words.count_alone(person.words, &mut room.words);
        let cell = self.dated.looked_at(class, &person, &room.words, &mut room.fit);
        Some(cell).filter(|cell| self.filter.admits(*cell))
    }

    fn position(&self, rank: usize) -> usize {
        self.pool.columns().bounding.position(rank)
    }

    fn bounds(&self, ranks: Range<usize>, floor: Bound, out: &mut Vec<Entry>) {
        let Some(gains) = &self.gains else {
            let best = Bound::of(Class::BEST.unfit());
            out.extend(ranks.map(|rank| (best, rank as u32)));
            return;
        };
        let columns = self.pool.columns();
        let least = gains.least_score(floor).max(u32::from(self.filter.minimum.get()));
        // First the quick look at some, in a loop of its own, then the closer one at those that it lets through.
        let mut rough = [0; TOGETHER];
        for ranks in
            chunks(ranks.len(), TOGETHER).map(|r| ranks.start + r.start..ranks.start + r.end)
        {
            for ((_, held, career), rough) in columns.bounding.chunk(ranks.clone()).zip(&mut rough)
            {
                *rough = gains.rough.points(held, career) + gains.words;
            }
            for (rank, rough) in ranks.zip(rough) {
                if rough < least && !gains.ceiling.looks_at_titles() {
                    continue;
                }
                let at = columns.bounding.position(rank);
                let titled = gains.titled(columns, at);
                if rough + gains.ceiling.of_titles(titled) < least {
                    continue;
                }
                let (held, career) = columns.bounding.get(rank);
                let gain = Gain::of(&gains.each, held);
                let score = gains.ceiling.points(&gain, career, titled) + gains.words;
                if score >= least {
                    out.push((gains.bound(score), rank as u32));
                }
            }
        }
    }

    /// With the class of each person, and then with the words that are found. Everybody's class first: what lies apart in
    /// memory is then waited for together.
    fn closer(&self, bounds: &mut [Entry], floor: Bound, room: &mut Room) {
        for (bound, rank) in &mut *bounds {
            *bound = self.in_class(*bound, self.position(*rank as usize), room);
        }
        let Some(gains) = &self.gains else { return };
        let minimum = u32::from(self.filter.minimum.get());
        let people = &self.pool.columns().people;
        let words: Vec<Words<'_>> =
            bounds.iter().map(|(_, rank)| people.words_of(self.position(*rank as usize))).collect();
        let lines = words.iter().flat_map(|words| words.numbered.iter().step_by(LINE));
        std::hint::black_box(lines.fold(0, |all, word| all ^ word));
        for ((bound, _), words) in bounds.iter_mut().zip(words) {
            let score = u32::from(bound.score());
            // What had to be cut off says nothing of its parts.
            if *bound < floor || score == 10_000 {
                continue;
            }
            self.words.count_alone(words, &mut room.words);
            let found = self.words.points(&room.words).min(gains.words);
            let score = score - gains.words + found;
            *bound = if score < minimum { Bound::NONE } else { gains.scored(*bound, score) };
        }
    }
}

/// How many candidates get a quick look before those that pass it get a closer one.
const TOGETHER: usize = 256;

/// How many words lie in what the processor fetches at once.
const LINE: usize = 32;

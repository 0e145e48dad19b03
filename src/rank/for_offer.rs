//! One offer with every candidate of a pool: bounds from the columns, the exact value for what they let through.
//!
//! Three bounds follow each other, each for what the one before lets through: one number a feature for everybody; the rows of
//! the features; the class of the person and the words in common.

use std::ops::Range;

use super::{
    classes::Classes,
    columns::Columns,
    engine::{Entry, Pairs, Promise, Room},
    key::{Bound, Cell, Class},
    opening::Dated,
    pool::Pool,
    query::Filter,
    threads::map,
};
use crate::{
    assess::{
        ceiling::{Ceiling, Titled},
        evidence::Bands,
        gain::Gain,
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
    /// `None`: the offer has no fit, or nobody asks for bounds.
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
    fn new(dated: &'a Dated, pool: &Pool, words: &WordTable) -> Option<Self> {
        let fit = dated.opening.fit()?;
        let ceiling = Ceiling::new(fit, dated.now);
        let columns = pool.columns();
        let each = map(&columns.features, 512, |feature| ceiling.gain(feature));
        let held = |rank| columns.bounding.get(rank).0;
        Some(Self {
            rough: Rough::new(&ceiling, &each, columns.len(), held),
            each,
            words: words.most(),
            bands: dated.opening.setup().bands,
            ceiling,
        })
    }

    /// What the words of a candidate's titles may give beside the features.
    #[inline]
    fn titled(&self, columns: &Columns, rank: usize) -> Titled {
        if !self.ceiling.looks_at_titles() {
            return Titled::default();
        }
        let person = columns.people.get(columns.bounding.position(rank));
        person.map_or_else(Titled::default, |person| self.ceiling.titled(person.title_words))
    }

    /// A bound with so many points at most.
    #[inline]
    fn scored(&self, bound: Bound, score: u32) -> Bound {
        let score = score.min(10_000);
        bound.scored(self.bands.band(Points::new(score)), score as u16)
    }

    /// So many points as a promise.
    fn promise(&self, points: u32) -> Promise {
        points.min(u32::from(Promise::MAX)) as Promise
    }

    /// The least points with which the class of a bound reaches a floor; more than there are if none does.
    fn least_score(&self, bound: Bound, floor: Bound) -> u32 {
        first(0..10_001, |score| self.scored(bound, score as u32) >= floor) as u32
    }
}

impl<'a> ForOffer<'a> {
    pub fn new(dated: &'a Dated, pool: &'a Pool, filter: Filter, bounded: bool) -> Self {
        let words = dated.words(&pool.columns().people);
        Self {
            dated,
            pool,
            filter,
            classes: Classes::over(0, dated, pool),
            gains: if bounded { Gains::new(dated, pool, &words) } else { None },
            words,
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

    /// The least points with which a person of this rank reaches a floor, of which few are known.
    fn least_of_own(
        &self,
        gains: &Gains<'_>,
        rank: usize,
        floor: Bound,
        known: &mut Vec<(Bound, u32)>,
        room: &mut Room,
    ) -> u32 {
        let class = self.in_class(BEST, self.position(rank), room);
        if class == Bound::NONE {
            return u32::MAX;
        }
        if let Some((_, least)) = known.iter().find(|(other, _)| *other == class) {
            return *least;
        }
        let least = gains.least_score(class, floor);
        known.push((class, least));
        least
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

    fn promises(&self, ranks: Range<usize>, promises: &mut [Promise]) {
        let Some(gains) = &self.gains else { return promises.fill(Promise::MAX) };
        let columns = self.pool.columns();
        gains.rough.points(columns.bounding.some(ranks.clone()), gains.words, promises);
        if gains.ceiling.looks_at_titles() {
            for (promise, rank) in promises.iter_mut().zip(ranks) {
                let more = gains.ceiling.of_titles(gains.titled(columns, rank));
                *promise = gains.promise(u32::from(*promise) + more);
            }
        }
    }

    fn least(&self, floor: Bound) -> Promise {
        let Some(gains) = &self.gains else { return Promise::MIN };
        gains.promise(gains.least_score(BEST, floor).max(u32::from(self.filter.minimum.get())))
    }

    fn bounds(
        &self,
        ranks: &[(u32, Promise)],
        floor: Bound,
        room: &mut Room,
        mut take: impl FnMut(Entry),
    ) {
        let Some(gains) = &self.gains else {
            ranks.iter().for_each(|(rank, _)| take((BEST, *rank)));
            return;
        };
        let columns = self.pool.columns();
        let minimum = u32::from(self.filter.minimum.get());
        let least = gains.least_score(BEST, floor);
        // Nobody that was found is of the best class: what is asked of a person depends on the own one.
        let mut leasts = (least == 0 && floor > Bound::LEAST).then(Vec::new);
        for (rank, promise) in ranks {
            let at = *rank as usize;
            let least = match &mut leasts {
                None => least,
                Some(known) => self.least_of_own(gains, at, floor, known, room),
            };
            let least = least.max(minimum);
            if *promise < gains.promise(least) {
                continue;
            }
            let (held, career) = columns.bounding.get(at);
            let gain = Gain::of(&gains.each, held);
            let titled = gains.titled(columns, at);
            let score = gains.ceiling.points(&gain, career, titled) + gains.words;
            if score >= least {
                take((gains.scored(BEST, score), *rank));
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
        // What had to be cut off says nothing of its parts.
        let of_use =
            bounds.iter_mut().filter(|(bound, _)| *bound >= floor && bound.score() < 10_000);
        let of_use: Vec<(&mut Bound, Words<'_>)> = of_use
            .map(|(bound, rank)| (bound, people.words_of(self.position(*rank as usize))))
            .collect();
        let lines = of_use.iter().flat_map(|(_, words)| words.numbered.iter().step_by(LINE));
        std::hint::black_box(lines.fold(0, |all, word| all ^ word));
        for (bound, words) in of_use {
            let score = u32::from(bound.score());
            self.words.count_alone(words, &mut room.words);
            let found = self.words.points(&room.words).min(gains.words);
            let score = score - gains.words + found;
            *bound = if score < minimum { Bound::NONE } else { gains.scored(*bound, score) };
        }
    }
}

/// Somebody of the best class, of whom nothing else is known.
const BEST: Bound = Bound::of(Class::BEST.unfit());

/// How many words lie in what the processor fetches at once.
const LINE: usize = 32;

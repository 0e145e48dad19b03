//! Eligibility of many candidates for one offer: each test judged once for each distinct part of the facts.

use super::{columns::Columns, key::Class, opening::Dated, pool::Pool, threads::map};
use crate::{
    assess::{Quick, conclude},
    base::{Truth, first},
    compile::{Ask, Facts, Home},
};

/// The truths of up to 64 tests, two bits each: 00 not met, 01 unknown, 11 met, so that the best of two is their union.
type Truths = u128;

const MOST: usize = 64;

/// So many tests of the posts held are tried either way; an offer with more is judged person by person.
const MOST_JUDGED: usize = 3;

const fn code(truth: Truth) -> Truths {
    match truth {
        Truth::NotMet => 0b00,
        Truth::Unknown => 0b01,
        Truth::Met => 0b11,
    }
}

const fn decode(truths: Truths, ask: u16) -> Truth {
    match truths >> (2 * ask as u32) & 0b11 {
        0b00 => Truth::NotMet,
        0b01 => Truth::Unknown,
        _ => Truth::Met,
    }
}

/// One offer's tests over the columns of a pool.
pub(crate) struct Classes<'a> {
    /// Tells the offers of one question apart.
    number: u32,
    dated: &'a Dated,
    columns: &'a Columns,
    /// By part: what the tests say of it.
    parts: Vec<Truths>,
    /// Residence tests: (met up to this first day, not excluded up to this one, place of the test).
    residence: Vec<(i32, i32, u32)>,
    /// Tests of the posts held: judged from the person's own facts.
    posts: Vec<u16>,
}

/// Classes met so far, by offer and truths: a small table where a newcomer takes the place of another.
pub(crate) struct Memo(Vec<(Truths, u32, Class)>);

/// No test needs all bits: the key of an empty place is never met.
const EMPTY: (Truths, u32, Class) = (Truths::MAX ^ 1, 0, Class::NONE);
/// A memo has two to this power of places.
const MEMO_BITS: u32 = 11;

impl Default for Memo {
    fn default() -> Self {
        Self(vec![EMPTY; 1 << MEMO_BITS])
    }
}

impl<'a> Classes<'a> {
    /// `None` if the offer has more tests than fit: everybody is then judged one by one.
    fn new(number: u32, dated: &'a Dated, columns: &'a Columns) -> Option<Self> {
        let asks = &dated.program.asks;
        let judged = asks.iter().filter(|ask| matches!(ask, Ask::Experience { .. })).count();
        if asks.len() >= MOST || judged > MOST_JUDGED {
            return None;
        }
        let mut residence = Vec::new();
        let mut posts = Vec::new();
        for (ask, at) in asks.iter().zip(0u16..) {
            match ask {
                Ask::Residence { .. } => {
                    let (met, possible) = thresholds(ask);
                    residence.push((met, possible, 2 * u32::from(at)));
                }
                Ask::Experience { .. } => posts.push(at),
                _ => {}
            }
        }
        // Of a diploma only the tests of diplomas say anything; everybody has a part of whom the others do.
        let of_diplomas: Vec<(u32, &Ask)> =
            (0u32..).zip(asks).filter(|(_, ask)| matches!(ask, Ask::Diploma { .. })).collect();
        let all: Vec<(u32, &Ask)> = (0u32..).zip(asks).collect();
        let parts = map(&columns.parts, 512, |part| {
            judge(if part.diplomas.is_empty() { &all } else { &of_diplomas }, part)
        });
        Some(Self { number, dated, columns, parts, residence, posts })
    }

    /// The classes of an offer over a pool, which makes ready what they will ask of it. `number` tells the offers of one
    /// question apart.
    pub fn over(number: u32, dated: &'a Dated, pool: &'a Pool) -> Option<Self> {
        let classes = Self::new(number, dated, pool.columns());
        if !classes.as_ref().is_some_and(Self::is_exact) {
            pool.prepare_facts();
        }
        classes
    }

    /// Whether [`at_most`](Self::at_most) is the class itself, and no facts are needed to judge anybody.
    pub const fn is_exact(&self) -> bool {
        self.posts.is_empty()
    }

    /// What the tests say of a person, but those of the posts held.
    #[inline]
    fn truths(&self, at: usize) -> Truths {
        let shared = self.columns.shared.get(at).iter();
        let mut truths = shared
            .filter_map(|part| self.parts.get(*part as usize))
            .fold(0, |all, part| all | part);
        let home = self.columns.homes.get(at).copied().unwrap_or(Home::NONE);
        for (met, possible, place) in &self.residence {
            let bits = Truths::from(home.perhaps <= *possible)
                | (Truths::from(home.surely <= *met) * 0b11);
            truths |= bits << place;
        }
        truths
    }

    fn conclude(&self, truths: Truths) -> Class {
        self.dated.class(&conclude(&self.dated.program, |ask| decode(truths, ask)))
    }

    fn remembered(&self, truths: Truths, memo: &mut Memo) -> Class {
        let mixed = truths as u64 ^ (truths >> 64) as u64 ^ u64::from(self.number) << 32;
        let hash = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        match memo.0.get_mut((hash >> (64 - MEMO_BITS)) as usize) {
            Some((known, number, class)) if *known == truths && *number == self.number => *class,
            Some(place) => {
                *place = (truths, self.number, self.conclude(truths));
                place.2
            }
            None => self.conclude(truths),
        }
    }

    /// What the tests say of a person. `facts` are asked for the tests of the posts held, if there are any.
    fn judged(&self, at: usize, facts: Option<&Facts>) -> Truths {
        let mut truths = self.truths(at);
        for ask in &self.posts {
            let truth = facts.map_or(Truth::Unknown, |f| self.dated.program.see(*ask, f).truth);
            truths |= code(truth) << (2 * ask);
        }
        truths
    }

    /// Exactly the class of a person. `facts` are needed unless the classes are [exact](Self::is_exact).
    #[inline]
    fn class(&self, at: usize, facts: Option<&Facts>, memo: &mut Memo) -> Class {
        self.remembered(self.judged(at, facts), memo)
    }

    /// Exactly the class of a person of the pool; without classes, judged alone.
    pub fn class_in(
        classes: Option<&Self>,
        dated: &Dated,
        pool: &Pool,
        at: usize,
        memo: &mut Memo,
    ) -> Class {
        match classes {
            Some(classes) => {
                let facts = if classes.is_exact() { None } else { pool.facts(at) };
                classes.class(at, facts, memo)
            }
            None => pool.facts(at).map_or(Class::default(), |facts| dated.judged(facts)),
        }
    }

    /// Everything that follows from the tests of a person.
    pub fn quick(&self, at: usize, facts: Option<&Facts>) -> Quick {
        let truths = self.judged(at, facts);
        conclude(&self.dated.program, |ask| decode(truths, ask))
    }

    /// The best class a person can have, whatever the tests of the posts held say.
    #[inline]
    pub fn at_most(&self, at: usize, memo: &mut Memo) -> Class {
        let truths = self.truths(at);
        match &*self.posts {
            [] => self.remembered(truths, memo),
            posts => self.best(truths, posts, memo),
        }
    }

    /// The best over what these tests may say: no rule is assumed to prefer one answer.
    fn best(&self, truths: Truths, posts: &[u16], memo: &mut Memo) -> Class {
        match posts.split_first() {
            None => self.remembered(truths, memo),
            Some((ask, rest)) => [Truth::NotMet, Truth::Unknown, Truth::Met]
                .into_iter()
                .map(|truth| self.best(truths | code(truth) << (2 * ask), rest, memo))
                .max_by_key(|class| class.unfit())
                .unwrap_or_default(),
        }
    }
}

fn judge(asks: &[(u32, &Ask)], part: &Facts) -> Truths {
    asks.iter().fold(0, |all, (at, ask)| all | code(ask.see(part).truth) << (2 * at))
}

/// Up to which first day of a lasting residence a test is met, and up to which it is not excluded: the earlier the
/// beginning, the longer the residence.
fn thresholds(ask: &Ask) -> (i32, i32) {
    let last = |holds: &dyn Fn(Truth) -> bool| {
        // From the year 1700 to the year 2300.
        let days = -100_000..120_000;
        let never = days.start;
        match first(days, |day| !holds(ask.see(&Facts::resident_since(day)).truth)) {
            no if no == never => i32::MIN,
            no => no - 1,
        }
    };
    (last(&|truth| truth == Truth::Met), last(&|truth| truth != Truth::NotMet))
}

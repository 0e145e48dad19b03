//! What a profile has, as far as a bound looks at it: shared by many, so that each is judged once for an offer.

use serde::{Deserialize, Serialize};

use super::time::Lasting;
use crate::{
    compile::{
        mastery::{Mastery, years},
        months::{CURRENT, Month},
        people::Person,
        profile::{Source, Stint},
    },
    text::{StemId, TermId},
};

/// One thing a profile has, as far as it can earn points: a term with what is known of its mastery, or a word of a title
/// that names nothing known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Feature {
    /// Earns no points: fills up a row of [`FeatureRows`].
    Nothing,
    /// Any feature at all.
    Any,
    Term(Grade),
    Word(StemId),
}

/// The features of a person under their numbers: those of one byte, and the others. What is missing in a row is the feature 0.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FeatureRows<'a> {
    pub often: &'a [[u8; 4]],
    pub seldom: &'a [[u16; 2]],
}

impl FeatureRows<'_> {
    /// All numbers, and 0 for what is missing.
    #[inline]
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        let often = self.often.iter().flatten().copied().map(usize::from);
        often.chain(self.seldom.iter().flatten().copied().map(usize::from))
    }
}

/// Numbers in rows; those that are missing in the last are 0.
pub(crate) fn rows<N: Copy + Default, const SIZE: usize>(
    numbers: &[N],
) -> impl Iterator<Item = [N; SIZE]> {
    let row = |row: &[N]| std::array::from_fn(|at| row.get(at).copied().unwrap_or_default());
    numbers.chunks(SIZE).map(row)
}

/// A term with where it stands, the level reached and when it was last used, the two last at their best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Grade {
    pub term: TermId,
    pub source: Source,
    level: u8,
    last: Month,
}

/// Last uses are told apart by so many months: enough for pruning, and few enough to be shared.
const STEP: Month = 36;

impl Grade {
    fn new(term: TermId, source: Source, level: u8, last: Month) -> Self {
        let last = match last {
            // Not stated counts as long ago.
            0 | CURRENT => last,
            last => (last / STEP * STEP).saturating_add(STEP - 1).min(CURRENT - 1),
        };
        Self { term, source, level, last }
    }

    /// The mastery on a date, at most.
    pub fn mastery(self, now: Month) -> Mastery {
        Mastery::new(self.source, self.level, self.years(now))
    }

    /// Whole years since its last use, at least.
    pub fn years(self, now: Month) -> u8 {
        years(self.last, now)
    }
}

/// The features of a person, each once.
pub(crate) fn features(person: &Person<'_>, out: &mut Vec<Feature>) {
    out.clear();
    let (own, mut rest) = person.held.split_at(person.in_no_post());
    out.extend(own.iter().map(|held| {
        let (level, last) = held.grade();
        Feature::Term(Grade::new(held.term, held.source(), level, last))
    }));
    for (at, stint) in person.stints.iter().enumerate() {
        let (own, after) = rest.split_at_checked(stint.terms()).unwrap_or((rest, &[]));
        rest = after;
        let lasting = stint.to.1 == CURRENT;
        // A post that lasts grows; one that has ended is as long as it was.
        let level = if lasting { 4 } else { Lasting::of(stint, CURRENT - 1).level() };
        let last = if lasting { CURRENT } else { stint.to.0 };
        out.extend(
            own.iter().map(|held| Feature::Term(Grade::new(held.term, held.source(), level, last))),
        );
        if stint.silent {
            let words = person.title_words.iter().filter(|(_, of)| usize::from(*of) == at);
            out.extend(words.map(|(word, _)| Feature::Word(*word)));
        }
    }
    out.sort_unstable();
    // Of one term in one place only the best is of use: sorted last, if it is as good in both.
    out.dedup_by(|next, kept| {
        let beaten = match (&*next, &*kept) {
            (Feature::Term(a), Feature::Term(b)) => {
                a.term == b.term && a.source == b.source && a.level >= b.level && (a.last >= b.last)
            }
            (a, b) => a == b,
        };
        if beaten {
            *kept = *next;
        }
        beaten
    });
}

/// What the posts of a person tell of time and of responsibility.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Career {
    /// When the first post has begun, of those that tell it surely; [`CURRENT`] if none does.
    pub since: Month,
    /// The highest level of responsibility, 0 to 6.
    pub reached: u8,
}

impl Career {
    /// The level reached, as a place in tables by level.
    #[inline]
    pub fn level(self) -> usize {
        level(self.reached)
    }

    pub fn of(stints: &[Stint]) -> Self {
        Self {
            since: stints
                .iter()
                .map(|s| s.from.1)
                .filter(|month| *month > 0)
                .min()
                .unwrap_or(CURRENT),
            reached: stints.iter().map(|s| s.level.max(s.command)).max().unwrap_or(0),
        }
    }
}

/// A level of responsibility, as a place in tables by level.
#[inline]
pub(crate) fn level(reached: u8) -> usize {
    usize::from(reached).min(6)
}

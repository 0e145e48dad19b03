//! Titles of posts: which entries of a taxonomy a title is nearest to.
//!
//! [`TitleIndex`] serves any taxonomy: job sheets of an administration, a national directory of trades, the pay grid of an
//! employer. It knows French titles as they are printed: both genders, inclusive endings, abbreviations, acronyms,
//! truncation, other words for the same work.
//!
//! # Method
//!
//! A title becomes its distinct content words in order, without gender and number, so that `Accordeur / Accordeuse de
//! pianos` and `accordeur(se) de piano` are the same two words. A word weighs what it tells in this taxonomy,
//! log2(names / names that have it); words of a setting (`service`, `entreprise` …, `data/context.txt`) weigh half. A word
//! of the query may stand for
//! - itself, 100 %; a word of the same root (`soudeur`, `soudage`), 50 %;
//! - a word it begins, 85 % (60 % where it is a rare word of the taxonomy itself: `prod`); a word it contracts (`adjt`),
//!   60 %; printed in capitals, consecutive words with these initials (`DAF`), 85 %;
//! - another word or phrase for the same work, 75 %, or a near one, 45 %, and what these stand for at six tenths of the
//!   product (`data/synonyms.txt`: `chauffeur`, `conducteur`; `poids lourd`, `camion`).
//!
//! The likeness of a name is a sum of seven parts, divided by their sum of weights (265), each in basis points:
//!
//! | part | weight |
//! |---|---|
//! | coverage: cube root of (share of the query that the name covers × square of the share of the name that the query covers) | 100 |
//! | literal: sixth power of the share of the query found as itself, abbreviated or of the same root and beginning | 50 |
//! | cosine of the weighted words, likeness included | 40 |
//! | branch of activity: cosine of the branches the words point to (`data/sectors.txt`) | 35 |
//! | head: likeness of the first word of the name with the first of the query | 15 |
//! | spelling: cosine of groups of three letters; for slips of the pen, which the sets below do not hold | 15 |
//! | role: cosine of what the person does there (`data/roles.txt`) | 10 |
//!
//! less 40 where the name is a plural (a family of posts) and the query is not. The same words in the same order are
//! 10 000, anything else at most 9 999. Everything is computed with integers, in a fixed order.
//!
//! Names of the same words (`boulanger`, `boulangère`, `boulanger/boulangère`) that a taxonomy lists under several
//! identifiers would fill the first places of a result with one proposal. The best of them keeps its likeness as score;
//! the others *repeat* it and score half. [`TitleMatch::likeness`] keeps the plain figure.
//!
//! The tables were written for this library from general knowledge of French trades, beside lists of the words of two
//! public directories. The pairs of `titles_dev` judged alike are no source of them: 134 of its 3,009 titles had been read
//! with their answers, to see which kinds of difference occur (101 of them in the first half); afterwards every line that
//! joins words of such a pair was looked at again, and those that are not plain language were taken out.
//!
//! # Figures
//!
//! `cargo test --release --test suite titles -- --nocapture` beside the folder `../shared`: mean reciprocal rank among the first
//! hundred on `titles_dev` (3,009 titles against 15,217 names; best simple system measured 0.316), first place on
//! `titles_short` (1,114 abbreviated titles against 13,120). The weights stand on a plateau of the figures of both halves
//! of `titles_dev`, drawn by lot; the nearest to a held-out figure is the last column, the 1,472 titles of the second half
//! whose answers nobody had read. On `titles_short` the mistakes of a first version were read to see how titles are shortened.
//!
//! | | `titles_dev` | first half | second half | `titles_short` | answers unread |
//! |---|---|---|---|---|---|
//! | all | 0.407 | 0.406 | 0.409 | 0.984 | 0.409 |
//! | without synonyms, branches and roles | 0.353 | 0.353 | 0.354 | 0.981 | 0.355 |
//! | without the halving of repetitions | 0.368 | 0.365 | 0.372 | 0.984 | 0.372 |
//! | without synonyms | 0.377 | 0.378 | 0.375 | 0.981 | 0.377 |
//! | without branches | 0.384 | 0.381 | 0.387 | 0.986 | 0.387 |
//! | without the penalty of families | 0.400 | 0.398 | 0.403 | 0.984 | 0.403 |
//! | without head | 0.402 | 0.401 | 0.404 | 0.980 | 0.404 |
//! | without roots | 0.403 | 0.402 | 0.404 | 0.984 | 0.404 |
//! | without half weight of settings | 0.404 | 0.402 | 0.405 | 0.983 | 0.406 |
//! | without cosine | 0.406 | 0.407 | 0.406 | 0.984 | 0.406 |
//! | without roles | 0.406 | 0.404 | 0.409 | 0.984 | 0.410 |
//! | without spelling | 0.407 | 0.406 | 0.408 | 0.984 | 0.409 |
//! | without abbreviations and acronyms | 0.408 | 0.407 | 0.408 | 0.966 | 0.409 |
//! | without literal | 0.409 | 0.409 | 0.409 | 0.952 | 0.410 |
//!
//! Where the right entry shares neither words nor a line of the tables with the title (an occupation filed under a much
//! wider one), the method fails; neural encoders are ahead there. About 20 of 100 titles of `titles_dev` have no right entry
//! among the first hundred.
//!
//! # Cost
//!
//! Building is linear in the names (15,217 in about 0.2 s); a query visits the names that share a word, a meaning or three
//! letters with it, then every name once (about 2 ms there). Memory: a few hundred bytes a name.

mod index;
mod meaning;
mod score;
mod trades;
mod words;

use std::cmp::{Ordering, Reverse};

use crate::base::Points;
use index::Index;

/// A taxonomy of titles, ready to be asked.
///
/// Build it once; it is immutable, `Send` and `Sync`, and asks nothing of the outside. Two indexes of the same pairs give the
/// same results byte for byte on any machine, whatever the order of the pairs.
#[derive(Clone, Debug)]
pub struct TitleIndex {
    index: Index,
    /// The distinct identifiers, ascending.
    entries: Vec<String>,
    /// The title of each name in the order given, and the place of its identifier in `entries`.
    names: Vec<(String, usize)>,
}

/// An entry of a taxonomy near a title.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TitleMatch {
    /// The entry.
    pub id: String,
    /// The one of its names that is nearest.
    pub title: String,
    /// How near it is; half its `likeness` where `repeats`.
    pub score: Points,
    /// How near the name is, taken by itself.
    pub likeness: Points,
    /// Another entry of the same words (in the other gender or number, or in another order) stands before it.
    pub repeats: bool,
}

/// What a printed name was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TitleResolution {
    /// The entry, where there is no doubt.
    pub found: Option<TitleMatch>,
    /// The nearest others, five at most, by likeness.
    pub alternatives: Vec<TitleMatch>,
}

impl TitleIndex {
    /// Reads a taxonomy: pairs of an identifier and a title; several titles of one identifier are names of one entry.
    /// Total: an empty title is an entry that nothing is near to. Linear in the text.
    pub fn new<I, T>(entries: impl IntoIterator<Item = (I, T)>) -> Self
    where
        I: Into<String>,
        T: Into<String>,
    {
        let given: Vec<(String, String)> =
            entries.into_iter().map(|(id, title)| (id.into(), title.into())).collect();
        let index = Index::new(given.iter().map(|(_, title)| title.as_str()));
        let mut entries: Vec<String> = given.iter().map(|(id, _)| id.clone()).collect();
        entries.sort_unstable();
        entries.dedup();
        let names = given
            .into_iter()
            .map(|(id, title)| (title, entries.binary_search(&id).unwrap_or_default()))
            .collect();
        Self { index, entries, names }
    }

    /// The `n` nearest entries, in descending order of score, then of identifier. Names without anything in common with
    /// the title are left out.
    ///
    /// ```
    /// use adequation::TitleIndex;
    ///
    /// let index = TitleIndex::new([
    ///     ("P1", "responsable des ressources humaines"),
    ///     ("P2", "chargée de clientèle"),
    ///     ("P2", "conseiller clientèle"),
    ///     ("P3", "chargé de clientèle"),
    /// ]);
    /// assert_eq!(index.nearest("Chef du personnel", 1)[0].id, "P1");
    /// let found = index.nearest("Conseiller(ère) clientèle", 3);
    /// assert_eq!((found[0].id.as_str(), found[0].score.get()), ("P2", 10_000));
    /// ```
    #[must_use]
    pub fn nearest(&self, title: &str, n: usize) -> Vec<TitleMatch> {
        let likeness = self.index.scores(title);
        let mut found = self.found(&likeness);
        if n < found.len() {
            found.select_nth_unstable_by(n, Found::order);
            found.truncate(n);
        }
        found.sort_unstable_by(Found::order);
        found.iter().map(|found| self.shown(found)).collect()
    }

    /// Takes a printed name for the entry it names, if that is beyond doubt: the same words, or a likeness of at least
    /// 8 000 with every other entry at least 1 000 behind. The alternatives are the five nearest others, for a person to
    /// choose from. Two entries of the same words are a doubt.
    #[must_use]
    pub fn resolve(&self, name: &str) -> TitleResolution {
        let likeness = self.index.scores(name);
        let mut found = self.found(&likeness);
        found.sort_unstable_by_key(|found| Reverse((found.likeness, found.entry)));
        let of = |place: usize| found.get(place).map_or(0, |found| found.likeness);
        let (first, second) = (of(0), of(1));
        let certain = if first == Points::MAX.get() {
            second < first
        } else {
            first >= CERTAIN && first - second >= MARGIN
        };
        let mut shown = found.iter().take(6).map(|found| self.shown(found));
        let resolved = if certain { shown.next() } else { None };
        TitleResolution { found: resolved, alternatives: shown.take(5).collect() }
    }

    /// The best name of every entry that has any likeness.
    fn found(&self, likeness: &[u16]) -> Vec<Found<'_>> {
        let names = || self.names.iter().zip(self.index.names()).zip(likeness);
        // Of the names of the same words the best stands for all; the others repeat it unless they are of its entry.
        let mut first = vec![(0, 0); self.names.len()];
        for (((_, entry), name), likeness) in names() {
            if let Some(best) = first.get_mut(name.same_words) {
                *best = (*likeness, *entry).max(*best);
            }
        }
        let mut best: Vec<Option<Found<'_>>> = vec![None; self.entries.len()];
        for (((title, entry), name), &likeness) in names().filter(|(_, likeness)| **likeness > 0) {
            let repeats = first.get(name.same_words).is_some_and(|(_, first)| first != entry);
            let score = if repeats { likeness / 2 } else { likeness };
            let found = Found { score, entry: *entry, likeness, title, repeats };
            if let Some(slot) = best.get_mut(*entry)
                && slot.as_ref().is_none_or(|slot| found.precedes(slot))
            {
                *slot = Some(found);
            }
        }
        best.into_iter().flatten().collect()
    }

    fn shown(&self, found: &Found<'_>) -> TitleMatch {
        TitleMatch {
            id: self.entries.get(found.entry).cloned().unwrap_or_default(),
            title: found.title.to_owned(),
            score: Points::new(found.score.into()),
            likeness: Points::new(found.likeness.into()),
            repeats: found.repeats,
        }
    }
}

/// From which likeness on, and with which lead over the next entry, a name counts as resolved.
const CERTAIN: u16 = 8_000;
const MARGIN: u16 = 1_000;

/// The best name of an entry so far.
#[derive(Clone, Debug)]
struct Found<'a> {
    score: u16,
    /// Its place among the identifiers in ascending order.
    entry: usize,
    likeness: u16,
    title: &'a str,
    repeats: bool,
}

impl Found<'_> {
    /// The order of the result: by score, then by identifier, both descending.
    fn order(&self, other: &Self) -> Ordering {
        (other.score, other.entry).cmp(&(self.score, self.entry))
    }

    /// The order of the names of one entry; of equals the first in the alphabet, so that the order given has no say.
    fn precedes(&self, other: &Self) -> bool {
        (self.score, self.likeness, other.title) > (other.score, other.likeness, self.title)
    }
}

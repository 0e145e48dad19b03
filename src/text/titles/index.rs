//! A taxonomy of titles, read once: its words, their frequency, where they stand.

use std::collections::BTreeMap;

use super::meaning::Match;
use super::trades::{LONGEST, Profile, Trades};
use super::words::{Title, read, root};
use crate::text::frequency::information;

/// One name of the taxonomy, read.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Its distinct words, as terms, in order.
    pub terms: Vec<usize>,
    pub initials: Vec<(char, Option<usize>)>,
    pub family: bool,
    /// Sum and square root of the sum of squares of the weights of its terms, and the latter of its trigrams.
    pub weight: u64,
    pub length: u64,
    pub spelling: u64,
    pub sectors: Profile,
    pub roles: Profile,
    /// Names of the same words in any order share it.
    pub same_words: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Term {
    pub stem: String,
    pub weight: u32,
    /// The names where it stands, ascending.
    pub names: Vec<u32>,
}

/// What a word or phrase of the tables is in this taxonomy.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Term(usize),
    Phrase(Vec<u32>),
    Absent,
}

/// The weight of a group of three letters, and the names where it stands.
pub(super) type Gram = (u32, Vec<u32>);

#[derive(Clone, Debug)]
pub(super) struct Index {
    pub(super) trades: Trades,
    pub(super) names: Vec<Name>,
    /// Alphabetical.
    pub(super) terms: Vec<Term>,
    pub(super) roots: BTreeMap<String, Vec<usize>>,
    pub(super) targets: Vec<Target>,
    pub(super) trigrams: BTreeMap<[char; 3], Gram>,
    /// The weight of a word that the taxonomy does not know.
    pub(super) rarest: u32,
}

impl Index {
    pub(super) fn new<'a>(titles: impl Iterator<Item = &'a str>) -> Self {
        let trades = Trades::shipped();
        let titles: Vec<Title> = titles.map(read).collect();
        let mut postings: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (at, title) in titles.iter().enumerate() {
            for word in &title.words {
                postings.entry(&word.stem).or_default().push(at as u32);
            }
        }
        let total = (titles.len() as u32).saturating_add(1);
        let rarest = u32::from(information(total, 1)).max(1);
        let weigh = |stem: &str, count: usize| {
            let told = u32::from(information(total, count as u32)).max(1);
            if trades.is_context(stem) { (told / 2).max(1) } else { told }
        };
        let terms: Vec<Term> = postings
            .into_iter()
            .map(|(stem, names)| Term {
                stem: stem.to_owned(),
                weight: weigh(stem, names.len()),
                names,
            })
            .collect();
        let mut roots: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, term) in terms.iter().enumerate() {
            roots.entry(root(&term.stem).to_owned()).or_default().push(number);
        }
        let find = |stem: &str| terms.binary_search_by(|t| t.stem.as_str().cmp(stem)).ok();
        let mut phrases: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (at, title) in titles.iter().enumerate() {
            for key in phrases_of(&trades, title) {
                phrases.entry(key.0).or_default().push(at as u32);
            }
        }
        let mut targets: Vec<Target> = Vec::new();
        targets.resize_with(trades.keys().count(), || Target::Absent);
        for (text, key) in trades.keys() {
            if let Some(slot) = targets.get_mut(key) {
                *slot = match phrases.remove(&key) {
                    Some(names) => Target::Phrase(names),
                    None => find(text).map_or(Target::Absent, Target::Term),
                };
            }
        }
        let mut trigrams: BTreeMap<[char; 3], (u32, Vec<u32>)> = BTreeMap::new();
        for (at, title) in titles.iter().enumerate() {
            for gram in spelling(title) {
                trigrams.entry(gram).or_default().1.push(at as u32);
            }
        }
        for (weight, names) in trigrams.values_mut() {
            *weight = u32::from(information(total, names.len() as u32)).max(1);
        }
        let mut same: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let names = titles
            .into_iter()
            .map(|title| {
                let numbers: Vec<usize> =
                    title.words.iter().filter_map(|w| find(&w.stem)).collect();
                let weights: Vec<u32> =
                    numbers.iter().filter_map(|t| terms.get(*t)).map(|t| t.weight).collect();
                let words: Vec<(&str, u32)> = title
                    .words
                    .iter()
                    .map(|w| w.stem.as_str())
                    .zip(weights.iter().copied())
                    .collect();
                let grams = spelling(&title);
                let mut sorted = numbers.clone();
                sorted.sort_unstable();
                let next = same.len();
                Name {
                    sectors: trades.sectors.profile(&words),
                    roles: trades.roles.profile(&words),
                    weight: weights.iter().map(|w| u64::from(*w)).sum(),
                    length: length(weights.iter().copied()),
                    spelling: length(grams.iter().filter_map(|g| trigrams.get(g)).map(|g| g.0)),
                    same_words: *same.entry(sorted).or_insert(next),
                    terms: numbers,
                    initials: title.initials,
                    family: title.family,
                }
            })
            .collect();
        Self { trades, names, terms, roots, targets, trigrams, rarest }
    }

    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    pub(super) fn term(&self, stem: &str) -> Option<usize> {
        self.terms.binary_search_by(|t| t.stem.as_str().cmp(stem)).ok()
    }

    pub(super) fn weight_of(&self, stem: &str) -> u32 {
        match self.term(stem).and_then(|t| self.terms.get(t)) {
            Some(term) => term.weight,
            None if self.trades.is_context(stem) => (self.rarest / 2).max(1),
            None => self.rarest,
        }
    }

    /// The names that hold a target, with the weight the target counts there.
    pub(super) fn holders(&self, target: &Match) -> (&[u32], u32) {
        match target {
            Match::Term(t) => self.terms.get(*t).map_or((&[], 0), |t| (&t.names, t.weight)),
            Match::Phrase(k) => match self.targets.get(*k) {
                Some(Target::Phrase(names)) => {
                    (names, u32::from(information(self.names.len() as u32 + 1, names.len() as u32)))
                }
                _ => (&[], 0),
            },
        }
    }
}

/// The phrases of the tables in a title: their number and the places of their words.
pub(super) fn phrases_of(trades: &Trades, title: &Title) -> Vec<(usize, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    for length in 2..=LONGEST {
        for (at, window) in title.words.windows(length).enumerate() {
            let text = window.iter().map(|w| w.stem.as_str()).collect::<Vec<_>>().join(" ");
            if let Some(key) = trades.key(&text) {
                found.push((key, at..at + length));
            }
        }
    }
    found.sort_by_key(|(key, range)| (*key, range.start));
    found.dedup_by_key(|(key, _)| *key);
    found
}

/// The distinct groups of three letters of the words, their ends included.
pub(super) fn spelling(title: &Title) -> Vec<[char; 3]> {
    let mut grams = Vec::new();
    for word in &title.words {
        let letters: Vec<char> =
            std::iter::once(' ').chain(word.stem.chars()).chain(std::iter::once(' ')).collect();
        grams.extend(letters.windows(3).filter_map(|w| <[char; 3]>::try_from(w).ok()));
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

pub(super) fn length(weights: impl Iterator<Item = u32>) -> u64 {
    weights.map(|w| u64::from(w) * u64::from(w)).sum::<u64>().isqrt().max(1)
}

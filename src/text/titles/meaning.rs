//! What a word of a query may stand for in a taxonomy.

use std::collections::BTreeMap;

use super::index::{Index, Target};
use super::words::{Word, is_contraction, root};

/// Likeness in per cent of words of one root, of an abbreviation of an unknown and of a rare known word, of an acronym
/// with the words it abridges, of a contraction, and of words spelled nearly alike for the literal part.
const ROOT: u32 = 50;
const PREFIX: u32 = 85;
const KNOWN_PREFIX: u32 = 60;
pub(super) const ACRONYM: u32 = 85;
const CONTRACTION: u32 = 60;
const ONE_ROOT_LITERAL: u32 = 70;
/// A phrase of the tables counts its words at seven tenths in the coverage of the name.
pub(super) const PHRASE: u32 = 70;

/// A word or a phrase of the taxonomy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    Term(usize),
    Phrase(usize),
}

impl Match {
    pub(super) fn term(self) -> Option<usize> {
        match self {
            Self::Term(t) => Some(t),
            Self::Phrase(_) => None,
        }
    }
}

impl Index {
    /// What one word or phrase of a query may stand for in this taxonomy.
    pub(super) fn meanings(&self, stems: &str, found: &mut BTreeMap<Match, u32>) {
        let mut put = |to: Match, likeness: u32| keep_best(found, to, likeness);
        let single = !stems.contains(' ');
        if single {
            if let Some(term) = self.term(stems) {
                put(Match::Term(term), 100);
            }
            for &term in self.roots.get(root(stems)).into_iter().flatten() {
                put(Match::Term(term), ROOT);
            }
        }
        let Some(key) = self.trades.key(stems) else { return };
        if !single {
            put(Match::Phrase(key), 100);
        }
        for (near, likeness) in self.trades.reach(key) {
            match self.targets.get(near) {
                Some(Target::Term(term)) => put(Match::Term(*term), likeness),
                Some(Target::Phrase(_)) => put(Match::Phrase(near), likeness),
                _ => {}
            }
        }
        for &(near, likeness) in self.trades.neighbours_of(key) {
            if let Some(text) = self.trades.text(near)
                && !text.contains(' ')
            {
                for &term in self.roots.get(root(text)).into_iter().flatten() {
                    put(Match::Term(term), likeness * ROOT / 100);
                }
            }
        }
    }

    /// The terms that a word of a query may abbreviate: what it begins, or what it contracts.
    fn abbreviated(&self, folded: &str, stem: &str) -> Vec<(usize, u32)> {
        let holders = self.term(stem).and_then(|t| self.terms.get(t)).map_or(0, |t| t.names.len());
        if folded.len() < 3 || !folded.bytes().all(|b| b.is_ascii_lowercase()) || holders > 3 {
            return Vec::new();
        }
        let likeness = if holders == 0 { PREFIX } else { KNOWN_PREFIX };
        let from = self.terms.partition_point(|t| t.stem.as_str() < folded);
        let mut found: Vec<(usize, u32)> = Vec::new();
        for (number, term) in self.terms.iter().enumerate().skip(from) {
            if !term.stem.starts_with(folded) {
                break;
            }
            if term.stem.len() >= folded.len() + 2 {
                found.push((number, likeness));
            }
        }
        if holders == 0 {
            let initial = folded.get(..1).unwrap_or_default();
            let from = self.terms.partition_point(|t| t.stem.as_str() < initial);
            let same = self
                .terms
                .iter()
                .enumerate()
                .skip(from)
                .take_while(|(_, t)| t.stem.starts_with(initial));
            for (number, term) in same {
                if !term.stem.starts_with(folded) && is_contraction(folded, &term.stem) {
                    found.push((number, CONTRACTION));
                }
            }
        }
        found
    }

    /// What a word of a query means literally: itself, a word of the same root and beginning, what it abbreviates. What
    /// it abbreviates becomes one of its meanings too.
    pub(super) fn literal(
        &self,
        word: &Word,
        meanings: &mut BTreeMap<Match, u32>,
    ) -> BTreeMap<usize, u32> {
        let mut literal: BTreeMap<usize, u32> = BTreeMap::new();
        for (to, likeness) in meanings.iter() {
            let Some((number, term)) = to.term().and_then(|t| Some((t, self.terms.get(t)?))) else {
                continue;
            };
            let one_root = *likeness >= ROOT
                && term.stem.chars().take(4).eq(word.stem.chars().take(4))
                && root(&term.stem) == root(&word.stem);
            if term.stem == word.stem {
                literal.insert(number, 100);
            } else if one_root {
                literal.insert(number, ONE_ROOT_LITERAL);
            }
        }
        for (number, likeness) in self.abbreviated(&word.folded, &word.stem) {
            keep_best(&mut literal, number, likeness);
            keep_best(meanings, Match::Term(number), likeness);
        }
        literal
    }
}

/// Keeps the greater likeness.
pub(super) fn keep_best<K: Ord>(map: &mut BTreeMap<K, u32>, key: K, likeness: u32) {
    let best = map.entry(key).or_insert(0);
    *best = likeness.max(*best);
}

/// The distinct places of the words whose initials spell the letters.
pub(super) fn run_of_initials(
    letters: &[char],
    initials: &[(char, Option<usize>)],
    all: bool,
) -> Option<Vec<usize>> {
    let chosen: Vec<(char, Option<usize>)> =
        initials.iter().copied().filter(|(_, place)| all || place.is_some()).collect();
    let run =
        chosen.windows(letters.len().max(2)).find(|run| run.iter().map(|(c, _)| c).eq(letters))?;
    let mut places: Vec<usize> = run.iter().filter_map(|(_, place)| *place).collect();
    places.sort_unstable();
    places.dedup();
    Some(places)
}

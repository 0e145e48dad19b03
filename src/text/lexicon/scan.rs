//! Finding the known terms of a text.

use std::ops::Range;

use super::{
    Lexicon, Marks, TermId, TermKind,
    trie::{STOP, StemId, Trie},
    units::{Unit, Words, stem_into},
    words::{RANKS, is_filler},
};
use crate::text::visit;

/// A term found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub term: TermId,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Not an ambiguous word, or confirmed by the text around it.
    pub sure: bool,
    /// It is the whole text: the name of a declared skill.
    pub whole: bool,
}

/// A word that carries meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub key: StemId,
    pub range: Range<usize>,
}

/// A text with its terms and words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// Terms in the order of the text; the senses of one phrase follow one another.
    pub hits: Vec<Hit>,
    /// The words that are no fillers and that no mask consumes.
    pub words: Vec<Word>,
}

impl Lexicon {
    /// Reads a text once: its terms, longest first, and its words. Linear in the text for a given lexicon.
    pub(crate) fn read(&self, text: &str) -> Reading {
        self.read_units(text, &self.units(text), &mut Marks::default())
    }

    /// The same, with what `words` remembers.
    pub(crate) fn read_among(&self, text: &str, words: &mut Words) -> Reading {
        let units = self.units_among(text, words);
        let reading = self.read_units(text, &units, &mut words.marks);
        words.keep(units);
        reading
    }

    /// The same, and the level of responsibility that the text tells as a title.
    pub(crate) fn read_title(&self, title: &str, words: &mut Words) -> (Reading, Option<u8>) {
        let units = self.units_among(title, words);
        let read = self.read_units(title, &units, &mut words.marks);
        let read = (read, self.level(title, &units));
        words.keep(units);
        read
    }

    fn read_units(&self, text: &str, units: &[Unit], marks: &mut Marks) -> Reading {
        let all_lower = !text.bytes().any(|b| b.is_ascii_uppercase())
            && (text.is_ascii() || !text.chars().any(char::is_uppercase));
        let mut reading = Reading {
            hits: Vec::new(),
            words: units.iter().map(|u| Word { key: u.key, range: u.range.clone() }).collect(),
        };
        let masked = walk(&self.0.phrases, units, text, all_lower, &mut reading.hits);
        if !masked.is_empty() {
            let mut masked = masked.into_iter().peekable();
            reading.words.retain(|word| {
                while masked.peek().is_some_and(|m| m.end <= word.range.start) {
                    masked.next();
                }
                masked.peek().is_none_or(|m| m.start > word.range.start)
            });
        }
        coordinated(self, units, &mut reading.hits);
        self.drop_homonyms(units, text, &mut reading.hits);
        self.confirm(&mut reading.hits, std::iter::empty(), marks);
        reading
    }

    /// A trade whose last word is ambiguous, followed by "de" and a term of quite another field, is another trade:
    /// "ingénieur en réseaux d'irrigation".
    fn drop_homonyms(&self, units: &[Unit], text: &str, hits: &mut Vec<Hit>) {
        let trade = |hit: &Hit| self.kind(hit.term) == Some(TermKind::Occupation);
        if !hits.iter().any(trade) {
            return;
        }
        let ambiguous = |range: &Range<usize>| {
            let last = units.get(units.partition_point(|u| u.range.end < range.end));
            last.and_then(|u| self.0.phrases.root(u.key)).is_some_and(|node| {
                let entries = self.0.phrases.entries(node);
                !entries.is_empty() && entries.iter().all(|e| e.ambiguous)
            })
        };
        let complement = |hit: &Hit, next: &Hit| {
            text.get(hit.range.end..next.range.start).is_some_and(|gap| {
                let gap = crate::text::fold(gap);
                matches!(gap.trim(), "d'" | "de" | "du" | "des" | "de l'" | "de la")
            })
        };
        let foreign: Vec<bool> = hits
            .iter()
            .map(|hit| {
                trade(hit)
                    && ambiguous(&hit.range)
                    && nearby(hits, &(hit.range.start..hit.range.end + 8))
                        .any(|next| complement(hit, next) && self.foreign(hit.term, next.term))
            })
            .collect();
        let mut foreign = foreign.into_iter();
        hits.retain(|_| !foreign.next().unwrap_or(false));
    }

    /// Whether a phrase names a rank ("chef de section", "chargé de mission") rather than a trade: all its words do.
    pub(crate) fn is_rank(&self, phrase: &str) -> bool {
        let (mut rank, mut word) = (true, String::new());
        visit(phrase, &mut |seen| {
            if rank && !is_filler(seen.text) {
                stem_into(seen.text, &mut word);
                rank = RANKS.binary_search(&word.as_str()).is_ok();
            }
        });
        rank
    }

    /// The stems of a quote without its fillers: two quotes share them that differ in number, gender and case only.
    pub(crate) fn stems(&self, quote: &str) -> Box<[StemId]> {
        self.units(quote).into_iter().map(|unit| unit.key).collect()
    }

    /// The level of responsibility that the words of a title tell, 1 to 6: that of its longest phrase, of several
    /// equally long ones the highest.
    pub(crate) fn seniority(&self, title: &str) -> Option<u8> {
        self.level(title, &self.units(title))
    }

    fn level(&self, title: &str, units: &[Unit]) -> Option<u8> {
        let mut hits = Vec::new();
        walk(&self.0.titles, units, title, true, &mut hits);
        hits.iter()
            .filter_map(|hit| {
                let level = self.term(hit.term)?.level;
                let words = units
                    .iter()
                    .filter(|u| u.range.start >= hit.range.start && u.range.end <= hit.range.end)
                    .count();
                Some((words.min(2), level))
            })
            .max()
            .map(|(_, level)| level)
    }
}

/// The hits that can overlap a range: those that begin within so many bytes of it. Hits stand in the order of the text.
fn nearby<'a>(hits: &'a [Hit], range: &Range<usize>) -> impl Iterator<Item = &'a Hit> + use<'a> {
    let from = hits.partition_point(|h| h.range.start + 200 < range.start);
    let end = range.end;
    hits.get(from..).unwrap_or_default().iter().take_while(move |h| h.range.start <= end)
}

/// Adds what is found, longest first; returns what masks consumed.
fn walk(
    trie: &Trie,
    units: &[Unit],
    text: &str,
    lenient: bool,
    hits: &mut Vec<Hit>,
) -> Vec<Range<usize>> {
    let mut masked = Vec::new();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        let mut best: Option<(usize, u32)> = None;
        let mut node = trie.root(unit.key);
        let mut length = 0;
        while let Some(here) = node {
            length += 1;
            let matched = units.get(at..at + length).unwrap_or_default();
            if trie.entries(here).iter().any(|e| admits(e, matched, text, lenient, units.len())) {
                best = Some((length, here));
            }
            node = units.get(at + length).and_then(|next| {
                // A phrase runs over a stop only where its name has one.
                let here = if next.stop { trie.child(here, STOP)? } else { here };
                trie.child(here, next.key)
            });
        }
        let Some((length, here)) = best else {
            at += 1;
            continue;
        };
        let matched = units.get(at..at + length).unwrap_or_default();
        let range = unit.range.start..matched.last().map_or(0, |u| u.range.end);
        let whole = length == units.len();
        let before = hits.len();
        for entry in trie.entries(here) {
            let mask = entry.term == TermId::MAX;
            if !mask && admits(entry, matched, text, lenient, units.len()) {
                let hit =
                    Hit { term: entry.term, range: range.clone(), sure: !entry.ambiguous, whole };
                hits.push(hit);
            }
        }
        if hits.len() == before {
            masked.push(range);
        }
        at += length;
    }
    masked
}

/// Names that a coordination takes apart: "du poste et de l'environnement de travail" names a "poste de travail";
/// "directeur du numérique et des systèmes d'information" is a "directeur des systèmes d'information" (trades only).
/// Only unambiguous names of two words or more.
fn coordinated(lexicon: &Lexicon, units: &[Unit], hits: &mut Vec<Hit>) {
    let trie = &lexicon.0.phrases;
    let tried = |at: usize, skipped: std::ops::Range<usize>| -> Option<(usize, u32)> {
        let mut node = trie.root(units.get(at)?.key)?;
        let mut best = None;
        let mut next = at + 1;
        let mut words = 1;
        loop {
            if next == skipped.start {
                next = skipped.end;
            }
            let Some(unit) = units.get(next) else { return best };
            let stops = units.get(at + 1..=next).unwrap_or_default().iter().any(|u| u.stop);
            let Some(child) = trie.child(node, unit.key).filter(|_| !stops) else { return best };
            (node, words) = (child, words + 1);
            let plain =
                |e: &super::trie::Entry| !e.ambiguous && e.exact.is_none() && e.term != TermId::MAX;
            if next >= skipped.end && words > 1 && trie.entries(node).iter().any(plain) {
                best = Some((next, node));
            }
            next += 1;
            if next >= units.len() {
                return best;
            }
        }
    };
    let mut more: Vec<Hit> = Vec::new();
    for and in 1..units.len() {
        if !units.get(and).is_some_and(|u| u.joins) {
            continue;
        }
        let before = and.saturating_sub(3)..and;
        for at in before {
            // Without "et B", or without "B et".
            for (skipped, skipped_first) in [(and..and + 2, false), (and - 1..and + 1, true)] {
                let Some((last, node)) = (at < skipped.start).then(|| tried(at, skipped)).flatten()
                else {
                    continue;
                };
                let (Some(first), Some(end)) = (units.get(at), units.get(last)) else { continue };
                let range = first.range.start..end.range.end;
                for entry in trie.entries(node) {
                    let trade = lexicon.kind(entry.term) == Some(TermKind::Occupation);
                    if skipped_first && !trade {
                        continue;
                    }
                    let same = |h: &Hit| {
                        h.term == entry.term
                            && h.range.start < range.end
                            && range.start < h.range.end
                    };
                    let known =
                        nearby(hits, &range).any(same) || more.iter().rev().take(8).any(same);
                    let plain =
                        !entry.ambiguous && entry.exact.is_none() && entry.term != TermId::MAX;
                    if !known && plain {
                        more.push(Hit {
                            term: entry.term,
                            range: range.clone(),
                            sure: true,
                            whole: false,
                        });
                    }
                }
            }
        }
    }
    if !more.is_empty() {
        hits.append(&mut more);
        hits.sort_by_key(|h| (h.range.start, h.range.end));
    }
}

fn admits(
    entry: &super::trie::Entry,
    matched: &[Unit],
    text: &str,
    lenient: bool,
    units: usize,
) -> bool {
    let printed = |u: &Unit| text.get(u.range.clone()).unwrap_or_default();
    if let Some(exact) = &entry.exact {
        return exact.iter().zip(matched).all(|(word, unit)| **word == *printed(unit));
    }
    !entry.acronym
        || lenient
        || units == matched.len()
        || matched.iter().any(|u| printed(u).chars().any(char::is_uppercase))
}

/// Whether a kind stands for something a person can have or do.
pub(super) const fn counts(kind: TermKind) -> bool {
    !matches!(kind, TermKind::Mask | TermKind::Seniority)
}

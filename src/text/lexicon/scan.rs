//! Finding the known terms of a text.

use std::ops::Range;

use super::{
    Lexicon, TermId, TermKind,
    trie::{STOP, StemId, Trie},
    words::{FILLERS, RANKS, abbreviated},
};
use crate::text::{Token, stem, stem_in_place, tokens, visit};

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

/// What a phrase may not run over.
const STOPS: [char; 11] = [',', ';', ':', '.', '(', ')', '\n', '!', '?', '|', '•'];

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

struct Unit {
    key: StemId,
    range: Range<usize>,
    /// A phrase may not run over the stop before this word.
    stop: bool,
    /// It joins two things: "et", "ou".
    joins: bool,
}

/// A word before fillers are dropped; its folding stands in a common store.
struct Seen {
    folded: Range<usize>,
    range: Range<usize>,
    capital: bool,
    protected: bool,
}

pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.binary_search(&word).is_ok()
}

/// The stems of a label, and its words as printed.
pub(super) fn label_words(label: &str) -> Vec<(String, Box<str>)> {
    let all = tokens(label);
    let kept = (0..all.len()).filter(|at| !is_filler_at(label, &all, *at));
    kept.filter_map(|at| all.get(at))
        .map(|t| (stem(&t.text), label.get(t.range.clone()).unwrap_or_default().into()))
        .collect()
}

/// For each of the words of [`label_words`], whether a stop stands before it.
pub(super) fn label_stops(label: &str) -> Vec<bool> {
    let all = tokens(label);
    let (mut end, mut stops, mut stop) = (0, Vec::new(), false);
    for (at, token) in all.iter().enumerate() {
        stop |= label.get(end..token.range.start).unwrap_or_default().contains(STOPS);
        end = token.range.end;
        if !is_filler_at(label, &all, at) {
            stops.push(std::mem::take(&mut stop));
        }
    }
    stops
}

/// Printed in capitals.
fn capital(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|printed| {
        printed.chars().any(char::is_uppercase) && !printed.chars().any(char::is_lowercase)
    })
}

/// A filler, unless it is a name: the whole text, or printed in capitals beside a word that is not (the language D, the `EN`
/// norm); where everything is in capitals they say nothing.
fn is_filler_at(text: &str, all: &[Token], at: usize) -> bool {
    let Some(token) = all.get(at).filter(|t| is_filler(&t.text)) else { return false };
    let capital = |token: &Token| capital(text, &token.range);
    let beside = [at.checked_sub(1), at.checked_add(1)];
    let plain = beside.iter().flatten().filter_map(|n| all.get(*n)).any(|t| !capital(t));
    !(capital(token) && (plain || all.len() == 1))
}

impl Lexicon {
    /// Reads a text once: its terms, longest first, and its words. Linear in the text for a given lexicon.
    pub(crate) fn read(&self, text: &str) -> Reading {
        let units = self.units(text);
        let all_lower = !text.chars().any(char::is_uppercase);
        let mut reading = Reading {
            hits: Vec::new(),
            words: units.iter().map(|u| Word { key: u.key, range: u.range.clone() }).collect(),
        };
        let masked = walk(&self.0.phrases, &units, text, all_lower, &mut reading.hits);
        let mut masked = masked.into_iter().peekable();
        reading.words.retain(|word| {
            while masked.peek().is_some_and(|m| m.end <= word.range.start) {
                masked.next();
            }
            masked.peek().is_none_or(|m| m.start > word.range.start)
        });
        coordinated(self, &units, &mut reading.hits);
        self.drop_homonyms(&units, text, &mut reading.hits);
        self.confirm(&mut reading.hits, &[]);
        reading
    }

    /// A trade whose last word is ambiguous, followed by "de" and a term of quite another field, is another trade:
    /// "ingénieur en réseaux d'irrigation".
    fn drop_homonyms(&self, units: &[Unit], text: &str, hits: &mut Vec<Hit>) {
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
                self.kind(hit.term) == Some(TermKind::Occupation)
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
        tokens(phrase)
            .iter()
            .all(|t| is_filler(&t.text) || RANKS.binary_search(&stem(&t.text).as_str()).is_ok())
    }

    /// Whether two quotes are the same words, but for number, gender, case and fillers.
    pub(crate) fn same_words(&self, one: &str, other: &str) -> bool {
        let keys = |text: &str| self.units(text).into_iter().map(|u| u.key).collect::<Vec<_>>();
        keys(one) == keys(other)
    }

    /// The level of responsibility that the words of a title tell, 1 to 6: that of its longest phrase, of several
    /// equally long ones the highest.
    pub(crate) fn seniority(&self, title: &str) -> Option<u8> {
        let units = self.units(title);
        let mut hits = Vec::new();
        walk(&self.0.titles, &units, title, true, &mut hits);
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

    fn units(&self, text: &str) -> Vec<Unit> {
        let mut store = String::with_capacity(text.len());
        let mut all: Vec<Seen> = Vec::with_capacity(text.len() / 8);
        visit(text, &mut |seen| {
            let from = store.len();
            store.push_str(seen.text);
            all.push(Seen {
                folded: from..store.len(),
                capital: capital(text, &seen.range),
                range: seen.range,
                protected: seen.protected,
            });
        });
        let mut units: Vec<Unit> = Vec::with_capacity(all.len());
        let (mut end, mut stop, mut word) = (0, false, String::new());
        for (at, seen) in all.iter().enumerate() {
            let folded = store.get(seen.folded.clone()).unwrap_or_default();
            let gap = text.get(end..seen.range.start).unwrap_or_default();
            stop |= gap != " " && gap.contains(STOPS);
            end = seen.range.end;
            if is_filler(folded) {
                let beside = [at.checked_sub(1), at.checked_add(1)];
                let plain = beside.iter().flatten().filter_map(|n| all.get(*n)).any(|t| !t.capital);
                if !(seen.capital && (plain || all.len() == 1)) {
                    continue;
                }
            }
            let rest = text.get(end..).unwrap_or_default();
            let long = if rest.starts_with('.') { abbreviated(folded) } else { None };
            let long = long.filter(|_| rest.bytes().any(|b| b.is_ascii_alphabetic()));
            // The dot of an abbreviation belongs to the word and stops nothing.
            end += usize::from(long.is_some());
            word.clear();
            word.push_str(long.unwrap_or(folded));
            stem_in_place(&mut word);
            let vocabulary = &self.0.vocabulary;
            let exact = seen.protected || long.is_some();
            let key = if exact { vocabulary.key(&word) } else { vocabulary.nearest(&word) };
            let joins = matches!(folded, "et" | "ou" | "and" | "or");
            units.push(Unit { key, range: seen.range.clone(), stop, joins });
            stop = false;
        }
        units
    }

    /// Settles ambiguous words: they count where they are the whole text, or beside a term of their surroundings,
    /// here or among `others`.
    pub(crate) fn confirm(&self, hits: &mut [Hit], others: &[TermId]) {
        if hits.iter().all(|h| h.sure) {
            return;
        }
        let mut witnesses: Vec<TermId> =
            hits.iter().filter(|h| h.sure).map(|h| h.term).chain(others.iter().copied()).collect();
        witnesses.sort_unstable();
        witnesses.dedup();
        // Each ambiguous term is settled once, however often it stands in the text.
        let mut asked: Vec<TermId> = hits.iter().filter(|h| !h.sure).map(|h| h.term).collect();
        asked.sort_unstable();
        asked.dedup();
        asked.retain(|term| witnesses.iter().any(|witness| self.confirms(*witness, *term)));
        for hit in hits.iter_mut().filter(|h| !h.sure) {
            hit.sure = hit.whole || asked.binary_search(&hit.term).is_ok();
        }
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

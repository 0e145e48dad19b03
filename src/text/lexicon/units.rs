//! The words of a text as phrases are made of them: stems without fillers, and the stops between.

use std::{collections::HashMap, ops::Range};

use foldhash::fast::FixedState;

use super::{
    Lexicon, Marks, StemId,
    words::{abbreviated, is_filler},
};
use crate::text::{Seen, Token, stem, stem_in_place, stretches, tokens, visit};

/// What a phrase may not run over.
const STOPS: [char; 11] = [',', ';', ':', '.', '(', ')', '\n', '!', '?', '|', '•'];

/// A word that carries meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub key: StemId,
    pub range: Range<usize>,
    /// A phrase may not run over the stop before this word.
    pub stop: bool,
    /// It joins two things: "et", "ou".
    pub joins: bool,
    filler: bool,
    /// Printed in capitals.
    capital: bool,
}

/// A word by itself, whatever stands around it.
#[derive(Clone, Debug)]
struct Piece {
    /// Its place in its stretch.
    range: Range<u32>,
    key: StemId,
    /// What it is short for, if letters follow its dot.
    long: Option<StemId>,
    joins: bool,
    filler: bool,
    capital: bool,
}

/// The stretches between spaces that were read already, with their words.
#[derive(Debug, Default)]
pub(crate) struct Words {
    known: HashMap<Box<str>, (u32, u32), FixedState>, // lookup only
    pieces: Vec<Piece>,
    /// An empty list, for its memory.
    units: Vec<Unit>,
    /// Room to settle ambiguous words.
    pub marks: Marks,
}

impl Words {
    /// Keeps the memory of a list.
    pub(super) fn keep(&mut self, mut units: Vec<Unit>) {
        units.clear();
        self.units = units;
    }
}

/// Stretches beyond this length, or when so many are known, are read each time.
const LONGEST: usize = 40;
const MOST: usize = 1 << 16;

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
    pub(super) fn units(&self, text: &str) -> Vec<Unit> {
        let mut units = Units::new(text);
        let mut word = String::new();
        visit(text, &mut |seen| units.add(&self.piece(text, seen, &mut word), 0));
        units.done()
    }

    /// The same, with what `words` remembers.
    pub(super) fn units_among(&self, text: &str, words: &mut Words) -> Vec<Unit> {
        let mut units = Units { text, end: 0, all: std::mem::take(&mut words.units) };
        let mut word = String::new();
        stretches(text, |at, stretch| {
            if let Some((from, to)) = words.known.get(stretch) {
                let pieces = words.pieces.get(*from as usize..*to as usize);
                pieces.unwrap_or_default().iter().for_each(|piece| units.add(piece, at));
                return;
            }
            let from = words.pieces.len();
            visit(stretch, &mut |seen| words.pieces.push(self.piece(stretch, seen, &mut word)));
            let pieces = words.pieces.get(from..).unwrap_or_default();
            pieces.iter().for_each(|piece| units.add(piece, at));
            if stretch.len() <= LONGEST && words.known.len() < MOST {
                words.known.insert(stretch.into(), (from as u32, words.pieces.len() as u32));
            } else {
                words.pieces.truncate(from);
            }
        });
        units.done()
    }

    /// A word of a text, or of a stretch of it.
    fn piece(&self, text: &str, seen: Seen<'_>, word: &mut String) -> Piece {
        let vocabulary = &self.0.vocabulary;
        let filler = is_filler(seen.text);
        let mut piece = Piece {
            range: seen.range.start as u32..seen.range.end as u32,
            key: 0,
            long: None,
            joins: matches!(seen.text, "et" | "ou" | "and" | "or"),
            filler,
            capital: seen.capital,
        };
        // A filler in small letters is dropped in any case.
        if filler && !seen.capital {
            return piece;
        }
        if text.as_bytes().get(seen.range.end) == Some(&b'.')
            && let Some(long) = abbreviated(seen.text)
        {
            stem_into(long, word);
            piece.long = Some(vocabulary.key(word));
        }
        stem_into(seen.text, word);
        piece.key = if seen.protected { vocabulary.key(word) } else { vocabulary.nearest(word) };
        piece
    }
}

/// Makes a word the stem of another.
pub(super) fn stem_into(folded: &str, stem: &mut String) {
    stem.clear();
    stem.push_str(folded);
    stem_in_place(stem);
}

/// The words of a text, gathered in order.
struct Units<'t> {
    text: &'t str,
    /// Where the last word ended.
    end: usize,
    all: Vec<Unit>,
}

impl<'t> Units<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, end: 0, all: Vec::with_capacity(text.len() / 6 + 1) }
    }

    /// Adds a word of the stretch that begins at `offset`.
    fn add(&mut self, piece: &Piece, offset: usize) {
        let range = offset + piece.range.start as usize..offset + piece.range.end as usize;
        let bytes = self.text.as_bytes();
        let one_space = range.start == self.end + 1 && bytes.get(self.end) == Some(&b' ');
        let gap =
            if one_space { "" } else { self.text.get(self.end..range.start).unwrap_or_default() };
        let stop = gap.contains(STOPS);
        let goes_on =
            || bytes.get(range.end..).is_some_and(|b| b.iter().any(u8::is_ascii_alphabetic));
        let long = piece.long.filter(|_| goes_on());
        // The dot of an abbreviation belongs to the word and stops nothing.
        self.end = range.end + usize::from(long.is_some());
        self.all.push(Unit {
            key: long.unwrap_or(piece.key),
            range,
            stop,
            joins: piece.joins,
            filler: piece.filler,
            capital: piece.capital,
        });
    }

    /// Drops the fillers that are no names (see [`is_filler_at`]); the stops before them stand before what follows.
    fn done(self) -> Vec<Unit> {
        let mut all = self.all;
        let alone = all.len() == 1;
        let (mut kept, mut stop, mut before) = (0, false, None);
        for at in 0..all.len() {
            let plain = before == Some(false) || all.get(at + 1).is_some_and(|next| !next.capital);
            let Some(unit) = all.get_mut(at) else { break };
            before = Some(unit.capital);
            stop |= unit.stop;
            if !unit.filler || (unit.capital && (plain || alone)) {
                unit.stop = std::mem::take(&mut stop);
                all.swap(kept, at);
                kept += 1;
            }
        }
        all.truncate(kept);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);

    /// The plain way: all words, then those that are left, each looked up by itself.
    fn plainly(text: &str) -> Vec<Unit> {
        let all = tokens(text);
        let (mut end, mut stop, mut units) = (0, false, Vec::new());
        for (at, token) in all.iter().enumerate() {
            let gap = &text[end..token.range.start];
            stop |= gap.contains(STOPS);
            end = token.range.end;
            if is_filler_at(text, &all, at) {
                continue;
            }
            let rest = &text[end..];
            let long = if rest.starts_with('.') { abbreviated(&token.text) } else { None };
            let long = long.filter(|_| rest.bytes().any(|b| b.is_ascii_alphabetic()));
            end += usize::from(long.is_some());
            let word = stem(long.unwrap_or(&token.text));
            let vocabulary = &LEXICON.0.vocabulary;
            let exact = token.protected || long.is_some();
            let key = if exact { vocabulary.key(&word) } else { vocabulary.nearest(&word) };
            let joins = matches!(&*token.text, "et" | "ou" | "and" | "or");
            let capital = capital(text, &token.range);
            let filler = is_filler(&token.text);
            let range = token.range.clone();
            units.push(Unit {
                key,
                range,
                stop: std::mem::take(&mut stop),
                joins,
                filler,
                capital,
            });
        }
        units
    }

    fn text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            prop::sample::select(&[
                "de",
                "DE",
                "D",
                "l'EN",
                "et",
                "OU",
                "resp.",
                "Tech.",
                "adm.",
                "info.",
                "réseaux,",
                "RÉSEAU",
                "C++",
                "infrastucture",
                "administratrice",
                "(chef)",
                "projets;",
                "•",
                "\n",
                "d’eau",
                "LE",
                "a",
                "la.",
                "la",
            ])
            .prop_map(str::to_owned),
            "\\PC{0,6}",
            "[a-zé]{1,12}[.,;]?",
        ];
        prop::collection::vec(word, 0..10).prop_map(|words| words.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]
        #[test]
        fn words_are_read_alike_by_themselves_and_remembered(texts in prop::collection::vec(text(), 1..4)) {
            let mut words = Words::default();
            for text in texts.iter().chain(&texts) {
                let expected = plainly(text);
                prop_assert_eq!(&LEXICON.units(text), &expected);
                prop_assert_eq!(&LEXICON.units_among(text, &mut words), &expected);
            }
        }
    }
}

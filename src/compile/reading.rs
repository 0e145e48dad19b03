//! Each distinct text is read once per pool.

use std::{cell::OnceCell, collections::HashMap};

use foldhash::fast::FixedState;

use super::{facts::Names, profile::TELLING};
use crate::text::{Hit, Lexicon, Marks, StemId, TermId, TermKind, Word, Words};

/// Texts up to this length are kept, so many of them. Long ones do not come back, nor do most that come late.
const SHORT: usize = 96;
const MOST: usize = 1 << 14;

/// What was made of each short text.
#[derive(Debug, Default)]
pub(crate) struct Memo<T> {
    known: HashMap<Box<str>, u32, FixedState>, // lookup only
    made: Vec<T>,
    /// What was made of a text that is not kept.
    passing: T,
}

impl<T: Default> Memo<T> {
    /// What is made of a text, or was.
    pub(crate) fn of(&mut self, text: &str, make: impl FnOnce() -> T) -> &T {
        let known = if text.len() > SHORT { None } else { self.known.get(text) };
        if let Some(at) = known {
            return self.made.get(*at as usize).unwrap_or(&self.passing);
        }
        let made = make();
        if text.len() > SHORT || self.made.len() >= MOST {
            self.passing = made;
            return &self.passing;
        }
        self.known.insert(text.into(), self.made.len() as u32);
        self.made.push(made);
        self.made.last().unwrap_or(&self.passing)
    }
}

/// A text with its terms, its telling words and, of a title, its level of responsibility.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Whether nothing that stands around it changes what counts.
    pub settled: bool,
    /// What counts of a settled text; of another all hits, those included that only count beside others.
    found: Vec<Hit>,
    /// What counts of a text that is not settled where nothing stands around it.
    alone: OnceCell<Box<[Hit]>>,
    pub words: Vec<Word>,
    /// 1 to 6; 0 where it tells none.
    pub level: u8,
    title: bool,
}

/// What a text comes to where nothing stands around it, in numbers only: all that a pool looks at of a text that comes
/// back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gist<'a> {
    pub terms: &'a [TermId],
    pub words: &'a [StemId],
    pub level: u8,
    /// Whether it is the same whatever stands around the text.
    pub settled: bool,
}

/// Where a gist lies among the numbers of all: its terms, then its words.
#[derive(Clone, Copy, Debug)]
struct Place {
    from: u32,
    words: u32,
    end: u32,
    level: u8,
    settled: bool,
}

/// The gists of many short texts, close together.
#[derive(Debug, Default)]
struct Gists {
    places: HashMap<Box<str>, Place, FixedState>, // lookup only
    numbers: Vec<u32>,
}

impl Gists {
    fn add(&mut self, text: &str, read: &Read, terms: &[Hit]) -> Place {
        let from = self.numbers.len() as u32;
        self.numbers.extend(terms.iter().map(|hit| hit.term));
        let words = self.numbers.len() as u32;
        self.numbers.extend(read.words.iter().map(|word| word.key));
        let end = self.numbers.len() as u32;
        let place = Place { from, words, end, level: read.level, settled: read.settled };
        self.places.insert(text.into(), place);
        place
    }

    fn at(&self, place: Place) -> Gist<'_> {
        let slice = |from: u32, to: u32| self.numbers.get(from as usize..to as usize);
        Gist {
            terms: slice(place.from, place.words).unwrap_or_default(),
            words: slice(place.words, place.end).unwrap_or_default(),
            level: place.level,
            settled: place.settled,
        }
    }
}

/// What has been read already.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    /// Of titles, and of other texts.
    gists: [Gists; 2],
    titles: Memo<Read>,
    others: Memo<Read>,
    /// The words of all texts: long texts do not come back, their words do.
    words: Words,
    /// The same texts as the rules compare them.
    pub names: Names,
}

impl Readings {
    /// The gist of a text; `None` of one that is too long, or comes too late, to be kept.
    pub(crate) fn gist(&mut self, lexicon: &Lexicon, text: &str, title: bool) -> Option<Gist<'_>> {
        let [titles, others] = &mut self.gists;
        let gists = if title { titles } else { others };
        if text.len() > SHORT {
            return None;
        }
        let place = match gists.places.get(text) {
            Some(place) => *place,
            None if gists.places.len() >= MOST => return None,
            None => {
                let read = Read::new(lexicon, text, title, &mut self.words);
                gists.add(text, &read, read.alone(lexicon, &mut self.words.marks))
            }
        };
        Some(gists.at(place))
    }

    /// Reads a text, or remembers it, and lends the room to settle it. Words that tell too little to be compared are left
    /// out.
    pub(crate) fn of(&mut self, lexicon: &Lexicon, text: &str, title: bool) -> (&Read, &mut Marks) {
        let memo = if title { &mut self.titles } else { &mut self.others };
        let words = &mut self.words;
        let read = memo.of(text, || Read::new(lexicon, text, title, words));
        (read, &mut self.words.marks)
    }
}

impl Read {
    fn new(lexicon: &Lexicon, text: &str, title: bool, words: &mut Words) -> Self {
        let (mut read, level) = if title {
            lexicon.read_title(text, words)
        } else {
            (lexicon.read_among(text, words), None)
        };
        if title {
            // "Chef de service" is a rank: it tells the level, not the trade.
            read.hits.retain(|hit| {
                lexicon.kind(hit.term) != Some(TermKind::Occupation)
                    || !text.get(hit.range.clone()).is_some_and(|t| lexicon.is_rank(t))
            });
        }
        read.words.retain(|word| lexicon.information(word.key) >= TELLING);
        let settled = read.hits.iter().all(|hit| hit.sure);
        if settled {
            read.hits.retain(|hit| counts(lexicon, hit, title));
        }
        if text.len() <= SHORT {
            read.hits.shrink_to_fit();
            read.words.shrink_to_fit();
        }
        Self {
            settled,
            found: read.hits,
            alone: OnceCell::new(),
            words: read.words,
            level: level.unwrap_or(0),
            title,
        }
    }

    /// What counts where nothing stands around it.
    pub(crate) fn alone(&self, lexicon: &Lexicon, marks: &mut Marks) -> &[Hit] {
        if self.settled {
            return &self.found;
        }
        // What it settled once may settle more.
        self.alone.get_or_init(|| self.beside(lexicon, std::iter::empty(), marks))
    }

    /// What counts beside other terms.
    pub(crate) fn beside(
        &self,
        lexicon: &Lexicon,
        others: impl Iterator<Item = TermId>,
        marks: &mut Marks,
    ) -> Box<[Hit]> {
        let mut hits = self.found.clone();
        lexicon.confirm(&mut hits, others, marks);
        hits.retain(|hit| counts(lexicon, hit, self.title));
        hits.into()
    }
}

/// Whether a hit counts: a trade does in titles only, prose tells of other people's.
fn counts(lexicon: &Lexicon, hit: &Hit, title: bool) -> bool {
    let trade = || lexicon.kind(hit.term).is_none_or(|kind| kind == TermKind::Occupation);
    hit.sure && (title || !trade())
}

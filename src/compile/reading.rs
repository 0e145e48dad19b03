//! Each distinct text is read once per pool.

use std::{collections::HashMap, rc::Rc};

use super::{facts::Names, profile::TELLING};
use crate::text::{Hit, Lexicon, Reading, TermKind, Words};

/// What is known by a short text. Lookup only: the order that a seed drawn anew gives it is never seen.
pub(crate) type Memo<T> = HashMap<Box<str>, T, foldhash::fast::RandomState>;

/// Texts up to this length are kept. Long ones do not come back.
const SHORT: usize = 96;

/// What is made of a text, or was.
pub(crate) fn remembered<T: Clone>(memo: &mut Memo<T>, text: &str, make: impl FnOnce() -> T) -> T {
    if text.len() > SHORT {
        return make();
    }
    if let Some(known) = memo.get(text) {
        return known.clone();
    }
    let made = make();
    memo.insert(text.into(), made.clone());
    made
}

/// A text with its terms, its telling words and, of a title, its level of responsibility.
#[derive(Debug)]
pub(crate) struct Read {
    pub text: Reading,
    /// Its hits where nothing stands around it: what it settled once may settle more. `None` = the same.
    settled: Option<Box<[Hit]>>,
    /// 1 to 6; 0 where it tells none.
    pub level: u8,
}

impl Read {
    /// Its hits where nothing stands around it.
    pub(crate) fn alone(&self) -> &[Hit] {
        self.settled.as_deref().unwrap_or(&self.text.hits)
    }
}

/// What has been read already.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    titles: Memo<Rc<Read>>,
    others: Memo<Rc<Read>>,
    /// The words of all texts: long texts do not come back, their words do.
    words: Words,
    /// The same texts as the rules compare them.
    pub names: Names,
}

impl Readings {
    /// Reads a text, or remembers it. Words that tell too little to be compared are left out.
    pub(crate) fn of(&mut self, lexicon: &Lexicon, text: &str, title: bool) -> Rc<Read> {
        let memo = if title { &mut self.titles } else { &mut self.others };
        let words = &mut self.words;
        remembered(memo, text, || {
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
            let mut settled = None;
            if !read.hits.iter().all(|hit| hit.sure) {
                let mut hits = read.hits.clone();
                lexicon.confirm(&mut hits, &[]);
                settled = Some(hits.into());
            }
            Rc::new(Read { text: read, settled, level: level.unwrap_or(0) })
        })
    }
}

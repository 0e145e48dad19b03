//! Each distinct text is read once per pool.

use std::{cell::OnceCell, collections::HashMap, rc::Rc};

use foldhash::fast::FixedState;

use super::{facts::Names, profile::TELLING};
use crate::text::{Hit, Lexicon, Reading, TermKind, Words};

/// What is known by a short text.
pub(crate) type Memo<T> = HashMap<Box<str>, T, FixedState>; // lookup only

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
    settled: OnceCell<Box<[Hit]>>,
    /// 1 to 6; 0 where it tells none.
    pub level: u8,
}

impl Read {
    /// Its hits where nothing stands around it: what it settled once may settle more.
    pub(crate) fn alone(&self, lexicon: &Lexicon) -> &[Hit] {
        if self.text.hits.iter().all(|hit| hit.sure) {
            return &self.text.hits;
        }
        self.settled.get_or_init(|| {
            let mut hits = self.text.hits.clone();
            lexicon.confirm(&mut hits, &[]);
            hits.into()
        })
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
            let level = level.unwrap_or(0);
            Rc::new(Read { text: read, settled: OnceCell::new(), level })
        })
    }
}

//! Each distinct text is read once per pool.

use std::collections::HashMap;
use std::sync::Arc;

use crate::text::{Lexicon, Reading, TermKind};

/// A text with its terms, its words and, of a title, its level of responsibility.
#[derive(Debug)]
pub(crate) struct Read {
    pub text: Reading,
    /// 1 to 6; 0 where it tells none.
    pub level: u8,
}

/// What has been read already. Long texts are read each time: they do not come back.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    known: HashMap<(Box<str>, bool), Arc<Read>>, // lookup only
}

/// Texts up to this length are kept.
const SHORT: usize = 96;

impl Readings {
    /// Reads a text, or remembers it.
    pub(crate) fn of(&mut self, lexicon: &Lexicon, text: &str, title: bool) -> Arc<Read> {
        let read = || {
            let level = if title { lexicon.seniority(text).unwrap_or(0) } else { 0 };
            let mut read = lexicon.read(text);
            if title {
                // "Chef de service" is a rank: it tells the level, not the trade.
                read.hits.retain(|hit| {
                    lexicon.kind(hit.term) != Some(TermKind::Occupation)
                        || !text.get(hit.range.clone()).is_some_and(|t| lexicon.is_rank(t))
                });
            }
            Arc::new(Read { text: read, level })
        };
        if text.len() > SHORT {
            return read();
        }
        self.known.entry((text.into(), title)).or_insert_with(read).clone()
    }
}

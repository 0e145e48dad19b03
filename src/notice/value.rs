//! A value of the header while the lines pass by: a place in the text, put into words only when they are asked for.

use crate::text::Quote;
use std::{borrow::Cow, ops::Range};

/// Where a value stands, with its words where they stand nowhere as they are.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// From the first to the last of its words.
    pub range: Range<usize>,
    /// Words that were joined from lines that lie apart, or cut.
    own: Option<String>,
}

impl Value {
    /// The words of `range`.
    pub(super) fn new(source: &str, range: Range<usize>) -> Self {
        Self { range: crate::text::trimmed(source, range), own: None }
    }

    /// The words of `range`, at the ends of which nothing is to be taken off.
    pub(super) const fn exact(range: Range<usize>) -> Self {
        Self { range, own: None }
    }

    /// As it is quoted: mark-up removed, spaces made one.
    pub(super) fn quote(&self, source: &str) -> Quote {
        match &self.own {
            Some(text) => Quote { text: text.clone(), range: self.range.clone(), verbatim: false },
            None => Quote::of_trimmed(source, self.range.clone()),
        }
    }

    /// Its words, mark-up removed and spaces made one.
    pub(super) fn words<'s>(&'s self, source: &'s str) -> Cow<'s, str> {
        match &self.own {
            Some(text) => Cow::Borrowed(text),
            None => crate::text::words(source.get(self.range.clone()).unwrap_or_default()),
        }
    }

    /// Whether no words are left.
    pub(super) fn is_empty(&self, source: &str) -> bool {
        !self.begins_plainly(source) && self.words(source).is_empty()
    }

    /// Whether it is a slash, which says that there is none.
    pub(super) fn is_slash(&self, source: &str) -> bool {
        !self.begins_plainly(source) && self.words(source) == "/"
    }

    /// Whether its words begin with a letter or a digit, as nearly all do.
    fn begins_plainly(&self, source: &str) -> bool {
        self.own.is_none()
            && source.as_bytes().get(self.range.start).is_some_and(u8::is_ascii_alphanumeric)
            && !self.range.is_empty()
    }

    /// Whether its words end with a letter, a digit or a bracket, as nearly all do.
    fn ends_plainly(&self, source: &str) -> bool {
        let words = source.get(self.range.clone()).unwrap_or_default();
        self.own.is_none()
            && match words.as_bytes().last() {
                // The bracket behind a link is part of the mark-up.
                Some(b')') => !words.contains(']'),
                last => last.is_some_and(u8::is_ascii_alphanumeric),
            }
    }

    /// Adds what follows on a later line.
    pub(super) fn join(&mut self, source: &str, range: Range<usize>) {
        let mut quote = self.quote(source);
        quote.join(source, range);
        *self = Self { range: quote.range, own: Some(quote.text) };
    }

    /// Takes marks off the end of its words; its place stays.
    pub(super) fn cut_end(&mut self, source: &str, marks: &[char]) {
        if self.ends_plainly(source) {
            return;
        }
        let words = self.words(source);
        let kept = words.trim_end_matches(marks);
        if kept.len() < words.len() {
            self.own = Some(kept.to_owned());
        }
    }
}

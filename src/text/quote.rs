//! Words taken out of a text, with the range they were taken from.

use super::block::{BLOCK, Block};
use std::{borrow::Cow, ops::Range};

/// A value and its place. Joined lines are one value; the range then runs from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    pub text: String,
    pub range: Range<usize>,
    /// Whether the text stands in the source as it is, letter for letter.
    pub verbatim: bool,
}

impl Quote {
    /// The words of `range`, mark-up removed and spaces made one.
    pub(crate) fn new(source: &str, range: Range<usize>) -> Self {
        Self::of_trimmed(source, trimmed(source, range))
    }

    /// The same, of a range that has been trimmed.
    pub(crate) fn of_trimmed(source: &str, range: Range<usize>) -> Self {
        let printed = source.get(range.clone()).unwrap_or_default();
        let text = words(printed);
        let verbatim = text == printed;
        Self { text: text.into_owned(), range, verbatim }
    }

    /// Adds what follows on a later line.
    pub(crate) fn join(&mut self, source: &str, range: Range<usize>) {
        let range = trimmed(source, range);
        let words = source.get(range.clone()).unwrap_or_default();
        // A word cut at the end of a line; a hyphen before a capital or a digit belongs to a name.
        let hyphenated = self.text.ends_with(['-', '\u{ad}', '\u{2010}'])
            && self.text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
            && words.starts_with(char::is_lowercase);
        if hyphenated {
            self.text.pop();
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        append(&mut self.text, words);
        self.verbatim = false;
        self.range = self.range.start.min(range.start)..self.range.end.max(range.end);
    }
}

/// Printed words without mark-up, their spaces made one.
pub(crate) fn words(printed: &str) -> Cow<'_, str> {
    if is_plain(printed) {
        return Cow::Borrowed(printed);
    }
    let mut text = String::with_capacity(printed.len());
    append(&mut text, printed);
    Cow::Owned(text)
}

/// The range without the spaces and stars around its words.
pub(crate) fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let words = source.get(range.clone()).unwrap_or_default();
    let plain = |b: &u8| b.is_ascii_graphic() && !matches!(b, b'*' | b'\\');
    // The byte 0xc3 begins the letters of French that have accents.
    let begins = matches!(words.as_bytes(), [first, ..] if plain(first) || *first == 0xc3);
    if begins && matches!(words.as_bytes(), [.., 0xc3, _]) {
        return range;
    }
    if begins && words.as_bytes().last().is_some_and(plain) {
        return range;
    }
    let edge = |c: char| c.is_whitespace() || matches!(c, '*' | '\u{feff}' | '\0');
    let start = range.start + (words.len() - words.trim_start_matches(edge).len());
    let kept = words.trim_matches(edge);
    // An escaped star (`\*`) at the end leaves its backslash behind.
    start..start + kept.trim_end_matches('\\').trim_end_matches(edge).len()
}

/// What keeps words from being taken as they stand, control characters aside: mark-up, and the bytes that begin the no-break
/// space, the soft hyphen, the spaces of print and the byte-order mark.
const MARKS: [u8; 8] = [b'*', b'<', b'\\', b']', 0xc2, 0xe1, 0xe3, 0xef];

/// Whether words can be taken as they stand: no marks, no space but single ones inside. One pass over the bytes.
fn is_plain(words: &str) -> bool {
    let bytes = words.as_bytes();
    // A space at the beginning goes like one behind a space.
    let mut spaced = 1;
    for at in (0..bytes.len()).step_by(BLOCK) {
        let block = Block::at(bytes, at);
        let spaces = block.any_of([b' ']);
        let marks = block.any_of(MARKS) | block.controls() | spaces & (spaces << 1 | spaced);
        let inside = u32::MAX >> (32 - (bytes.len() - at).min(BLOCK));
        if marks & inside != 0 {
            return false;
        }
        spaced = spaces >> (BLOCK - 1) & 1;
    }
    bytes.last().is_some_and(|last| *last != b' ')
}

/// Appends words without emphasis, escapes and tags, with single spaces.
fn append(out: &mut String, words: &str) {
    if is_plain(words) {
        out.push_str(words);
        return;
    }
    let mut chars = words.char_indices();
    while let Some((i, c)) = chars.next() {
        let rest = words.get(i + c.len_utf8()..).unwrap_or_default();
        match c {
            '*' if rest.starts_with('*') => {
                chars.next();
            }
            '*' if rest.starts_with(char::is_alphanumeric)
                || words.get(..i).is_some_and(|s| s.ends_with(char::is_alphanumeric)) => {}
            // `[words](address)`: the words.
            ']' if rest.starts_with("(http") || rest.starts_with("(mailto") => {
                if let Some(open) = out.rfind('[') {
                    out.remove(open);
                }
                let skip =
                    rest.char_indices().take(600).position(|(_, c)| c == ')').map_or(0, |n| n + 1);
                for _ in 0..skip {
                    chars.next();
                }
            }
            '\\' if rest.starts_with(|c: char| c.is_ascii_punctuation()) => {}
            '<' if short_tag(rest).is_some() => {
                for _ in 0..short_tag(rest).unwrap_or(0) {
                    chars.next();
                }
            }
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\0' | '\u{ad}' | '\u{feff}' => {}
            c => out.push(c),
        }
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
}

/// The number of characters up to the `>` of a short tag.
fn short_tag(rest: &str) -> Option<usize> {
    let named = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let inside = |c: &char| !c.is_whitespace();
    named
        .then(|| rest.chars().take(16).take_while(inside).position(|c| c == '>'))?
        .map(|end| end + 1)
}

/// Words at the end of a line after which the sentence must go on.
const OPEN: &[&str] = &[
    "de", "des", "du", "d", "la", "le", "les", "l", "et", "ou", "a", "au", "aux", "en", "pour",
    "par", "sur", "dans", "avec", "un", "une", "que", "qui", "dont", "sous", "son", "sa", "ses",
    "ce", "cette", "ces", "leur", "leurs", "entre", "vers", "chez", "sans", "ainsi",
];

/// Whether words break off: an open bracket, a comma, an article or a preposition at their end.
pub(crate) fn breaks_off(text: &str) -> bool {
    word_breaks_off(text.trim_end()) || open_brackets(text, 0) > 0
}

/// Whether the last word is one after which the sentence must go on.
pub(crate) fn word_breaks_off(text: &str) -> bool {
    if text.ends_with(['-', '\u{2013}', '&', '\u{ad}', '(', '\'', '\u{2019}']) {
        return true;
    }
    let last = text.rsplit([' ', '\'', '\u{2019}', '\u{a0}']).next().unwrap_or_default();
    let last = last.trim_start_matches('*');
    last.len() < 8 && OPEN.contains(&super::fold(last).as_str())
}

/// The number of brackets open after a text, with `depth` of them open before it.
pub(crate) fn open_brackets(text: &str, depth: usize) -> usize {
    text.bytes().fold(depth, |depth, b| match b {
        b'(' => depth + 1,
        b')' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Whether words begin in the middle of a sentence.
pub(crate) fn continues(text: &str) -> bool {
    match text.as_bytes() {
        [ascii @ ..0x80, ..] => ascii.is_ascii_lowercase(),
        _ => text.starts_with(char::is_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use super::{Quote, breaks_off};

    #[test]
    fn markup_goes_and_places_stay() {
        let text = "  **Office des** postes\\* <sup>(1)</sup> et  ";
        let quote = Quote::new(text, 0..text.len());
        assert_eq!(quote.text, "Office des postes* (1) et");
        assert_eq!(&text[quote.range], "Office des** postes\\* <sup>(1)</sup> et");
    }

    #[test]
    fn lines_join_with_a_space_or_a_hyphen() {
        let text = "la coordi-\nnation des\néquipes";
        let mut quote = Quote::new(text, 0..10);
        quote.join(text, 11..21);
        quote.join(text, 22..text.len());
        assert_eq!(quote.text, "la coordination des équipes");
    }

    #[test]
    fn open_ends_are_seen() {
        for text in ["Office des Postes et des", "analyser (identifier", "mise à", "l’"] {
            assert!(breaks_off(text), "{text}");
        }
        for text in ["Nouméa", "Direction (DINUM)", "fin."] {
            assert!(!breaks_off(text), "{text}");
        }
    }
}

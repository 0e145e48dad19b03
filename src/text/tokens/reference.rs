//! The plain reading, character by character, that the reading by bytes is held against.

use std::ops::Range;

use super::{ELISIONS, INCLUSIVE, Seen, fold_char};

pub(super) fn visit(text: &str, see: &mut dyn FnMut(Seen<'_>)) {
    let (mut chars, mut folded) = (Vec::new(), String::new());
    let bytes = text.as_bytes();
    let mut at = 0;
    // No word spans a space: texts are taken apart there first, and plain words need no second look.
    while at < text.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let plain = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let after = rest.get(plain);
        if plain > 0 && after.is_none_or(|b| matches!(b, b' ' | b'\n' | b',' | b';' | b':')) {
            let word = text.get(at..at + plain).unwrap_or_default();
            folded.clear();
            folded.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
            see(Seen {
                text: &folded,
                range: at..at + plain,
                acronym: (2..=6).contains(&plain)
                    && !word.bytes().any(|b| b.is_ascii_lowercase())
                    && word.bytes().any(|b| b.is_ascii_uppercase()),
                protected: false,
                capital: false,
            }
            .guarded(text));
            at += plain + 1;
            continue;
        }
        let tail = text.get(at..).unwrap_or_default();
        let length = tail.find(char::is_whitespace).unwrap_or(tail.len());
        if length == 0 {
            at += tail.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        segment(text, tail.get(..length).unwrap_or_default(), at, &mut chars, &mut folded, see);
        at += length;
    }
}

/// Printed in capitals.
fn capital(text: &str, range: &Range<usize>) -> bool {
    let printed = &text[range.clone()];
    printed.chars().any(char::is_uppercase) && !printed.chars().any(char::is_lowercase)
}

impl Seen<'_> {
    /// Settles whether the word matches exactly or not at all.
    fn guarded(self, text: &str) -> Self {
        let long = self.text.chars().nth(4).is_some();
        let protected = self.acronym || !long || !self.text.chars().all(char::is_alphabetic);
        let capital = capital(text, &self.range);
        Self { protected, capital, ..self }
    }
}

/// The words of a stretch without spaces that begins at `offset`.
fn segment(
    whole: &str,
    text: &str,
    offset: usize,
    chars: &mut Vec<(usize, char)>,
    folded: &mut String,
    see: &mut dyn FnMut(Seen<'_>),
) {
    chars.clear();
    chars.extend(text.char_indices());
    let end_of = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let at = |i: usize| chars.get(i).map(|(_, c)| *c);
    let mut i = 0;
    while let Some(c) = at(i) {
        let dotted = c == '.' && starts_dotted_name(chars, i);
        if !is_word(c) && !dotted {
            i += 1;
            continue;
        }
        let first = i;
        i += 1;
        while let Some(c) = at(i) {
            if is_word(c)
                || (matches!(c, '+' | '#') && at(i - 1).is_some_and(|p| is_word(p) || p == c))
            {
                i += 1;
            } else if c == '.' && joins(chars, i) {
                i += 2;
            } else {
                break;
            }
        }
        let body = chars.get(first..i).unwrap_or_default();
        folded.clear();
        body.iter().for_each(|(_, c)| fold_char(*c, folded));
        let suffix = inclusive_suffix(chars, i);
        i += suffix;
        if suffix == 0
            && at(i).is_some_and(is_apostrophe)
            && ELISIONS.contains(&folded.as_str())
            && at(i + 1).is_some_and(is_word)
        {
            i += 1;
            continue;
        }
        if folded.is_empty() {
            continue;
        }
        let length = folded.chars().count();
        let acronym = (2..=6).contains(&length)
            && body.iter().any(|(_, c)| c.is_uppercase())
            && !body.iter().any(|(_, c)| c.is_lowercase());
        let range = offset + end_of(first)..offset + end_of(i);
        see(Seen { text: folded, range, acronym, protected: false, capital: false }.guarded(whole));
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) || c == '\u{ad}'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{2032}' | '\u{00B4}')
}

/// A dot that opens a name: `.NET`, not the end of a sentence.
fn starts_dotted_name(chars: &[(usize, char)], i: usize) -> bool {
    let before = i
        .checked_sub(1)
        .and_then(|b| chars.get(b))
        .is_none_or(|(_, c)| c.is_whitespace() || *c == '(');
    let mut name = chars.get(i + 1..).unwrap_or_default().iter().map(|(_, c)| *c);
    before
        && name.next().is_some_and(|c| c.eq_ignore_ascii_case(&'n'))
        && name.next().is_some_and(|c| c.eq_ignore_ascii_case(&'e'))
        && name.next().is_some_and(|c| c.eq_ignore_ascii_case(&'t'))
        && !name.next().is_some_and(is_word)
}

/// A dot inside a word: beside a digit on both sides of which the word goes on (`802.1x`), or before a known
/// technical ending (`node.js`).
fn joins(chars: &[(usize, char)], i: usize) -> bool {
    let (Some((_, before)), Some((_, after))) =
        (i.checked_sub(1).and_then(|b| chars.get(b)), chars.get(i + 1))
    else {
        return false;
    };
    if !is_word(*before) || !is_word(*after) {
        return false;
    }
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return true;
    }
    let ending: String = chars
        .get(i + 1..)
        .unwrap_or_default()
        .iter()
        .map(|(_, c)| c.to_ascii_lowercase())
        .take_while(|c| is_word(*c))
        .take(4)
        .collect();
    matches!(ending.as_str(), "js" | "net" | "io" | "py")
}

/// The number of characters of an inclusive ending at `i`: `(e)`, `(trice)`, `·e`, `.e.s`, `-ne`.
fn inclusive_suffix(chars: &[(usize, char)], i: usize) -> usize {
    let letters_from = |from: usize, most: usize| {
        chars
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take(most)
            .take_while(|(_, c)| c.is_lowercase())
            .count()
    };
    match chars.get(i).map(|(_, c)| *c) {
        Some('(') => {
            let n = letters_from(i + 1, 6);
            let closed = chars.get(i + 1 + n).is_some_and(|(_, c)| *c == ')');
            if (1..=5).contains(&n) && closed { n + 2 } else { 0 }
        }
        Some(mark @ ('.' | '-' | '\u{b7}' | '\u{2022}' | '\u{2e31}' | '\u{22c5}')) => {
            let n = letters_from(i + 1, 7);
            let ending: String =
                chars.get(i + 1..i + 1 + n).unwrap_or_default().iter().map(|(_, c)| *c).collect();
            let mut folded = String::new();
            ending.chars().for_each(|c| fold_char(c, &mut folded));
            let next = chars.get(i + 1 + n).map(|(_, c)| *c);
            let bounded = !next.is_some_and(|c| is_word(c) || is_apostrophe(c));
            if !bounded || !INCLUSIVE.contains(&folded.as_str()) {
                return 0;
            }
            // A second mark may carry the plural: `chargé.e.s`.
            let plural = next == Some(mark)
                && chars.get(i + 2 + n).is_some_and(|(_, c)| *c == 's')
                && !chars.get(i + 3 + n).is_some_and(|(_, c)| is_word(*c));
            1 + n + if plural { 2 } else { 0 }
        }
        _ => 0,
    }
}

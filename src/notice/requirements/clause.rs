//! Sentences, alternatives and conjunctions.

use std::ops::Range;

use super::extract;
use crate::model::RequirementKind;

/// A range of an item's text.
pub(super) type Clause = Range<usize>;

/// Words that end with a dot without ending a sentence.
const SHORT: &[&str] =
    &["etc", "ex", "n", "no", "art", "mr", "m", "cf", "min", "max", "env", "vs", "st"];

/// The sentences of a text, without the marks at their ends. Linear.
pub(super) fn sentences(text: &str) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (i, b) in bytes.iter().enumerate() {
        let after = bytes.get(i + 1..).unwrap_or_default();
        let spaced = after.first().is_none_or(u8::is_ascii_whitespace);
        let end = match b {
            b';' => spaced,
            b'.' if spaced => {
                let word = text.get(start..i).unwrap_or_default();
                let word = word.rsplit([' ', '(', '\'']).next().unwrap_or_default();
                !SHORT.contains(&crate::text::fold(word).as_str())
            }
            _ => false,
        };
        if end {
            push(text, start..i, &mut found);
            start = i + 1;
        }
    }
    push(text, start..text.len(), &mut found);
    if found.is_empty() {
        found.push(0..text.len());
    }
    found
}

fn push(text: &str, range: Clause, found: &mut Vec<Clause>) {
    let words = text.get(range.clone()).unwrap_or_default();
    let kept = words.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ';' | ',' | '-' | '.' | '–' | '…')
    });
    if kept.chars().any(char::is_alphanumeric) {
        let start = range.start + (kept.as_ptr() as usize - words.as_ptr() as usize);
        found.push(start..start + kept.len());
    }
}

/// What separates alternatives, longest first.
const OR: &[&str] = &[
    " et/ou à défaut ",
    " ou, à défaut, ",
    " ou, à défaut ",
    " ou à défaut ",
    " et/ou ",
    " et / ou ",
    ", à défaut ",
    " à défaut ",
    " ou bien ",
    " ou ",
    " OU ",
    " ET/OU ",
];

/// What separates things that come together.
const AND: &[&str] = &[
    " assorti d'",
    " assorti de ",
    " et justifiant ",
    " et justifier ",
    " justifiant ",
    " ainsi qu'",
    " ainsi que ",
    " complété par ",
    " complétée par ",
    " associé à ",
    " avec ",
    " et ",
    " + ",
    ", ",
];

/// The alternatives of a sentence: cut at *ou* where both sides can be asked alone and differ in kind, or where one of
/// them also asks for something else.
pub(super) fn alternatives(text: &str, sentence: Clause) -> Vec<Clause> {
    let parts = cut(text, sentence.clone(), OR, |left, right| {
        match (extract::kind(left), extract::kind(right)) {
            (Some(a), Some(b)) => a != b || b == RequirementKind::Diploma && mixed(left, right),
            _ => false,
        }
    });
    if parts.is_empty() { vec![sentence] } else { parts }
}

/// Two diplomas are told apart only if one comes with an experience.
fn mixed(left: &str, right: &str) -> bool {
    // `ou diplôme équivalent` repeats what stands before it.
    if crate::text::fold(right).contains("equivalen") {
        return false;
    }
    let with = |words: &str| crate::text::fold(words).contains("experience");
    with(left) || with(right)
}

/// The parts of an alternative that must come together.
pub(super) fn together(text: &str, part: Clause) -> Vec<Clause> {
    let parts = cut(text, part.clone(), AND, |left, right| {
        match (extract::kind(left), extract::kind(right)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    });
    if parts.is_empty() { vec![part] } else { parts }
}

/// Cuts a range at separators outside brackets where both sides pass the test. At most sixteen parts.
fn cut(
    text: &str,
    range: Clause,
    separators: &[&str],
    splits: impl Fn(&str, &str) -> bool,
) -> Vec<Clause> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let mut places: Vec<(usize, usize)> = Vec::new();
    let words = text.get(range.clone()).unwrap_or_default();
    let mut depth = 0usize;
    let mut i = 0;
    while let Some(rest) = words.get(i..).filter(|r| !r.is_empty()) {
        match rest.as_bytes().first() {
            Some(b'(') => depth += 1,
            Some(b')') => depth = depth.saturating_sub(1),
            Some(b' ' | b',') => {}
            // No separator begins otherwise.
            _ => {
                let length = rest.bytes().position(|b| matches!(b, b'(' | b')' | b' ' | b','));
                i += length.unwrap_or(rest.len());
                continue;
            }
        }
        let found = separators.iter().find(|s| rest.starts_with(**s)).filter(|_| depth == 0);
        if let Some(separator) = found {
            places.push((range.start + i, separator.len()));
            i += separator.len() - 1;
            if places.len() >= 32 {
                break;
            }
        } else {
            i += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    for (k, (at, length)) in places.iter().enumerate() {
        if parts.len() >= 16 {
            break;
        }
        let next = places.get(k + 1).map_or(range.end, |(next, _)| *next);
        let left = text.get(start..*at).unwrap_or_default();
        // The side after a separator goes on to the next one, or to the end where that says more.
        let near = text.get(at + length..next).unwrap_or_default();
        let far = text.get(at + length..range.end).unwrap_or_default();
        if splits(left, near) || splits(left, far) {
            push(text, start..*at, &mut parts);
            start = at + length;
        }
    }
    if !parts.is_empty() {
        push(text, start..range.end, &mut parts);
    }
    if parts.len() < 2 { Vec::new() } else { parts }
}

#[cfg(test)]
mod tests {
    use super::{alternatives, sentences, together};

    fn texts<'t>(text: &'t str, ranges: &[std::ops::Range<usize>]) -> Vec<&'t str> {
        ranges.iter().map(|r| &text[r.clone()]).collect()
    }

    #[test]
    fn sentences_end_at_dots_and_semicolons() {
        let text = "Bac +5. Des outils (Word, etc.) bienvenus ; permis B.";
        assert_eq!(
            texts(text, &sentences(text)),
            ["Bac +5", "Des outils (Word, etc.) bienvenus", "permis B"]
        );
    }

    #[test]
    fn alternatives_differ_in_kind() {
        let text = "Diplôme de niveau 6 et/ou 3 ans d’expérience sur un poste similaire";
        assert_eq!(
            texts(text, &alternatives(text, 0..text.len())),
            ["Diplôme de niveau 6", "3 ans d’expérience sur un poste similaire"]
        );
        let text = "Diplôme en informatique ou en réseaux";
        assert_eq!(alternatives(text, 0..text.len()).len(), 1);
        let text = "Licence ou Master";
        assert_eq!(alternatives(text, 0..text.len()).len(), 1);
    }

    #[test]
    fn parts_that_come_together() {
        let text = "Diplôme bac+3 et 2 ans d’expérience en paie";
        assert_eq!(
            texts(text, &together(text, 0..text.len())),
            ["Diplôme bac+3", "2 ans d’expérience en paie"]
        );
        let text = "Connaissances en droit et en finances";
        assert_eq!(together(text, 0..text.len()).len(), 1);
    }
}

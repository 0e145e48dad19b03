//! Tokens that keep their byte ranges.

use std::ops::Range;

use super::fold::fold_char;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Its folding; symbols that are part of the word are kept (`c++`, `c#`, `.net`, `802.1x`).
    pub text: String,
    /// Where it stands in the text as given, inclusive endings (`(e)`, `·ne`) included.
    pub range: Range<usize>,
    /// Printed in capitals, six letters at most: an acronym, or a short word of a heading.
    pub acronym: bool,
    /// Matches exactly or not at all: four characters or fewer, acronyms, digits, symbols.
    pub protected: bool,
}

/// Endings that make a word inclusive after a dot or a hyphen: `chargé.e.s`, `technicien-ne`.
const INCLUSIVE: &[&str] = &[
    "e", "es", "ne", "nes", "fe", "fes", "se", "ses", "ve", "ves", "re", "ere", "euse", "euses",
    "trice", "trices", "rice", "rices",
];

/// Single letters and syllables that an apostrophe cuts off: they carry no meaning.
const ELISIONS: &[&str] =
    &["d", "l", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu"];

/// Splits a text into words. Elided articles (`d'`, `l'`) are dropped, inclusive endings belong to their word
/// without changing it (`Chef(fe)` → `chef`), slashes and hyphens separate. Linear.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end_of = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let at = |i: usize| chars.get(i).map(|(_, c)| *c);
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(c) = at(i) {
        let dotted = c == '.' && starts_dotted_name(&chars, i);
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
            } else if c == '.' && joins(&chars, i) {
                i += 2;
            } else {
                break;
            }
        }
        let body = first..i;
        let suffix = inclusive_suffix(&chars, i);
        i += suffix;
        if suffix == 0 && at(i).is_some_and(is_apostrophe) {
            let mut elided = String::new();
            chars
                .get(body.clone())
                .unwrap_or_default()
                .iter()
                .for_each(|(_, c)| fold_char(*c, &mut elided));
            if ELISIONS.contains(&elided.as_str()) && at(i + 1).is_some_and(is_word) {
                i += 1;
                continue;
            }
        }
        if let Some(token) = make(chars.get(body).unwrap_or_default(), end_of(first)..end_of(i)) {
            found.push(token);
        }
    }
    found
}

fn make(body: &[(usize, char)], range: Range<usize>) -> Option<Token> {
    let mut text = String::with_capacity(range.len());
    body.iter().for_each(|(_, c)| fold_char(*c, &mut text));
    let length = text.chars().count();
    let plain = text.chars().all(char::is_alphabetic);
    let acronym = (2..=6).contains(&length)
        && body.iter().any(|(_, c)| c.is_uppercase())
        && !body.iter().any(|(_, c)| c.is_lowercase());
    let protected = acronym || !plain || length <= 4;
    (length > 0).then_some(Token { text, range, acronym, protected })
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

#[cfg(test)]
mod tests {
    use super::tokens;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn names_keep_their_symbols() {
        assert_eq!(
            words("C++, C#, .NET et Node.js en 802.1X."),
            ["c++", "c#", ".net", "et", "node.js", "en", "802.1x"]
        );
        assert_eq!(words("TCP/IP sous Windows 10"), ["tcp", "ip", "sous", "windows", "10"]);
        assert_eq!(words("ISO/IEC 27001:2022"), ["iso", "iec", "27001", "2022"]);
    }

    #[test]
    fn inclusive_endings_belong_to_their_word() {
        assert_eq!(words("Chef(fe) de projet"), ["chef", "de", "projet"]);
        assert_eq!(
            words("un·e chargé.e.s, technicien-ne, directeur(trice)"),
            ["un", "charge", "technicien", "directeur"]
        );
        let text = "Chargé(e) d’études";
        let found = tokens(text);
        assert_eq!(&text[found[0].range.clone()], "Chargé(e)");
        assert_eq!(found[1].text, "etudes");
    }

    #[test]
    fn a_sentence_end_is_not_an_ending() {
        assert_eq!(words("réseaux.Il gère"), ["reseaux", "il", "gere"]);
        assert_eq!(words("poste (siège)"), ["poste", "siege"]);
        assert_eq!(words("l'agent de la DRH"), ["agent", "de", "la", "drh"]);
    }

    #[test]
    fn protection_follows_length_digits_and_capitals() {
        let flags: Vec<bool> =
            tokens("ITIL java javascript COBIT v4 réseau").iter().map(|t| t.protected).collect();
        assert_eq!(flags, [true, true, false, true, true, false]);
    }
}

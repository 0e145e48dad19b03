//! Tokens that keep their byte ranges.

use std::ops::Range;

use super::{fold::fold_char, folded::french};

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
    let mut found = Vec::new();
    visit(text, &mut |word| {
        found.push(Token {
            text: word.text.to_owned(),
            range: word.range,
            acronym: word.acronym,
            protected: word.protected,
        });
    });
    found
}

/// A word of a text, before it is kept.
pub(crate) struct Seen<'a> {
    /// Its folding.
    pub text: &'a str,
    pub range: Range<usize>,
    pub acronym: bool,
    pub protected: bool,
}

/// Shows every word of a text, in order, without keeping any.
pub(crate) fn visit(text: &str, see: &mut dyn FnMut(Seen<'_>)) {
    let (mut chars, mut folded) = (Vec::new(), String::new());
    let bytes = text.as_bytes();
    let mut at = 0;
    // No word spans a space: texts are taken apart there first, and plain words need no second look.
    while at < text.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        folded.clear();
        let (width, capitals, smalls) = plain(rest, &mut folded);
        let after = rest.get(width..).unwrap_or_default();
        if width > 0 && ends_word(after) {
            let acronym = (2..=6).contains(&folded.len()) && capitals && !smalls;
            let range = at..at + width;
            see(Seen { text: &folded, range, acronym, protected: false }.guarded());
            at += width + 1;
            continue;
        }
        // An article that is cut off before a word: `d'`, `l’`.
        let apostrophe = match after {
            [b'\'', next, ..] if next.is_ascii_alphanumeric() => 1,
            [0xe2, 0x80, 0x99, next, ..] if next.is_ascii_alphanumeric() => 3,
            _ => 0,
        };
        if apostrophe > 0 && ELISIONS.contains(&folded.as_str()) {
            at += width + apostrophe;
            continue;
        }
        let tail = text.get(at..).unwrap_or_default();
        let length = tail.find(char::is_whitespace).unwrap_or(tail.len());
        if length == 0 {
            at += tail.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        segment(tail.get(..length).unwrap_or_default(), at, &mut chars, &mut folded, see);
        at += length;
    }
}

/// The length of the word of plain letters, digits and letters of French that a text begins with, whether it has capitals
/// and small letters; its folding is put into `folded`.
fn plain(text: &[u8], folded: &mut String) -> (usize, bool, bool) {
    let (mut width, mut capitals, mut smalls) = (0, false, false);
    while let Some(b) = text.get(width).copied() {
        if b.is_ascii_alphanumeric() {
            capitals |= b.is_ascii_uppercase();
            smalls |= b.is_ascii_lowercase();
            folded.push(char::from(b.to_ascii_lowercase()));
            width += 1;
        } else if b == 0xc3
            && let Some((letter, length)) = french(text.get(width..).unwrap_or_default())
        {
            let small = text.get(width + 1).is_some_and(|b| *b >= 0xa0);
            capitals |= !small;
            smalls |= small;
            folded.push(char::from(letter));
            width += length;
        } else {
            break;
        }
    }
    (width, capitals, smalls)
}

/// Whether a word ends before this for sure: no symbol, ending or name goes on behind it.
fn ends_word(after: &[u8]) -> bool {
    match after {
        [] | [b' ' | b'\n' | b',' | b';' | b':', ..] => true,
        [b'.' | b')', rest @ ..] => rest.first().is_none_or(|b| *b == b' '),
        _ => false,
    }
}

impl Seen<'_> {
    /// Settles whether the word matches exactly or not at all.
    fn guarded(self) -> Self {
        let protected = self.acronym
            || if self.text.is_ascii() {
                self.text.len() <= 4 || !self.text.bytes().all(|b| b.is_ascii_alphabetic())
            } else {
                self.text.chars().nth(4).is_none() || !self.text.chars().all(char::is_alphabetic)
            };
        Self { protected, ..self }
    }
}

/// The words of a stretch without spaces that begins at `offset`.
fn segment(
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
        see(Seen { text: folded, range, acronym, protected: false }.guarded());
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

    /// Plain words are read in a short way, which must end where the long one does.
    #[test]
    fn the_short_way_ends_where_the_long_one_does() {
        for text in [
            "L’élève ÉTÉ d'été Été À l'ÎLE ça.",
            "(voir réseaux) et (COBIT). fin",
            "un but. Il, elle; on: 24h 802.1x é. ñu straße œuvre",
            "d'A l’ n’y jusqu'à aujourd'hui presqu'île",
            "a.b c) d.e) .net).net e\u{301}t é\u{ad}t",
        ] {
            let (mut long, mut chars, mut folded) = (Vec::new(), Vec::new(), String::new());
            let mut at = 0;
            for stretch in text.split_inclusive(char::is_whitespace) {
                super::segment(stretch.trim_end(), at, &mut chars, &mut folded, &mut |seen| {
                    long.push((seen.text.to_owned(), seen.range, seen.acronym, seen.protected));
                });
                at += stretch.len();
            }
            let short: Vec<_> = tokens(text)
                .into_iter()
                .map(|t| (t.text, t.range, t.acronym, t.protected))
                .collect();
            assert_eq!(short, long, "{text}");
        }
    }

    #[test]
    fn protection_follows_length_digits_and_capitals() {
        let flags: Vec<bool> =
            tokens("ITIL java javascript COBIT v4 réseau").iter().map(|t| t.protected).collect();
        assert_eq!(flags, [true, true, false, true, true, false]);
    }
}

//! Tokens that keep their byte ranges.

use std::ops::Range;

use super::fold::{fold, fold_char};

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
    /// Printed in capitals, whatever its length, its inclusive ending included.
    pub capital: bool,
}

/// Shows every word of a text, in order, without keeping any.
pub(crate) fn visit(text: &str, see: &mut dyn FnMut(Seen<'_>)) {
    let mut folded = String::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    // No word spans a space: texts are taken apart there first, and plain words need no second look.
    while let Some(first) = bytes.get(at) {
        if matches!(first, b' ' | b'\n') {
            at += 1;
            continue;
        }
        let (plain, kinds) = ascii_run(bytes, at);
        let after = bytes.get(plain);
        if plain > at && after.is_none_or(|b| matches!(b, b' ' | b'\n' | b',' | b';' | b':')) {
            folded.clear();
            folded.push_str(text.get(at..plain).unwrap_or_default());
            folded.make_ascii_lowercase();
            see(Seen::new(&folded, at..plain, kinds, kinds & NEITHER == 0, false));
            at = plain + 1;
            continue;
        }
        let end = next_space(text, at);
        if end == at {
            at += char_at(text, at).map_or(1, char::len_utf8);
            continue;
        }
        segment(text.get(at..end).unwrap_or_default(), at, &mut folded, see);
        at = end;
    }
}

/// Shows every stretch of a text that no space interrupts, with its place. The words of a text are those of its stretches.
pub(crate) fn stretches<'a>(text: &'a str, mut see: impl FnMut(usize, &'a str)) {
    let mut at = 0;
    while at < text.len() {
        let end = next_space(text, at);
        if end > at {
            see(at, text.get(at..end).unwrap_or_default());
        }
        at = end + char_at(text, end).map_or(1, char::len_utf8);
    }
}

/// Where the first space from `from` on stands; the end of the text if there is none.
fn next_space(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += printed(bytes.get(at..).unwrap_or_default());
        let Some(b) = bytes.get(at) else { return bytes.len() };
        let space = match KINDS[usize::from(*b)] {
            SPACE => true,
            MAYBE_SPACE => char_at(text, at).is_some_and(char::is_whitespace),
            _ => false,
        };
        if space {
            return at;
        }
        at += 1;
    }
}

/// How many of these bytes are surely printed ASCII, eight at a time.
fn printed(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const TOPS: u64 = ONES << 7;
    let mut passed = 0;
    for eight in bytes.as_chunks().0 {
        let eight = u64::from_le_bytes(*eight);
        // The top bit of each byte that is not above a space, the lowest such byte at least; and of each beyond ASCII.
        let ends = (eight.wrapping_sub(ONES * 0x21) | eight) & TOPS;
        if ends != 0 {
            return passed + ends.trailing_zeros() as usize / 8;
        }
        passed += 8;
    }
    passed
}

/// What the letters of a word are, as bits.
const LOWER: u8 = 1;
const UPPER: u8 = 2;
/// Neither, as digits.
const NEITHER: u8 = 4;

/// Other bytes: a space, and what may begin one beyond ASCII.
const SPACE: u8 = 8;
const MAYBE_SPACE: u8 = 16;

/// The kind of each byte; 0 of what is neither.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut b = 0;
    while b < 256 {
        kinds[b] = match b as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => NEITHER,
            b' ' | b'\t'..=b'\r' => SPACE,
            0xc2 | 0xe1..=0xe3 => MAYBE_SPACE,
            _ => 0,
        };
        b += 1;
    }
    kinds
};

/// Where the ASCII letters and digits that begin at `from` end, and what they are.
fn ascii_run(bytes: &[u8], from: usize) -> (usize, u8) {
    let (mut at, mut kinds) = (from, 0);
    for b in bytes.get(from..).unwrap_or_default() {
        let kind = KINDS[usize::from(*b)];
        if kind & (LOWER | UPPER | NEITHER) == 0 {
            break;
        }
        kinds |= kind;
        at += 1;
    }
    (at, kinds)
}

/// The kind of a character. The letters of French lie in the block that needs no table.
fn kind(c: char) -> u8 {
    match c {
        '\u{d7}' | '\u{f7}' => NEITHER,
        '\u{c0}'..='\u{de}' => UPPER,
        '\u{df}'..='\u{ff}' => LOWER,
        c if c.is_uppercase() => UPPER,
        c if c.is_lowercase() => LOWER,
        _ => NEITHER,
    }
}

impl<'a> Seen<'a> {
    /// A word of these kinds; `letters`: its folding is all letters of ASCII; `ended`: it has an inclusive ending, which is in
    /// lower case.
    fn new(text: &'a str, range: Range<usize>, kinds: u8, letters: bool, ended: bool) -> Self {
        let capitals = kinds & (UPPER | LOWER) == UPPER;
        let length = if letters { text.len() } else { text.chars().count() };
        let acronym = capitals && (2..=6).contains(&length);
        let protected =
            acronym || length < 5 || !(letters || text.chars().all(char::is_alphabetic));
        Self { text, range, acronym, protected, capital: capitals && !ended }
    }
}

/// The character that begins at byte `i`.
fn char_at(text: &str, i: usize) -> Option<char> {
    match text.as_bytes().get(i) {
        Some(b) if b.is_ascii() => Some(char::from(*b)),
        _ => text.get(i..)?.chars().next(),
    }
}

/// The character that ends at byte `i`.
fn char_before(text: &str, i: usize) -> Option<char> {
    text.get(..i)?.chars().next_back()
}

/// The words of a stretch without spaces that begins at `offset`.
fn segment(text: &str, offset: usize, folded: &mut String, see: &mut dyn FnMut(Seen<'_>)) {
    let mut i = 0;
    while let Some(c) = char_at(text, i) {
        if !(is_word(c) || (c == '.' && starts_dotted_name(text, i))) {
            i += c.len_utf8();
            continue;
        }
        let first = i;
        folded.clear();
        let mut kinds = 0;
        while let Some(c) = char_at(text, i) {
            let (end, more) = ascii_run(text.as_bytes(), i);
            if end > i {
                let from = folded.len();
                folded.push_str(text.get(i..end).unwrap_or_default());
                if let Some(run) = folded.get_mut(from..) {
                    run.make_ascii_lowercase();
                }
                kinds |= more;
                i = end;
                continue;
            }
            // The first character is one of the word, be it a dot.
            let goes_on = i == first
                || is_word(c)
                || (matches!(c, '+' | '#')
                    && char_before(text, i).is_some_and(|p| is_word(p) || p == c))
                || (c == '.' && joins(text, i));
            if !goes_on {
                break;
            }
            kinds |= kind(c);
            fold_char(c, folded);
            i += c.len_utf8();
        }
        let suffix = inclusive_suffix(text, i);
        if suffix == 0
            && char_at(text, i).is_some_and(is_apostrophe)
            && ELISIONS.contains(&folded.as_str())
        {
            let next = i + char_at(text, i).map_or(0, char::len_utf8);
            if char_at(text, next).is_some_and(is_word) {
                i = next;
                continue;
            }
        }
        i += suffix;
        if !folded.is_empty() {
            let letters = folded.bytes().all(|b| b.is_ascii_lowercase());
            see(Seen::new(folded, offset + first..offset + i, kinds, letters, suffix > 0));
        }
    }
}

fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{ff}' => !matches!(c, '\u{d7}' | '\u{f7}'),
        '\u{300}'..='\u{36f}' | '\u{ad}' => true,
        c => c.is_alphanumeric(),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{2032}' | '\u{00B4}')
}

/// A dot that opens a name: `.NET`, not the end of a sentence.
fn starts_dotted_name(text: &str, i: usize) -> bool {
    let name = text.as_bytes().get(i + 1..i + 4);
    name.is_some_and(|name| name.eq_ignore_ascii_case(b"net"))
        && char_before(text, i).is_none_or(|c| c.is_whitespace() || c == '(')
        && !char_at(text, i + 4).is_some_and(is_word)
}

/// A dot inside a word: beside a digit on both sides of which the word goes on (`802.1x`), or before a known
/// technical ending (`node.js`).
fn joins(text: &str, i: usize) -> bool {
    let Some(after) = char_at(text, i + 1).filter(|c| is_word(*c)) else { return false };
    let Some(before) = char_before(text, i).filter(|c| is_word(*c)) else { return false };
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return true;
    }
    let rest = text.as_bytes().get(i + 1..).unwrap_or_default();
    ["js", "net", "io", "py"].iter().any(|ending| {
        rest.get(..ending.len()).is_some_and(|r| r.eq_ignore_ascii_case(ending.as_bytes()))
            && !char_at(text, i + 1 + ending.len()).is_some_and(is_word)
    })
}

/// The length in bytes of an inclusive ending at `i`: `(e)`, `(trice)`, `·e`, `.e.s`, `-ne`.
fn inclusive_suffix(text: &str, i: usize) -> usize {
    let Some(mark) = char_at(text, i) else { return 0 };
    let most = match mark {
        '(' => 6,
        '.' | '-' | '\u{b7}' | '\u{2022}' | '\u{2e31}' | '\u{22c5}' => 7,
        _ => return 0,
    };
    let from = i + mark.len_utf8();
    let (mut end, mut n) = (from, 0);
    while n < most
        && let Some(c) = char_at(text, end).filter(|c| kind(*c) == LOWER)
    {
        end += c.len_utf8();
        n += 1;
    }
    let next = char_at(text, end);
    if mark == '(' {
        return if (1..=5).contains(&n) && next == Some(')') { end + 1 - i } else { 0 };
    }
    if n == 0 || next.is_some_and(|c| is_word(c) || is_apostrophe(c)) {
        return 0;
    }
    let folded = fold(text.get(from..end).unwrap_or_default());
    if !INCLUSIVE.contains(&folded.as_str()) {
        return 0;
    }
    // A second mark may carry the plural: `chargé.e.s`.
    let plural = end + mark.len_utf8();
    let more = next == Some(mark)
        && char_at(text, plural) == Some('s')
        && !char_at(text, plural + 1).is_some_and(is_word);
    if more { plural + 1 - i } else { end - i }
}

#[cfg(test)]
mod reference;

#[cfg(test)]
mod tests;

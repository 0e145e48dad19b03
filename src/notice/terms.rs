//! Named skills, tools, methods and standards, as printed.
//!
//! Two ways: by shape (acronyms, capitals inside a word, digits or symbols in it, names in a bracketed list) and by the
//! names of methods and standards that are plain words. Place names, months and the acronyms of institutions are no terms.

use std::{collections::BTreeSet, ops::Range};

use crate::text::{Lexicon, TermKind, Token, fold, tokens};

/// Methods and standards that shape alone does not show, folded; several words are one name.
const NAMED: &[&str] = &[
    "agile", "scrum", "kanban", "prince2", "pmbok", "itil", "cobit", "togaf", "cmmi", "safe",
    "lean", "devops", "haccp", "rgpd", "merise", "uml", "bpmn", "kaizen", "ebios",
];

/// Acronyms that name bodies, statuses or everyday things rather than something one can master.
const NOT_TERMS: &[&str] = &[
    "nc", "opt", "avp", "cdd", "cdi", "acdp", "rh", "drh", "dsi", "si", "cv", "tel", "bac", "bts",
    "dut", "cap", "bep", "sr", "mprh", "etc", "pn", "ps", "dge", "respnc", "drhfpnc", "gnc", "bp",
    "pk", "ii", "iii", "iv", "vi", "nb", "de", "et", "du", "la", "le", "les", "des", "en", "au",
    "aux", "sur", "un", "une", "ou", "profil", "savoir", "missions", "mission", "nord", "sud",
    "iles", "noumea", "cedex", "province", "mairie", "ville", "vip", "ok", "bu",
];

/// Where names come from: the shape of words and, if the caller gives one, a lexicon.
pub(super) struct Names<'a> {
    /// Its tools and methods are names wherever they stand.
    pub lexicon: Option<&'a Lexicon>,
    /// Acronyms of the notice's own units, folded: they name no skill.
    pub units: BTreeSet<String>,
}

impl Names<'_> {
    /// The names in the words of a requirement, a mission or an activity, as printed.
    pub(super) fn of(&self, text: &str) -> Vec<String> {
        self.among(text, true)
    }

    /// The names in a title or a description, where an acronym is more often an office than a tool.
    pub(super) fn surely(&self, text: &str) -> Vec<String> {
        self.among(text, false)
    }

    fn among(&self, text: &str, shapes: bool) -> Vec<String> {
        let mut ranges = if shapes { find(text) } else { named(text) };
        if let Some(lexicon) = self.lexicon {
            let found = lexicon.find(text).into_iter();
            let tools = found.filter(|t| matches!(t.kind, TermKind::Tool | TermKind::Method));
            ranges.extend(tools.map(|t| t.range));
        }
        // Of two that overlap the longer one is the name.
        ranges.sort_by_key(|r| (r.start, usize::MAX - r.end));
        let mut kept: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match kept.last() {
                Some(last) if range.start < last.end => {}
                _ => kept.push(range),
            }
        }
        let mut seen = BTreeSet::new();
        kept.into_iter()
            .filter_map(|range| text.get(range))
            .filter(|name| {
                let key = fold(name);
                !self.units.contains(&key) && seen.insert(key)
            })
            .map(str::to_owned)
            .collect()
    }
}

/// Names of methods and standards that need no shape.
fn named(text: &str) -> Vec<Range<usize>> {
    if !may_name(text) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let norm = is_norm(&tokens, i, text);
        if norm > 0 {
            let end = tokens.get(i + norm - 1).map_or(token.range.end, |t| t.range.end);
            found.push(token.range.start..end);
        } else if NAMED.contains(&token.text.as_str()) && named_here(token, text) {
            found.push(token.range.clone());
        }
    }
    found
}

/// Acronyms in brackets behind the name of a unit, or standing for one in the header: `la direction X (DINUM)`.
pub(super) fn unit_acronyms(text: &str, into: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices('(') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let Some(end) = rest.find(')').filter(|end| (2..=12).contains(end)) else { continue };
        let name = rest.get(..end).unwrap_or_default();
        if !name.chars().all(|c| c.is_uppercase() || c == '-') {
            continue;
        }
        let before = text.get(..at).unwrap_or_default();
        let before = fold(before.get(floor(before, 160)..).unwrap_or_default());
        let unit = [
            "direction",
            "service",
            "section",
            "bureau",
            "cellule",
            "pole",
            "departement",
            "division",
            "agence",
            "office",
            "institut",
            "ecole",
            "centre",
            "province",
            "syndicat",
            "subdivision",
            "mission",
            "conseil",
            "universite",
            "groupement",
            "etablissement",
            "unite",
        ];
        // The unit's name and its acronym begin alike, or the unit is near.
        if unit.iter().any(|u| before.contains(u)) {
            into.insert(fold(name));
        }
    }
}

/// The ranges of named terms in `text`, in their order, without repetitions. Linear.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    if !may_name(text) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let shouting = mostly_capitals(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let word = |k: usize| tokens.get(i + k).map_or("", |t| t.text.as_str());
        let pair = matches!((token.text.as_str(), word(1)), ("prince", "2") | ("six", "sigma"));
        if pair {
            push(&mut found, text, token.range.start..tokens.get(i + 1).map_or(0, |t| t.range.end));
            i += 2;
            continue;
        }
        let norm = is_norm(&tokens, i, text);
        if norm > 0 {
            let end = tokens.get(i + norm - 1).map_or(token.range.end, |t| t.range.end);
            push(&mut found, text, token.range.start..end);
            i += norm;
            continue;
        }
        if !shouting && shaped(token, text) {
            let length = joined(&tokens, i, text);
            if length > 1 {
                let end = tokens.get(i + length - 1).map_or(token.range.end, |t| t.range.end);
                push(&mut found, text, token.range.start..end);
                i += length;
                continue;
            }
        }
        if NAMED.contains(&token.text.as_str()) && named_here(token, text)
            || !shouting && shaped(token, text) && !NOT_TERMS.contains(&token.text.as_str())
        {
            push(&mut found, text, token.range.clone());
        }
        i += 1;
    }
    found
}

/// What a byte is to the shape of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Other,
    Letter,
    Capital,
    Digit,
    /// The first byte of the letters of French, in which a second byte below 0x9f is a capital.
    Accented,
    /// `#`, `+`.
    Symbol,
    Dot,
}

const SHAPES: [Shape; 256] = {
    let mut shapes = [Shape::Other; 256];
    let mut b = 0;
    while b < 256 {
        shapes[b] = match b as u8 {
            b'a'..=b'z' => Shape::Letter,
            b'A'..=b'Z' => Shape::Capital,
            b'0'..=b'9' => Shape::Digit,
            b'#' | b'+' => Shape::Symbol,
            b'.' => Shape::Dot,
            0xc3 => Shape::Accented,
            0x80.. => Shape::Letter,
            _ => Shape::Other,
        };
        b += 1;
    }
    shapes
};

/// Whether a text can hold a name: a word with two capitals, a capital and a digit, a symbol, or one of the names that are
/// plain words. One pass over the bytes; most texts end here.
fn may_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut upper, mut digits, mut start) = (0u32, 0u32, 0);
    for (i, b) in bytes.iter().enumerate() {
        match SHAPES[usize::from(*b)] {
            Shape::Letter => continue,
            Shape::Capital => upper += 1,
            Shape::Digit => digits += 1,
            Shape::Accented => upper += u32::from(bytes.get(i + 1).is_some_and(|n| *n < 0x9f)),
            Shape::Symbol => return true,
            shape => {
                if shape == Shape::Dot && matches!(bytes.get(i + 1), Some(b'N' | b'n')) {
                    return true;
                }
                if ends_name(upper, digits, bytes.get(start..i).unwrap_or_default()) {
                    return true;
                }
                (upper, digits, start) = (0, 0, i + 1);
            }
        }
    }
    ends_name(upper, digits, bytes.get(start..).unwrap_or_default())
}

/// The first words of names of two words.
const PAIRS: &[&str] = &["prince", "six"];

/// For each first letter the lengths of the names that begin with it, as bits.
const LENGTHS: [u8; 32] = {
    let mut lengths = [0u8; 32];
    let mut i = 0;
    while i < NAMED.len() + PAIRS.len() {
        let name = if i < NAMED.len() { NAMED[i] } else { PAIRS[i - NAMED.len()] };
        lengths[(name.as_bytes()[0] & 31) as usize] |= 1 << name.len();
        i += 1;
    }
    lengths
};

/// Whether a word with so many capitals and digits can be a name, or the beginning of one.
fn ends_name(upper: u32, digits: u32, word: &[u8]) -> bool {
    if upper >= 2 || upper >= 1 && digits >= 1 {
        return true;
    }
    let Some(first) = word.first().filter(|_| word.len() < 8) else { return false };
    LENGTHS[usize::from(first & 31)] >> word.len() & 1 == 1
        && NAMED.iter().chain(PAIRS).any(|name| name.as_bytes().eq_ignore_ascii_case(word))
}

/// The number of tokens of one name: `LCB-FT`, `MS 365`.
fn joined(tokens: &[Token], i: usize, text: &str) -> usize {
    let mut length = 1;
    while let (Some(last), Some(next)) = (tokens.get(i + length - 1), tokens.get(i + length)) {
        let between = text.get(last.range.end..next.range.start);
        let hyphened = between == Some("-")
            && (shaped(next, text) || next.text.bytes().all(|b| b.is_ascii_digit()));
        let numbered = between == Some(" ")
            && length == 1
            && next.text.len() <= 4
            && !next.text.is_empty()
            && next.text.bytes().all(|b| b.is_ascii_digit());
        if length >= 4 || !(hyphened || numbered) {
            break;
        }
        length += 1;
    }
    length
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let words = text.get(range.clone()).map(fold).unwrap_or_default();
    let known = found.iter().take(64).any(|r| text.get(r.clone()).map(fold) == Some(words.clone()));
    if !known && !words.is_empty() {
        found.push(range);
    }
}

/// `ISO 27001`, `NF C 15-100`, `EN 50160`: a body of norms and its number.
fn is_norm(tokens: &[Token], i: usize, text: &str) -> usize {
    let Some(first) = tokens.get(i) else { return 0 };
    if !matches!(first.text.as_str(), "iso" | "nf" | "en" | "afnor" | "iec" | "cei") {
        return 0;
    }
    let capital = text.get(first.range.clone()).is_some_and(|w| w.chars().all(char::is_uppercase));
    let mut length = 1;
    let mut number = false;
    while let Some(next) = tokens.get(i + length) {
        let digits = next.text.bytes().any(|b| b.is_ascii_digit());
        let body =
            matches!(next.text.as_str(), "iec" | "en" | "c" | "cei" | "iso" | "p" | "x" | "nf");
        if length >= 5 || !(digits || body && !number) {
            break;
        }
        number |= digits;
        length += 1;
    }
    if capital && number { length } else { 0 }
}

/// *Agile* as a method, not as a quality: with a capital, or after a word such as *méthode*.
fn named_here(token: &Token, text: &str) -> bool {
    if !matches!(token.text.as_str(), "agile" | "lean" | "safe") {
        return true;
    }
    let printed = text.get(token.range.clone()).unwrap_or_default();
    let before = text.get(..token.range.start).unwrap_or_default();
    let start = before.trim_end().is_empty();
    let before = fold(before.get(floor(before, 40)..).unwrap_or_default());
    let method = ["methode", "methodologie", "approche", "gestion de projet", "mode ", "cadre"]
        .iter()
        .any(|m| before.contains(m));
    printed.starts_with(char::is_uppercase) && !start || method
}

fn floor(text: &str, back: usize) -> usize {
    let mut at = text.len().saturating_sub(back);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a word is a name by its shape.
fn shaped(token: &Token, text: &str) -> bool {
    let printed = text.get(token.range.clone()).unwrap_or_default();
    // Without a capital only `.net` is one.
    if printed.chars().all(|c| c.is_ascii_lowercase() || ('\u{df}'..='\u{ff}').contains(&c)) {
        return false;
    }
    let letters = printed.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2
        || token.text.starts_with("bac+")
        || printed.contains('(')
        || printed.contains('.') && !printed.starts_with('.')
    {
        return printed.starts_with('.') || matches!(printed, "C++" | "C#");
    }
    let digits = printed.chars().any(|c| c.is_ascii_digit());
    let uppers = printed.chars().filter(|c| c.is_uppercase()).count();
    let lowers = printed.chars().filter(|c| c.is_lowercase()).count();
    // `1er`, `2ème`, `24h`: numbers with an ending.
    if printed.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let acronym = token.acronym && uppers >= 2;
    let camel = uppers >= 2 && lowers >= 1 && printed.chars().skip(1).any(char::is_uppercase);
    acronym || camel || digits && uppers >= 1
}

/// A text in capitals has no acronyms.
fn mostly_capitals(text: &str) -> bool {
    let (mut upper, mut all) = (0usize, 0usize);
    for c in text.chars().take(400).filter(|c| c.is_alphabetic()) {
        all += 1;
        upper += usize::from(c.is_uppercase());
    }
    all >= 12 && upper * 10 > all * 7
}

#[cfg(test)]
mod tests {
    use super::find;

    fn terms(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn names_by_shape_and_by_list() {
        assert_eq!(terms("Maîtrise des outils de gouvernance (COBIT, ITIL)"), ["COBIT", "ITIL"]);
        assert_eq!(terms("projets (Prince2, PMBOK, Agile)"), ["Prince2", "PMBOK", "Agile"]);
        assert_eq!(terms("norme ISO/IEC 27001 et NF C 15-100"), ["ISO/IEC 27001", "NF C 15-100"]);
        assert_eq!(terms("MySQL, VMware et C++ sous GNU"), ["MySQL", "VMware", "C++", "GNU"]);
        assert_eq!(terms("la suite MS 365 et la LCB-FT"), ["MS 365", "LCB-FT"]);
    }

    #[test]
    fn qualities_places_and_titles_are_none() {
        assert_eq!(terms("Être agile, CDD à la DRH de l'OPT"), Vec::<&str>::new());
        assert_eq!(terms("CHEF DE PROJET DES SYSTÈMES"), Vec::<&str>::new());
        assert_eq!(terms("le 1er grade, 24h sur 24"), Vec::<&str>::new());
    }
}

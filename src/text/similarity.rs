//! Tolerant comparison of words: the only caller of `strsim`.
//!
//! Plain similarity does not separate true variants from other words (comptable/compatible 0.958, windows 10/windows 11
//! 0.960, against technicien/technicienne 0.967), so it acts only behind brakes: long words, same beginning.

use super::{Token, stem};

/// How alike two tokens are, in basis points: 10 000 for the same stem; at least 9 200 for long words that share their
/// first five letters and differ by a slip of the pen; else 0. Protected tokens match exactly or not at all.
pub(crate) fn token_similarity(a: &Token, b: &Token) -> u16 {
    if a.text == b.text {
        return 10_000;
    }
    if a.protected || b.protected {
        return 0;
    }
    let (x, y) = (stem(&a.text), stem(&b.text));
    if x == y {
        return 10_000;
    }
    slip(&x, &y)
}

/// How alike two different stems are that a slip of the pen may have set apart, in basis points: at least 9 200, else 0. A slip
/// leaves the beginning and the end of a long word; derivation changes the end (radiologie/radiologue,
/// financier/financer).
pub(crate) fn slip(x: &str, y: &str) -> u16 {
    let long = x.len() >= 7 && y.len() >= 7 && x.len().abs_diff(y.len()) <= 2;
    let differ = |(p, q): (&u8, &u8)| p != q;
    let verb = |stem: &str| stem.ends_with("er") && !stem.ends_with("ier");
    if !long
        || x.as_bytes().iter().zip(y.as_bytes()).take(5).any(differ)
        || x.as_bytes().last() != y.as_bytes().last()
        || verb(x) != verb(y)
    {
        return 0;
    }
    // One IEEE expression on two short strings: the same everywhere; it is only compared and rounded here.
    let similarity = (strsim::normalized_damerau_levenshtein(x, y) * 10_000.0).round() as u16;
    // Of nine letters or more one slip passes, of eighteen two.
    if similarity >= 8_800 { similarity.max(9_200) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::token_similarity;
    use crate::text::tokens;

    fn alike(a: &str, b: &str) -> u16 {
        token_similarity(&tokens(a)[0], &tokens(b)[0])
    }

    #[test]
    fn variants_pass_and_other_words_do_not() {
        for (a, b) in [
            ("technicien", "technicienne"),
            ("infrastructure", "infrastucture"),
            ("comptabilité", "comptabilté"),
            ("virtualisation", "virtualsiation"),
            ("Réseaux", "réseau"),
        ] {
            assert!(alike(a, b) >= 9_200, "{a} {b}");
        }
        for (a, b) in [
            ("comptable", "compatible"),
            ("java", "javascript"),
            ("ingénieur", "ingénierie"),
            ("informatique", "information"),
            ("technicien", "technique"),
            ("C++", "C#"),
            ("ITIL", "COBIT"),
            ("administrateur", "administratif"),
            ("radiologie", "radiologue"),
            ("financer", "financier"),
            ("imprimer", "imprimeur"),
            ("allocation", "allocataire"),
        ] {
            assert_eq!(alike(a, b), 0, "{a} {b}");
        }
    }
}

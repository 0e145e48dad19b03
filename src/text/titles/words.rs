//! From a title to its words.

use crate::text::{fold, stem, tokens};

/// One content word of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its folding.
    pub folded: String,
    /// Its stem: number and gender dropped.
    pub stem: String,
    /// Printed in capitals, two to six letters.
    pub acronym: bool,
}

/// The words of one title.
#[derive(Clone, Debug, Default)]
pub(super) struct Title {
    /// Its content words in order, each stem once: `Accordeur / Accordeuse de pianos` has two.
    pub words: Vec<Word>,
    /// The first letter of every word as printed, with the place of its stem in `words` (none for a function word).
    pub initials: Vec<(char, Option<usize>)>,
    /// The name of a family of posts rather than of a post: its first word is a plural.
    pub family: bool,
}

/// Words without content of their own.
const FUNCTION_WORDS: &[&str] = &[
    "a", "and", "au", "aux", "avec", "compris", "d", "dans", "de", "des", "du", "en", "et", "for",
    "hors", "in", "l", "la", "le", "les", "of", "ou", "par", "pour", "sa", "ses", "son", "sous",
    "sur", "the", "un", "une", "y",
];

/// First words that end like a plural and are none.
const NO_PLURALS: &[&str] =
    &["commis", "sous", "tiers", "sans", "hors", "dans", "corps", "business", "sales", "gens"];

/// Reads a title. Linear.
pub(super) fn read(text: &str) -> Title {
    let mut title = Title::default();
    let mut first = true;
    for token in tokens(text) {
        let function = FUNCTION_WORDS.contains(&token.text.as_str());
        let place = if function {
            None
        } else {
            let stem = title_stem(&token.text);
            let known = title.words.iter().position(|w| w.stem == stem);
            Some(known.unwrap_or_else(|| {
                title.words.push(Word { folded: token.text.clone(), stem, acronym: token.acronym });
                title.words.len() - 1
            }))
        };
        if first {
            title.family = is_plural(&token.text);
            first = false;
        }
        if let Some(letter) = token.text.chars().next() {
            title.initials.push((letter, place));
        }
    }
    title
}

fn is_plural(word: &str) -> bool {
    word.len() > 4
        && (word.ends_with('s') || word.ends_with("aux"))
        && !word.ends_with("ss")
        && !NO_PLURALS.contains(&word)
}

/// The stem of a word of a title: the stem of the text room, and the few feminines in `-esse` that trades have.
pub(super) fn title_stem(word: &str) -> String {
    for feminine in ["maitresse", "contremaitresse", "hotesse"] {
        if word.strip_suffix('s').unwrap_or(word) == feminine {
            return stem(feminine.strip_suffix("sse").unwrap_or(feminine));
        }
    }
    stem(word)
}

/// The stems of a phrase of the tables, written with underscores.
pub(super) fn phrase(written: &str) -> Vec<String> {
    fold(written).split('_').filter(|w| !w.is_empty()).map(title_stem).collect()
}

/// Endings that make agents, acts, places and qualities of one root, longest first, as stems have them (without the last
/// `e`).
const ENDINGS: &[&str] = &[
    "issement", "isateur", "isation", "issag", "isseur", "abilit", "ateur", "ation", "iteur",
    "ition", "ement", "aison", "icien", "ment", "anc", "enc", "eri", "tion", "teur", "ison", "ist",
    "iqu", "abl", "air", "eur", "ag", "ur", "ier", "ien", "ism", "eux", "oir", "ant", "ent", "al",
    "el", "if", "er", "ir", "at", "it", "et", "i",
];

/// The root of a stem: what `soudeur`, `soudage`, `soudure` share. Coarse: it earns half a match.
pub(super) fn root(stem: &str) -> &str {
    if stem.len() <= 4 || !stem.is_ascii() {
        return stem;
    }
    let strip = |keep: usize, least: usize| {
        ENDINGS
            .iter()
            .find_map(|e| stem.strip_suffix(e).filter(|s| s.len() >= keep && e.len() >= least))
    };
    let mut root = strip(4, 1).or_else(|| strip(3, 3)).unwrap_or(stem);
    if root.len() > 6 {
        root = root.strip_suffix("iqu").unwrap_or(root);
    }
    root.get(..7).unwrap_or(root)
}

/// Whether `short` abbreviates `long` by dropping letters inside: same first letter, letters in order, hardly a vowel
/// (`adjt` for `adjoint`).
pub(super) fn is_contraction(short: &str, long: &str) -> bool {
    let vowels = short.bytes().filter(|b| b"aeiouy".contains(b)).count();
    let mut rest = long.chars();
    vowels <= 1
        && short.len() <= 6
        && long.len() >= short.len() + 2
        && short.chars().next() == long.chars().next()
        && short.chars().all(|c| rest.any(|d| d == c))
}

#[cfg(test)]
mod tests {
    use super::{is_contraction, phrase, read, root, title_stem};

    fn stems(text: &str) -> Vec<String> {
        read(text).words.into_iter().map(|w| w.stem).collect()
    }

    #[test]
    fn both_genders_are_one_title() {
        let neutral = stems("Accordeur de pianos");
        for text in
            ["Accordeur / Accordeuse de pianos", "accordeur(se) de piano", "Accordeuse de pianos"]
        {
            assert_eq!(stems(text), neutral, "{text}");
        }
        assert_eq!(
            stems("Délégué commercial / Déléguée commerciale auprès des banques"),
            stems("Délégué commercial auprès des banques")
        );
        assert_eq!(title_stem("contremaitresse"), title_stem("contremaitre"));
        assert_ne!(title_stem("presse"), title_stem("pre"));
    }

    #[test]
    fn plural_names_are_families() {
        assert!(read("Conducteurs de grues").family);
        for text in [
            "Commis de cuisine",
            "Sous-directeur",
            "conducteur de grues",
            "",
            "Chargé des relations",
        ] {
            assert!(!read(text).family, "{text}");
        }
    }

    #[test]
    fn roots_join_the_family_of_a_word() {
        for family in [["soudeur", "soudage"], ["menuisier", "menuiserie"], ["vendeur", "vendeuse"]]
        {
            let [a, b] = family.map(title_stem);
            assert_eq!(root(&a), root(&b), "{a} {b}");
        }
        assert_ne!(root(&title_stem("information")), root(&title_stem("industrie")));
        assert_eq!(root("élément"), "élément");
    }

    #[test]
    fn contractions() {
        assert!(is_contraction("adjt", "adjoint") && is_contraction("tchn", "technicien"));
        assert!(
            !is_contraction("adjt", "objet")
                && !is_contraction("dm", "da")
                && !is_contraction("", "adjoint")
        );
        assert_eq!(phrase("ligne_électriques"), ["ligne", "electriqu"].map(title_stem));
    }
}

//! Words of level and of force.

use crate::model::Force;

/// The level of mastery that folded words ask: 1 notions, 2 basics, 3 solid, 4 expert. The strongest phrase that is
/// printed counts, so phrases stand before the words they contain.
pub(super) fn level(words: &str) -> Option<u8> {
    const WORDS: &[(&str, u8)] = &[
        ("notion", 1),
        ("sensibilis", 1),
        ("initiation", 1),
        ("initie", 1),
        ("connaissance de base", 2),
        ("connaissances de base", 2),
        ("connaissances generales", 2),
        ("connaissance generale", 2),
        ("expert", 4),
        ("parfaite maitrise", 4),
        ("maitrise parfaite", 4),
        ("parfaite connaissance", 4),
        ("parfaites connaissances", 4),
        ("excellente maitrise", 4),
        ("tres bonne maitrise", 4),
        ("maitrise approfondie", 4),
        ("connaissance approfondie", 4),
        ("connaissances approfondies", 4),
        ("excellente connaissance", 4),
        ("excellentes connaissances", 4),
        ("maitris", 3),
        ("tres bonne connaissance", 3),
        ("tres bonnes connaissances", 3),
        ("solide", 3),
        ("bonne connaissance", 3),
        ("bonnes connaissances", 3),
        ("bonne pratique de", 3),
        ("savoir utiliser", 2),
        ("pratique de", 2),
        ("connaissance", 2),
        ("connaitre", 2),
        ("bases de", 2),
        ("bases en", 2),
    ];
    // *Maîtrise d'ouvrage* and *d'œuvre* are trades, no mastery.
    let trade;
    let mut words = words;
    if words.contains("maitrise d'o") {
        trade = words.replace("maitrise d'ouvrage", "").replace("maitrise d'oeuvre", "");
        words = trade.as_str();
    }
    word_starts(words)
        .filter_map(|at| {
            let rest = words.get(at..)?;
            WORDS.iter().position(|(word, _)| begins_with(rest, word))
        })
        .min()
        .and_then(|i| WORDS.get(i))
        .map(|(_, level)| *level)
}

/// Whether one of the words of folded text begins like one of these. One pass.
fn starts_a_word(words: &str, wanted: &[&str]) -> bool {
    word_starts(words)
        .filter_map(|at| words.get(at..))
        .any(|rest| wanted.iter().any(|word| begins_with(rest, word)))
}

/// The first letter tells most words apart.
fn begins_with(rest: &str, word: &str) -> bool {
    rest.as_bytes().first() == word.as_bytes().first() && rest.starts_with(word)
}

/// Where words begin.
pub(super) fn word_starts(words: &str) -> impl Iterator<Item = usize> {
    let mut boundary = true;
    words.bytes().enumerate().filter_map(move |(at, b)| {
        let inside = b.is_ascii_alphanumeric();
        let start = inside && boundary;
        boundary = !inside;
        start.then_some(at)
    })
}

/// Whether folded words say in so many words that the thing is required.
pub(super) fn demands(words: &str) -> bool {
    const WORDS: &[&str] =
        &["exige", "requis", "obligatoire", "indispensable", "imperatif", "imperativement"];
    starts_a_word(words, WORDS)
}

const LATER: &[&str] = &[
    "a acquerir",
    "pourront etre acquis",
    "pourra etre acquis",
    "peut etre acquis",
    "peuvent etre acquis",
    "acquis apres",
    "acquise apres",
    "acquises apres",
];

const PREFERRED: &[&str] = &[
    "souhait",
    "serait un plus",
    "seraient un plus",
    "est un plus",
    "sont un plus",
    "serait un atout",
    "un atout",
    "serait apprecie",
    "seront apprecie",
    "sera apprecie",
    "apprecie",
    "si possible",
    "idealement",
    "de preference",
    "preferentiellement",
    "serait un avantage",
    "bienvenu",
    "prefer",
];

/// How strongly folded words ask.
pub(super) fn force(words: &str, starred: bool) -> Force {
    if starred || starts_a_word(words, LATER) {
        Force::AcquiredLater
    } else if starts_a_word(words, PREFERRED) {
        Force::Preferred
    } else {
        Force::Required
    }
}

/// The same for what one knows or can do, where a bracket may ask for something else: `(souhaité)` speaks of what stands
/// before it, `(CAMU souhaité)` does not.
pub(super) fn force_outside(words: &str, starred: bool) -> Force {
    if !words.contains('(') {
        return force(words, starred);
    }
    let mut kept = String::with_capacity(words.len());
    for (i, part) in words.split('(').enumerate() {
        let inside = part.trim_start();
        let own = LATER.iter().chain(PREFERRED).any(|word| inside.starts_with(word));
        let rest = match part.split_once(')') {
            Some((_, rest)) if i > 0 && !own => rest,
            _ => part,
        };
        kept.push(' ');
        kept.push_str(rest);
    }
    force(&kept, starred)
}

#[cfg(test)]
mod tests {
    use super::{force, force_outside, level};
    use crate::model::Force;

    #[test]
    fn levels_follow_the_words() {
        for (words, expected) in [
            ("notions de droit", Some(1)),
            ("connaissance de la comptabilite", Some(2)),
            ("bonnes connaissances des marches", Some(3)),
            ("maitrise de la gestion", Some(3)),
            ("maitriser les techniques", Some(3)),
            ("expertise en reseaux", Some(4)),
            ("connaissances approfondies en economie", Some(4)),
            ("reconnaissance des acquis", None),
            ("gerer un budget", None),
            ("assurer une maitrise d'ouvrage", None),
        ] {
            assert_eq!(level(words), expected, "{words}");
        }
    }

    #[test]
    fn force_follows_the_words() {
        assert_eq!(force("permis b exige", false), Force::Required);
        assert_eq!(force("l'anglais serait un plus", false), Force::Preferred);
        assert_eq!(force("diplome apprecie", false), Force::Preferred);
        assert_eq!(force("appreciation des risques", false), Force::Required);
        assert_eq!(force("caces a acquerir", false), Force::AcquiredLater);
        assert_eq!(force_outside("cobit (souhaite)", false), Force::Preferred);
        assert_eq!(force_outside("medecine (camu souhaite) appreciee", false), Force::Preferred);
        assert_eq!(force_outside("medecine generale (camu souhaite)", false), Force::Required);
        assert_eq!(force("connaitre les produits", true), Force::AcquiredLater);
    }
}

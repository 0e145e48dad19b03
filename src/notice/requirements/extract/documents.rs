//! Licences, registrations, certifications, status.

use super::{begins, word_in};
use crate::{model::Category, text::fold};

pub(super) fn registration(words: &str) -> bool {
    begins(words, "inscri") && (word_in(words, "ordre") || word_in(words, "tableau"))
        || words.contains("conseil de l'ordre")
        || word_in(words, "rpps")
        || words.contains("carte professionnelle")
}

/// The class of a driving licence, or the name of a permit. Read in the original letters: `permis à` is no class A.
pub(super) fn licence(text: &str) -> Option<String> {
    let folded = fold(text);
    let at = folded.match_indices("permis").map(|(at, _)| at).find(|at| {
        let before = at.checked_sub(1).and_then(|b| folded.as_bytes().get(b));
        let rest = folded.get(at + 6..).unwrap_or_default().trim_start();
        let other = [
            "de construire", "d'amenager", "de demolir", "de louer", "de recherche", "de travail", "de chasse", "de sejour",
            "de feu", "d'exploit", "de lotir", "d'urbanisme", "miniers", "minier", "necessaires", "environnement",
        ];
        before.is_none_or(|b| !b.is_ascii_alphanumeric())
            && !other.iter().any(|o| rest.starts_with(o))
            && !["d'", "de d", "aux ", ",", "et "].iter().any(|o| rest.starts_with(o) && !rest.starts_with("de conduire"))
            // `a permis`, `ayant permis de` is a verb.
            && !folded.get(..*at).unwrap_or_default().ends_with("a ")
    })?;
    // The words after it, as printed.
    let skip = folded.get(..at).unwrap_or_default().matches("permis").count();
    let (start, _) = text
        .char_indices()
        .filter(|(i, _)| {
            text.get(*i..)
                .is_some_and(|r| fold(r.get(..6.min(r.len())).unwrap_or_default()) == "permis")
        })
        .nth(skip)?;
    let rest = text.get(start + 6..).unwrap_or_default();
    if rest.trim_start().starts_with(['a', 'à']) {
        return None;
    }
    let mut classes = Vec::new();
    for word in rest.split(|c: char| !c.is_alphanumeric() && c != '\'').take(9) {
        match word {
            "B" | "BE" | "A" | "A1" | "A2" | "C" | "C1" | "CE" | "D" | "D1" | "DE" | "E" | "B1" => {
                classes.push(word.to_owned())
            }
            "VL" => classes.push("B".into()),
            "PL" => classes.push("C".into()),
            "" => {}
            word if matches!(
                fold(word).as_str(),
                "de" | "conduire"
                    | "categorie"
                    | "et"
                    | "ou"
                    | "s"
                    | "permis"
                    | "type"
                    | "le"
                    | "classe"
                    | "moto"
            ) => {}
            _ => break,
        }
    }
    if classes.is_empty() {
        let rest = fold(rest);
        let rest = rest.trim_start();
        // Without a class, the driving licence is the one for cars.
        if rest.starts_with("de conduire") || rest.is_empty() {
            return Some("B".into());
        }
        let first = rest.split([' ', ',', '.', ';', '(']).next().unwrap_or_default();
        let named = [
            "bateau",
            "cotier",
            "hauturier",
            "mer",
            "poids",
            "transport",
            "remorque",
            "tracteur",
            "fluvial",
        ];
        return named
            .contains(&first)
            .then(|| if first == "poids" { "C".into() } else { first.to_owned() });
    }
    classes.dedup();
    Some(classes.join(", "))
}

pub(super) fn is_certification(text: &str, words: &str) -> bool {
    const NAMES: &[&str] = &[
        "CACES", "PSC1", "PSC 1", "SST", "AFGSU", "FIMO", "FCO", "BNSSA", "PSE1", "PSE2", "SSIAP",
    ];
    NAMES.iter().any(|n| text.contains(n))
        || begins(words, "certification") && !words.contains("certification des")
        || word_in(words, "certifie")
        || begins(words, "habilitation")
            && (words.contains("electrique") || words.contains("titulaire"))
        || words.starts_with("certificat")
}

pub(super) fn category(words: &str) -> Option<Category> {
    if !words.contains("categorie ") {
        return None;
    }
    let at = words.find("fonctionnaire").or_else(|| words.find("agent de categorie"))?;
    let rest = words.get(at..)?;
    let rest = rest.get(rest.find("categorie ")? + 10..)?;
    let letter = rest.split([' ', ',', '.', ')', '/']).next()?;
    match letter {
        "a" => Some(Category::A),
        "b" => Some(Category::B),
        "c" => Some(Category::C),
        "d" => Some(Category::D),
        _ => None,
    }
}

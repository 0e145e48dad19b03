//! Experience and its duration.

use super::begins;
use crate::model::placed_words;

pub(super) fn is_experience(words: &str) -> bool {
    if !begins(words, "experience") && !begins(words, "anciennete") {
        return false;
    }
    let head = words.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    months(words).is_some()
        || [
            "experience",
            "une experience",
            "d'une experience",
            "de l'experience",
            "avoir une experience",
            "solide experience",
            "bonne experience",
            "une premiere experience",
            "premiere experience",
            "justifier d'une experience",
            "experiences",
            "une solide experience",
            "avoir de l'experience",
            "posseder une experience",
            "d'experience",
            "une bonne experience",
            "disposer d'une experience",
            "justifiant d'une experience",
            "une experience professionnelle",
        ]
        .iter()
        .any(|lead| head.starts_with(lead))
}

/// Months of experience: the least duration printed.
pub(super) fn months(words: &str) -> Option<u32> {
    let list: Vec<String> = placed_words(words).into_iter().map(|(w, _)| w).collect();
    for (i, word) in list.iter().enumerate() {
        let unit = match word.as_str() {
            "an" | "ans" | "annee" | "annees" => 12,
            "mois" => 1,
            _ => continue,
        };
        let number = |k: usize| list.get(k).and_then(|w| count(w));
        let Some(last) = i.checked_sub(1).and_then(number) else { continue };
        // `3 à 5 ans`: from three.
        let joint = i.checked_sub(2).and_then(|k| list.get(k)).map(String::as_str);
        let first = match joint {
            Some("a" | "ou" | "et") => i.checked_sub(3).and_then(number),
            _ => None,
        };
        let months = first.unwrap_or(last).min(last) * unit;
        return (1..=720).contains(&months).then_some(months);
    }
    None
}

fn count(word: &str) -> Option<u32> {
    match word {
        "un" | "une" => Some(1),
        "deux" => Some(2),
        "trois" => Some(3),
        "quatre" => Some(4),
        "cinq" => Some(5),
        "six" => Some(6),
        "sept" => Some(7),
        "huit" => Some(8),
        "dix" => Some(10),
        digits => digits.parse().ok().filter(|n| *n > 0 && *n < 100),
    }
}

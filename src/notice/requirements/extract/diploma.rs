//! Diplomas: level in three notations, titles.

use std::ops::Range;

use super::{begins, word_in};
use crate::{
    model::{
        Requirement, numbered_levels, placed_words, state_diploma, titles_in, years_after_bac,
    },
    text::fold,
};

pub(super) fn is_diploma(words: &str) -> bool {
    const SIGNS: &[&str] =
        &["diplome", "diplomes", "baccalaureat", "titulaire d'un master", "doctorat"];
    if begins(words, "bac+") || begins(words, "bac +") || words.contains("bac + ") {
        return true;
    }
    if SIGNS.iter().any(|s| word_in(words, s)) {
        return true;
    }
    let list: Vec<String> = placed_words(words).into_iter().map(|(w, _)| w).collect();
    let levels = numbered_levels(&list).next().is_some()
        && (word_in(words, "diplome")
            || begins(words, "formation")
            || begins(words, "titre")
            || begins(words, "niveau"));
    let titled = titles_in(&list).into_iter().any(|(at, length, _)| {
        // `cap` and `licence` are also other things.
        let name = list.get(at..at + length).unwrap_or_default().join(" ");
        !matches!(name.as_str(), "dea" | "licence" | "cap" | "master" | "docteur" | "bac")
            || at == 0
            || at == 1 && list.first().is_some_and(|w| w == "formation")
            || words.contains("titulaire")
            || words.contains("diplome")
            || words.contains("niveau")
            || list.iter().any(|w| w == "master" || w == "licence") && list.len() <= 12
    });
    levels
        || titled
        || word_in(words, "bafa")
        || word_in(words, "bafd")
        || word_in(words, "dees")
        || word_in(words, "deass")
}

pub(super) fn diploma(requirement: &mut Requirement, text: &str) {
    let placed = placed_words(text);
    let words: Vec<String> = placed.iter().map(|(w, _)| w.clone()).collect();
    let numbered = ranged_levels(&words);
    let mut titles: Vec<(Range<usize>, Option<u8>)> = Vec::new();
    for (at, length, level) in titles_in(&words) {
        // `bac` of `bac+3` is a number of years, no title.
        let years = words.get(at).is_some_and(|w| w == "bac")
            && words.get(at + 1).is_some_and(|w| years_after_bac(w).is_some());
        if let (Some((_, first)), Some((_, last)), false) =
            (placed.get(at), placed.get(at + length - 1), years)
        {
            titles.push((first.start..last.end, Some(level)));
        }
    }
    if let Some(level) = state_diploma(&words)
        && let Some((_, from)) =
            placed.iter().find(|(w, _)| w == "diplome" || w == "de" || w == "ide")
    {
        titles.push((name_from(text, from.start), Some(level)));
    } else if titles.is_empty()
        && let Some((_, from)) = placed.iter().find(|(w, _)| w == "diplome")
    {
        // A diploma that is named without being known: `diplôme de diététicien`.
        let name = name_from(text, from.start);
        let own = fold(text.get(name.clone()).unwrap_or_default());
        let named = ["diplome de ", "diplome d'", "diplome du "].iter().any(|p| own.starts_with(p));
        let numbers = own.contains("niveau") || own.contains("bac");
        if named && !numbers {
            titles.push((name, None));
        }
    }
    for known in ["BAFA", "BAFD", "BNSSA", "DEES", "DEASS", "DECS"] {
        if let Some(at) = text.find(known) {
            titles.push((at..at + known.len(), None));
        }
    }
    let least = titles.iter().filter_map(|(_, level)| *level);
    let folded = fold(text);
    // `Bac + BTS`: the bac is on the way to the other; `Bac ou BTS`: it suffices.
    let suffices = folded.contains(" ou ") || folded.contains('/') || folded.contains(',');
    let least = least.min();
    // `Bac ou bac +2`: the lower one suffices.
    let numbered = match (numbered, least) {
        (Some(number), Some(title)) if folded.contains(" ou ") => Some(number.min(title)),
        _ => numbered,
    };
    requirement.diploma_level = numbered.or_else(|| {
        let all: Vec<u8> = titles.iter().filter_map(|(_, level)| *level).collect();
        let above = all.iter().copied().filter(|l| *l > 4).min();
        if suffices { all.iter().copied().min() } else { above.or(all.iter().copied().min()) }
    });
    titles.sort_by_key(|(range, _)| range.start);
    requirement.titles =
        titles.into_iter().filter_map(|(range, _)| text.get(range)).map(str::to_owned).collect();
    requirement.titles.dedup();
}

/// The least of the levels that are printed as numbers; `niveaux 5 et 6` and `bac +4/5` are two of them.
fn ranged_levels(words: &[String]) -> Option<u8> {
    numbered_levels(words).min()
}

/// The name that begins at `start`: up to a mark or a word that is no longer part of it.
fn name_from(text: &str, start: usize) -> Range<usize> {
    const STOPS: &[&str] = &[
        "exige",
        "exigee",
        "exiges",
        "requis",
        "requise",
        "obligatoire",
        "souhaite",
        "souhaitee",
        "apprecie",
        "ou",
        "avec",
        "serait",
        "minimum",
        "indispensable",
        "imperatif",
        "et",
        "est",
        "imperativement",
    ];
    let mut end = start;
    for part in text.get(start..).unwrap_or_default().split_inclusive(' ') {
        let word = fold(part.trim_end());
        let stop = STOPS.contains(&word.trim_matches([',', '.', '(', ')']));
        let open = word.starts_with('(') && end > start;
        if stop
            || open
                && !word.starts_with("(er")
                && !word.starts_with("(ier")
                && !word.starts_with("(e")
        {
            break;
        }
        end += part.len();
        if word.ends_with([',', '.', ':', ';']) {
            break;
        }
    }
    let name =
        text.get(start..end).unwrap_or_default().trim_end_matches([' ', ',', '.', ':', ';', '-']);
    start..start + name.len()
}

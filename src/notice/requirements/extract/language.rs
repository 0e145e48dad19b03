//! Human languages and their levels.

use super::word_in;
use crate::model::LanguageLevel;

/// The human language that words ask: ISO 639-1, or its name where it has no code.
pub(super) fn language(words: &str) -> Option<String> {
    const CODED: &[(&str, &str)] = &[
        ("anglais", "en"),
        ("anglaise", "en"),
        ("espagnol", "es"),
        ("japonais", "ja"),
        ("allemand", "de"),
        ("italien", "it"),
        ("chinois", "zh"),
        ("mandarin", "zh"),
        ("indonesien", "id"),
        ("vietnamien", "vi"),
        ("tahitien", "ty"),
        ("portugais", "pt"),
    ];
    const NAMED: &[&str] = &[
        "wallisien",
        "futunien",
        "drehu",
        "nengone",
        "iaai",
        "paici",
        "ajie",
        "xaracuu",
        "bislama",
        "langue kanak",
    ];
    let asked = [
        "langue",
        "parle",
        "lu,",
        "lu ",
        "ecrit",
        "maitris",
        "niveau",
        "pratique",
        "courant",
        "notion",
        "bonne",
        "connaissance",
        "bilingue",
        "usage",
    ]
    .iter()
    .any(|w| words.contains(w))
        || words.split(' ').count() <= 5;
    if !asked {
        return None;
    }
    if let Some((_, code)) = CODED.iter().find(|(name, _)| word_in(words, name)) {
        // `en anglais et en français` is a way of writing; `professeur d'anglais` a trade.
        let trade = ["professeur", "enseign", "traduct"].iter().any(|w| words.contains(w));
        return (!trade).then(|| (*code).to_owned());
    }
    if words.contains("langue francaise")
        || word_in(words, "francais") && words.split(' ').count() <= 6 && words.contains("maitris")
    {
        return Some("fr".into());
    }
    NAMED.iter().find(|name| word_in(words, name)).map(|name| (*name).to_owned())
}

pub(super) fn cefr(text: &str) -> Option<LanguageLevel> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|word| {
        LanguageLevel::ALL.iter().find(|(_, name)| *name == word).map(|(level, _)| *level)
    })
}

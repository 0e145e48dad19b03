//! Keys of names: what is compared instead of strings.
//!
//! A key is a 64-bit FNV-1a hash of the folded, stemmed words: it stands for a name that decides (a corps, a licence, an
//! attested fact). Words that are compared as sets are kept in 32 bits, to keep a million profiles small.

use crate::text::{fold, stem_in_place, tokens, visit};

/// A hash of a name.
pub(crate) type Key = u64;

/// A hash of a stemmed word.
pub(crate) type Word = u32;

/// The key of a stemmed word.
pub(crate) fn word_of(stem: &str) -> Word {
    let key = key_of(stem);
    (key ^ (key >> 32)) as Word
}

/// The key of a text as it stands.
pub(crate) fn key_of(text: &str) -> Key {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Words without meaning of their own.
const SMALL: &[&str] = &[
    "de", "du", "des", "la", "le", "les", "un", "une", "et", "ou", "en", "au", "aux", "a", "par",
    "pour", "sur", "dans", "the", "of", "and", "or", "in",
];

/// Shows the stems of a text without its small words, in order.
pub(crate) fn each_stem(text: &str, mut see: impl FnMut(&str)) {
    let mut word = String::new();
    visit(text, &mut |seen| {
        // None of the small words is longer.
        if seen.text.len() > 4 || !SMALL.contains(&seen.text) {
            word.clear();
            word.push_str(seen.text);
            stem_in_place(&mut word);
            see(&word);
        }
    });
}

/// The stems of a text without its small words, in order.
pub(crate) fn stems(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    each_stem(text, |stem| stems.push(stem.to_owned()));
    stems
}

/// The keys of the stems that are left after `noise` (stems) is taken out; sorted, each once.
pub(crate) fn word_keys(text: &str, noise: &[&str]) -> Vec<Word> {
    let mut keys: Vec<Word> = Vec::new();
    each_stem(text, |stem| {
        if !noise.contains(&stem) {
            keys.push(word_of(stem));
        }
    });
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Stems that say "diploma" and nothing more.
pub(crate) const DIPLOMA_NOISE: &[&str] = &[
    "diplom",
    "titulair",
    "titr",
    "etat",
    "exig",
    "requi",
    "requis",
    "obligatoir",
    "homologu",
    "reconnu",
    "equivalent",
    "niveau",
    "minimum",
    "option",
    "mention",
    "specialit",
    "domain",
    "filier",
    "etr",
    "detenir",
    "possed",
    "inscrit",
    "rncp",
    "formation",
    "universitair",
    "national",
    "superieur",
    "etud",
];

/// Stems that say "registered with an order" and nothing more.
pub(crate) const ORDER_NOISE: &[&str] = &[
    "inscription",
    "inscrit",
    "inscrir",
    "ordr",
    "national",
    "tableau",
    "conseil",
    "professionnel",
    "nouvel",
    "caledoni",
    "local",
    "obligatoir",
    "exig",
    "requi",
    "etr",
    "registration",
    "registered",
    "with",
    "professional",
    "order",
    "nurs",
];

/// Stems that say "certified" and nothing more.
pub(crate) const CERTIFICATION_NOISE: &[&str] = &[
    "certification",
    "certifi",
    "certificat",
    "certificate",
    "certified",
    "exig",
    "requi",
    "obligatoir",
    "valid",
    "cour",
    "validit",
    "etr",
    "titulair",
    "habilitation",
    "attestation",
    "formation",
];

/// The class of a driving licence ("b", "c1e"), or the name of the permit.
pub(crate) fn licence_name(text: &str) -> String {
    const NOISE: &[&str] = &[
        "permis",
        "conduire",
        "categorie",
        "cat",
        "licence",
        "driving",
        "license",
        "class",
        "de",
        "du",
        "le",
        "d",
        "vehicule",
    ];
    let words: Vec<String> = tokens(text)
        .into_iter()
        .map(|t| t.text)
        .filter(|word| !NOISE.contains(&word.as_str()))
        .collect();
    match words.join(" ").as_str() {
        "vl" | "leger" => "b".into(),
        "pl" | "poids lourd" | "poids lourds" => "c".into(),
        "moto" | "a moto" => "a".into(),
        "tc" | "transport en commun" => "d".into(),
        "" => fold(text.trim()),
        name => name.to_owned(),
    }
}

/// The code of a language: ISO 639-1 where the name is known, else its folded name.
pub(crate) fn language_code(name: &str) -> String {
    const NAMES: &[(&str, &[&str])] = &[
        ("fr", &["fra", "fre", "francais", "francaise", "french"]),
        ("en", &["eng", "anglais", "anglaise", "english"]),
        ("es", &["spa", "espagnol", "espagnole", "spanish"]),
        ("de", &["deu", "ger", "allemand", "allemande", "german"]),
        ("it", &["ita", "italien", "italienne", "italian"]),
        ("pt", &["por", "portugais", "portugaise", "portuguese"]),
        ("ja", &["jpn", "japonais", "japonaise", "japanese"]),
        ("zh", &["zho", "chi", "chinois", "chinoise", "mandarin", "chinese"]),
        ("id", &["ind", "indonesien", "indonesienne", "indonesian"]),
        ("vi", &["vie", "vietnamien", "vietnamienne", "vietnamese"]),
        ("bi", &["bis", "bichelamar", "bislama"]),
        ("ty", &["tah", "tahitien", "tahitienne", "tahitian"]),
        ("wls", &["wallisien", "wallisienne", "wallisian"]),
    ];
    let folded = fold(name.trim());
    let code = folded.split(['-', '_']).next().unwrap_or_default();
    NAMES
        .iter()
        .find(|(iso, names)| *iso == code || names.contains(&folded.as_str()))
        .map_or(folded.clone(), |(iso, _)| (*iso).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_and_languages_have_one_name_each() {
        for text in [
            "B",
            "b",
            "Permis B",
            "permis de conduire B",
            "Permis VL",
            "permis de conduire catégorie B",
        ] {
            assert_eq!(licence_name(text), "b", "{text}");
        }
        assert_eq!(licence_name("permis bateau"), "bateau");
        assert_eq!(licence_name("Permis PL"), "c");
        for text in ["en", "Anglais", "english", "en-GB", "EN"] {
            assert_eq!(language_code(text), "en", "{text}");
        }
        assert_eq!(language_code("Drehu"), "drehu");
    }

    #[test]
    fn small_words_are_short() {
        assert!(SMALL.iter().all(|word| word.len() <= 4));
    }

    #[test]
    fn word_keys_ignore_order_number_gender_and_small_words() {
        assert_eq!(
            word_keys("Ordre national des infirmières", ORDER_NOISE),
            word_keys("infirmier", &[])
        );
        assert_ne!(word_keys("infirmier", &[]), word_keys("sage-femme", &[]));
    }
}

//! What the book knows of names: corps, domains, families of fields.

use std::collections::BTreeMap;

use super::{
    Confidence, Corps, Family,
    names::{Key, Word, key_of, stems, word_of},
};
use crate::{
    model::Category,
    text::{token_similarity, tokens},
};

/// A corps as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CorpsKey {
    pub id: Key,
    /// Whether the book knows it: two known corps with different keys surely differ.
    pub known: bool,
    /// The keys of its words, sorted: an unknown name that contains another may be the same corps.
    pub words: Box<[Word]>,
    pub category: Option<Category>,
    /// Whether the category is only inferred.
    pub inferred: bool,
}

/// A field or domain as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldKey {
    /// The keys of its words, sorted.
    pub words: Box<[Word]>,
    /// The families it belongs to, one bit each.
    pub families: u32,
    /// Whether it names a whole family.
    pub broad: bool,
}

/// Lookup tables made from a book once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vocabulary {
    /// Joined stems of every name of a corps → its entry.
    corps: BTreeMap<String, (Key, Option<Category>, bool)>,
    /// Stems that may follow the name of a corps without changing it.
    suffixes: Vec<String>,
    /// Stems of the words of each family: (stems, bit, broad).
    fields: Vec<(Vec<String>, u32, bool)>,
    /// Keys of the names as the book spells them: its tables are looked up for every offer.
    spelt: BTreeMap<String, CorpsKey>,
    spelt_fields: BTreeMap<String, FieldKey>,
}

/// Words at which the name of a corps ends.
const ENDS: &[&str] =
    &["grade", "domain", "filier", "categori", "specialit", "option", "classe", "echelon"];

impl Vocabulary {
    pub fn new(corps: &[Corps], domains: &[String], families: &[Family]) -> Self {
        let mut entries = BTreeMap::new();
        for one in corps {
            let name = corps_words(&one.name).join(" ");
            let id = key_of(&name);
            let inferred = one.confidence == Confidence::Inferred;
            for spelling in std::iter::once(&one.name).chain(&one.aliases) {
                entries.entry(corps_words(spelling).join(" ")).or_insert((
                    id,
                    one.category,
                    inferred,
                ));
            }
        }
        let mut suffixes: Vec<String> = domains.iter().flat_map(|domain| stems(domain)).collect();
        suffixes.extend(
            ["fonction", "public", "nouvel", "caledoni", "territorial", "titulair", "stagiair"]
                .map(String::from),
        );
        let mut fields = Vec::new();
        for (bit, family) in families.iter().take(32).enumerate() {
            let words = |list: &[String], broad| {
                list.iter().map(|text| (stems(text), 1 << bit, broad)).collect::<Vec<_>>()
            };
            fields.extend(words(&family.broad, true));
            fields.extend(words(&family.narrow, false));
        }
        let mut vocabulary = Self { corps: entries, suffixes, fields, ..Self::default() };
        for name in corps.iter().flat_map(|one| std::iter::once(&one.name).chain(&one.aliases)) {
            let key = vocabulary.corps(name);
            vocabulary.spelt.insert(name.clone(), key);
        }
        for name in domains {
            let key = vocabulary.field(name);
            vocabulary.spelt_fields.insert(name.clone(), key);
        }
        vocabulary
    }

    /// The identifier of a corps.
    pub fn corps_id(&self, name: &str) -> Key {
        self.spelt.get(name).map_or_else(|| self.corps(name).id, |key| key.id)
    }

    /// The key of a corps: exact name or alias in any gender, number or grade; else the name with a slip of the pen;
    /// else the name followed by a domain.
    pub fn corps(&self, name: &str) -> CorpsKey {
        if let Some(key) = self.spelt.get(name) {
            return key.clone();
        }
        let words = corps_words(name);
        let joined = words.join(" ");
        let found = self
            .corps
            .get(&joined)
            .or_else(|| self.shortened(&words))
            .or_else(|| self.misspelt(&words));
        let mut keys: Vec<Word> = words.iter().map(|word| word_of(word)).collect();
        keys.sort_unstable();
        keys.dedup();
        match found {
            Some((id, category, inferred)) => CorpsKey {
                id: *id,
                known: true,
                words: keys.into(),
                category: *category,
                inferred: *inferred,
            },
            None => CorpsKey {
                id: key_of(&joined),
                known: false,
                words: keys.into(),
                category: None,
                inferred: true,
            },
        }
    }

    fn shortened(&self, words: &[String]) -> Option<&(Key, Option<Category>, bool)> {
        (1..words.len()).rev().find_map(|n| {
            let (head, tail) = words.split_at_checked(n)?;
            let entry = self.corps.get(&head.join(" "))?;
            tail.iter().all(|word| self.suffixes.contains(word)).then_some(entry)
        })
    }

    /// A name of as many words, each alike; `None` where two corps are as near.
    fn misspelt(&self, words: &[String]) -> Option<&(Key, Option<Category>, bool)> {
        let mut found = None;
        for (name, entry) in &self.corps {
            let parts: Vec<&str> = name.split(' ').collect();
            let alike = parts.len() == words.len()
                && parts.iter().zip(words).all(|(a, b)| {
                    match (tokens(a).first(), tokens(b).first()) {
                        (Some(a), Some(b)) => token_similarity(a, b) > 0,
                        _ => false,
                    }
                });
            if alike {
                match found {
                    Some((id, _, _)) if id != entry.0 => return None,
                    _ => found = Some(*entry),
                }
            }
        }
        let (id, _, _) = found?;
        self.corps.values().find(|entry| entry.0 == id)
    }

    /// The key of a field of study or of work.
    pub fn field(&self, text: &str) -> FieldKey {
        if let Some(key) = self.spelt_fields.get(text) {
            return key.clone();
        }
        let words = stems(text);
        let (mut families, mut broad) = (0, false);
        for (name, bit, is_broad) in &self.fields {
            if name.iter().all(|part| words.contains(part)) {
                families |= bit;
                broad |= *is_broad && name.len() == words.len();
            }
        }
        let mut keys: Vec<Word> = words.iter().map(|word| word_of(word)).collect();
        keys.sort_unstable();
        keys.dedup();
        FieldKey { words: keys.into(), families, broad }
    }
}

/// The stems of the name of a corps, without grade, ordinals and what follows them.
fn corps_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in stems(name) {
        let ordinal = word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(
                word.as_str(),
                "premier" | "second" | "deuxiem" | "troisiem" | "i" | "ii" | "iii"
            );
        if ENDS.contains(&word.as_str()) || ordinal {
            if words.is_empty() {
                continue;
            }
            break;
        }
        if !matches!(word.as_str(), "corp" | "cadr" | "emploi" | "d" | "l") || !words.is_empty() {
            words.push(word);
        }
    }
    words
}

/// Whether all keys of a sorted list stand in another.
pub(crate) fn contains_all(all: &[Word], part: &[Word]) -> bool {
    part.iter().all(|key| all.binary_search(key).is_ok())
}

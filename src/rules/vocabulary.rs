//! What the book knows of names: corps, domains, families of fields.

use std::{
    collections::{BTreeMap, HashMap},
    hash::BuildHasherDefault,
};

use super::{
    Confidence, Corps, Family,
    names::{Key, Word, each_stem, key_of, stems, word_of},
};
use crate::{
    model::Category,
    text::{Token, WordHasher, token_similarity, tokens},
};

/// A corps as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// A text as fields are told from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    /// The keys of its words, sorted, each once.
    pub words: Box<[Word]>,
    /// Those of its stems that stand in the name of a field, by number.
    pub parts: Box<[u16]>,
    /// How many stems it has.
    stems: usize,
}

/// What the book says of a corps: its key, its category, whether that is only inferred.
type Entry = (Key, Option<Category>, bool);

/// Lookup tables made from a book once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vocabulary {
    /// Joined stems of every name of a corps → its entry.
    corps: BTreeMap<String, Entry>,
    /// Stems that may follow the name of a corps without changing it.
    suffixes: Vec<String>,
    /// The same, with the word that each of the stems is.
    spellings: Vec<(Vec<Option<Token>>, Entry)>,
    /// The names of the families' fields: (numbers of their stems, bit, broad).
    fields: Vec<(Box<[u16]>, u32, bool)>,
    /// The number of each stem of such a name.
    parts: HashMap<Box<str>, u16, BuildHasherDefault<WordHasher>>, // lookup only
    /// By number of a stem: the fields whose first stem it is.
    begun: Vec<Vec<usize>>,
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
        let first_word = |part: &str| tokens(part).into_iter().next();
        let spelling = |name: &str| name.split(' ').map(first_word).collect();
        let spellings = entries.iter().map(|(name, entry)| (spelling(name), *entry)).collect();
        let mut vocabulary = Self { corps: entries, spellings, suffixes, ..Self::default() };
        for (bit, family) in families.iter().take(32).enumerate() {
            for (list, broad) in [(&family.broad, true), (&family.narrow, false)] {
                list.iter().for_each(|name| vocabulary.add_field(name, 1 << bit, broad));
            }
        }
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

    fn shortened(&self, words: &[String]) -> Option<&Entry> {
        (1..words.len()).rev().find_map(|n| {
            let (head, tail) = words.split_at_checked(n)?;
            let entry = self.corps.get(&head.join(" "))?;
            tail.iter().all(|word| self.suffixes.contains(word)).then_some(entry)
        })
    }

    /// A name of as many words, each alike; `None` where two corps are as near.
    fn misspelt(&self, words: &[String]) -> Option<&Entry> {
        let words: Vec<Option<Token>> =
            words.iter().map(|word| tokens(word).into_iter().next()).collect();
        let alike = |(a, b): (&Option<Token>, &Option<Token>)| match (a, b) {
            (Some(a), Some(b)) => token_similarity(a, b) > 0,
            _ => false,
        };
        let mut found = None;
        for (parts, entry) in &self.spellings {
            if parts.len() == words.len() && parts.iter().zip(&words).all(alike) {
                match found {
                    Some((id, _, _)) if id != entry.0 => return None,
                    _ => found = Some(*entry),
                }
            }
        }
        let (id, _, _) = found?;
        self.corps.values().find(|entry| entry.0 == id)
    }

    fn add_field(&mut self, name: &str, bit: u32, broad: bool) {
        let mut numbers = Vec::new();
        each_stem(name, |stem| {
            let next = self.parts.len() as u16;
            numbers.push(*self.parts.entry(stem.into()).or_insert(next));
        });
        self.begun.resize(self.parts.len(), Vec::new());
        let first = numbers.first().and_then(|first| self.begun.get_mut(usize::from(*first)));
        if let Some(begun) = first {
            begun.push(self.fields.len());
            self.fields.push((numbers.into(), bit, broad));
        }
    }

    /// A text as fields are told from it.
    pub fn named(&self, text: &str) -> Named {
        let (mut words, mut parts) = (Vec::new(), Vec::new());
        each_stem(text, |stem| {
            words.push(word_of(stem));
            parts.extend(self.parts.get(stem));
        });
        let stems = words.len();
        words.sort_unstable();
        words.dedup();
        Named { words: words.into(), parts: parts.into(), stems }
    }

    /// The fields whose names stand wholly among these stems.
    fn fields(&self, parts: &[u16]) -> impl Iterator<Item = &(Box<[u16]>, u32, bool)> {
        parts
            .iter()
            .flat_map(|part| self.begun.get(usize::from(*part)).into_iter().flatten())
            .filter_map(|at| self.fields.get(*at))
            .filter(|(name, ..)| name.iter().all(|part| parts.contains(part)))
    }

    /// The families of a text, or of several texts together, by [`Named::parts`].
    pub fn families(&self, parts: &[u16]) -> u32 {
        self.fields(parts).fold(0, |families, (_, bit, _)| families | bit)
    }

    /// The key of a field of study or of work.
    pub fn field(&self, text: &str) -> FieldKey {
        if let Some(key) = self.spelt_fields.get(text) {
            return key.clone();
        }
        let Named { words, parts, stems } = self.named(text);
        let broad = self.fields(&parts).any(|(name, _, broad)| *broad && name.len() == stems);
        FieldKey { words, families: self.families(&parts), broad }
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

//! What the rules make of the names in profiles: each distinct one is worked out once per pool.

use super::attested_name;
use crate::{
    compile::reading::Memo,
    rules::{
        CERTIFICATION_NOISE, CorpsKey, Key, Named, ORDER_NOISE, Vocabulary, Word, key_of,
        language_code, licence_name, word_keys,
    },
};

/// The names worked out already.
#[derive(Debug, Default)]
pub(crate) struct Names {
    texts: Memo<Named>,
    corps: Memo<CorpsKey>,
    orders: Memo<Box<[Word]>>,
    certifications: Memo<Box<[Word]>>,
    licences: Memo<Key>,
    languages: Memo<Key>,
    attested: Memo<Key>,
    /// An empty list, for its memory.
    parts: Vec<u16>,
}

impl Names {
    /// An empty list.
    pub fn parts(&mut self) -> Vec<u16> {
        std::mem::take(&mut self.parts)
    }

    /// Keeps the memory of a list.
    pub fn keep(&mut self, mut parts: Vec<u16>) {
        parts.clear();
        self.parts = parts;
    }

    /// A text of which fields are told.
    pub fn text(&mut self, vocabulary: &Vocabulary, text: &str) -> &Named {
        self.texts.of(text, || vocabulary.named(text))
    }

    pub fn corps(&mut self, vocabulary: &Vocabulary, name: &str) -> &CorpsKey {
        self.corps.of(name, || vocabulary.corps(name))
    }

    pub fn order(&mut self, name: &str) -> &[Word] {
        self.orders.of(name, || word_keys(name, ORDER_NOISE).into())
    }

    pub fn certification(&mut self, name: &str) -> &[Word] {
        self.certifications.of(name, || word_keys(name, CERTIFICATION_NOISE).into())
    }

    pub fn licence(&mut self, name: &str) -> Key {
        *self.licences.of(name, || key_of(&licence_name(name)))
    }

    pub fn language(&mut self, name: &str) -> Key {
        *self.languages.of(name, || key_of(&language_code(name)))
    }

    pub fn attested(&mut self, name: &str) -> Key {
        *self.attested.of(name, || key_of(&attested_name(name)))
    }
}

//! What explanations read of an offer's own texts again and again: made when first asked for.

use std::sync::OnceLock;

use crate::{
    compile::offer_fit::OfferFit,
    text::{Lexicon, StemId, Word},
};

/// The words of an offer's texts.
#[derive(Debug)]
pub(crate) struct Quotes {
    /// By criterion.
    criteria: Box<[OnceLock<Box<[Word]>>]>,
    /// By slot: of the words in which it is asked.
    slots: Box<[OnceLock<Box<[StemId]>>]>,
}

impl Quotes {
    pub fn new(offer: &OfferFit) -> Self {
        Self {
            criteria: offer.criteria.iter().map(|_| OnceLock::new()).collect(),
            slots: offer.slots.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The words of a criterion's text.
    pub fn criterion(&self, at: usize, text: &str, lexicon: &Lexicon) -> &[Word] {
        let words = self.criteria.get(at);
        words.map_or(&[], |words| words.get_or_init(|| lexicon.read(text).words.into()))
    }

    /// Whether a slot, asked in these words, is quoted in the same ones, but for number, gender, case and fillers.
    pub fn same_words(&self, slot: usize, asked: &str, quote: &str, lexicon: &Lexicon) -> bool {
        asked == quote
            || self.slots.get(slot).is_some_and(|words| {
                **words.get_or_init(|| lexicon.stems(asked)) == *lexicon.stems(quote)
            })
    }
}

//! Text without domain: one folding, tokens that keep their byte ranges, stems, tolerant similarity.

mod block;
mod fold;
mod folded;
mod frequency;
mod lexicon;
mod quote;
mod similarity;
mod stem;
mod titles;
mod tokens;

pub(crate) use block::{BLOCK, Block, bits, places};
pub(crate) use fold::{fold, fold_char};
pub(crate) use folded::{Folded, View, french};
pub use lexicon::{
    FoundTerm, Lexicon, LexiconBuilder, LexiconError, LexiconProblem, LexiconProblemKind, TermKind,
};
pub(crate) use lexicon::{
    Hit, Marks, Reading, Relation, StemId, TermId, Word, WordHasher, Words, place_in_vocabulary,
};
pub(crate) use quote::{
    Quote, breaks_off, continues, open_brackets, trimmed, word_breaks_off, words,
};
pub(crate) use similarity::token_similarity;
pub(crate) use stem::{stem, stem_in_place};
pub use titles::{TitleIndex, TitleMatch, TitleResolution};
pub(crate) use tokens::{Seen, Token, stretches, tokens, visit};

//! Known terms: skills, tools, methods, domains, trades, with their names, their hierarchy and their neighbours.
//!
//! # How a term enters the shipped lexicon
//!
//! The files under `data/` are written by us from professional knowledge of each trade: which products, norms, methods,
//! acts, documents, equipment and certifications a practitioner names in a CV, and which other words another person uses
//! for the same thing, in French and in English. No list of an evaluation set and no third-party database is copied
//! (ESCO and the like are *loaded*, on the caller's responsibility, never shipped). A term is added when it is ordinary
//! vocabulary of a trade that a public service recruits, in the file of that trade, with
//! an identifier that never changes, its kind, its labels (the preferred French one first), the terms a person who has it
//! thereby has, neighbours with the credit they give, and for a trade what one has by trade.
//!
//! A label that is also an ordinary word is marked `?` (counts beside a term of its surroundings) or `=` (exact case), or a
//! longer `mask` phrase is written that consumes the homonym. `tests/traps.rs` keeps the homonyms; a term is never added
//! because a sentence of an evaluation set would then score higher.

mod build;
mod confirm;
mod draft;
mod graph;
mod loaders;
mod problem;
mod rows;
mod scan;
mod shipped;
mod term;
mod trie;
mod units;
mod words;

use std::sync::{Arc, OnceLock};

pub use build::LexiconBuilder;
pub(crate) use confirm::Marks;
use graph::Answer;
pub(crate) use graph::Relation;
pub use problem::{LexiconError, LexiconProblem, LexiconProblemKind};
use rows::Rows;
pub(crate) use scan::{Hit, Reading, Word};
pub use term::TermKind;
pub(crate) use term::{Term, TermId};
pub(crate) use trie::{StemId, WordHasher, place_in_vocabulary};
use trie::{Trie, Vocabulary};
pub(crate) use units::Words;

/// The known terms of one or several trades. Cheap to clone.
///
/// ```
/// use adequation::Lexicon;
/// let lexicon = Lexicon::builder()
///     .terms("mine.tsv", "tapa\tskill\tfabrication du tapa | battage d'écorce\tculture\n")
///     .build()?;
/// let found = lexicon.find("Dix ans de battage d'écorce au village");
/// assert_eq!(found[0].id, "tapa");
/// # Ok::<(), adequation::LexiconError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Lexicon(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    terms: Vec<Term>,
    /// By term: its kind, close together.
    kinds: Box<[TermKind]>,
    vocabulary: Vocabulary,
    /// Everything but seniority words.
    phrases: Trie,
    /// Seniority words.
    titles: Trie,
    /// By term: itself and everything broader, sorted.
    closure: Rows<TermId>,
    /// By term: itself and everything narrower, sorted; the reverse of the closure.
    beneath: Rows<TermId>,
    /// By identifier, sorted; a foreign concept that extends a known term keeps its own identifier beside the term's.
    by_id: Vec<(Box<str>, TermId)>,
    /// By term: how proper it is to one kind of work, in percent.
    proper: Vec<u8>,
    /// (trade, percent) for the core of every trade, by term, in order.
    implied: Rows<(TermId, u8)>,
    fingerprint: u64,
    /// By term: what the most telling word of its name tells; made when first asked for.
    told: OnceLock<Box<[u16]>>,
    /// By term: what answers it; made when first asked for.
    answered: Box<[OnceLock<Box<[Answer]>>]>,
}

/// A term found in a text by [`Lexicon::find`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoundTerm<'a> {
    /// The term's identifier.
    pub id: &'a str,
    /// Its preferred name.
    pub name: &'a str,
    /// What kind of thing it is.
    pub kind: TermKind,
    /// Where it stands in the text, in bytes.
    pub range: std::ops::Range<usize>,
}

impl Lexicon {
    /// The lexicon that ships with the crate. It is built anew at each call (some milliseconds): keep it.
    #[must_use]
    pub fn shipped() -> Self {
        LexiconBuilder::shipped().build_anyway()
    }

    /// A builder that begins with the shipped lexicon.
    #[must_use]
    pub fn builder() -> LexiconBuilder {
        LexiconBuilder::shipped()
    }

    /// The number of terms, masks and seniority words included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.terms.len()
    }

    /// Whether there is no term at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.terms.is_empty()
    }

    /// A number that two lexicons share only if they hold the same terms: what compiled with one is not read with
    /// another.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.0.fingerprint
    }

    /// The known terms of a text, longest first where they overlap, in the order of the text. An ambiguous word counts
    /// beside a term of its surroundings or as the whole text. Linear in the text.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<FoundTerm<'_>> {
        self.read(text)
            .hits
            .into_iter()
            .filter(|hit| hit.sure)
            .filter_map(|hit| {
                let term = self.term(hit.term)?;
                scan::counts(term.kind).then_some(FoundTerm {
                    id: &term.id,
                    name: &term.name,
                    kind: term.kind,
                    range: hit.range,
                })
            })
            .collect()
    }

    pub(crate) fn term(&self, id: TermId) -> Option<&Term> {
        self.0.terms.get(id as usize)
    }

    /// The term with this identifier.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests ask by identifier"))]
    pub(crate) fn by_id(&self, id: &str) -> Option<TermId> {
        let at = self.0.by_id.binary_search_by(|(name, _)| (**name).cmp(id)).ok()?;
        self.0.by_id.get(at).map(|(_, term)| *term)
    }
}

#[cfg(test)]
mod tests;

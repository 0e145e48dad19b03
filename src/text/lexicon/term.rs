//! What a term is.

use serde::{Deserialize, Serialize};

/// The number of a term inside one lexicon; it means nothing in another.
pub(crate) type TermId = u32;

/// What kind of thing a term names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TermKind {
    /// A broad field of knowledge, activity or study.
    Domain,
    /// A know-how or a piece of knowledge.
    Skill,
    /// A product, a software, an equipment, a programming language.
    Tool,
    /// A method, a framework, a standard, a norm.
    Method,
    /// A personal quality.
    Behaviour,
    /// A trade.
    Occupation,
    /// A phrase that looks like a term but is none: it consumes the words and yields nothing.
    Mask,
    /// A word of a title that tells its level of responsibility.
    Seniority,
}

impl TermKind {
    /// Every kind with its name in the data files.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Domain, "domain"),
        (Self::Skill, "skill"),
        (Self::Tool, "tool"),
        (Self::Method, "method"),
        (Self::Behaviour, "behaviour"),
        (Self::Occupation, "occupation"),
        (Self::Mask, "mask"),
        (Self::Seniority, "seniority"),
    ];

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(kind, _)| *kind)
    }
}

/// A known term: its names and its place among the others.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// Stable identifier.
    pub id: Box<str>,
    pub kind: TermKind,
    /// The preferred name.
    pub name: Box<str>,
    /// What it is a kind or a part of.
    pub broader: Vec<TermId>,
    /// What it is broader than.
    pub narrower: Vec<TermId>,
    /// Neighbours with the credit they give, in percent; symmetric.
    pub related: Vec<(TermId, u8)>,
    /// Occupations: what a person in the trade has by trade, in percent.
    pub core: Vec<(TermId, u8)>,
    /// Occupations: the level a framework asks for a skill, 1 to 4.
    pub levels: Vec<(TermId, u8)>,
    /// Seniority words: the level, 1 to 6.
    pub level: u8,
}

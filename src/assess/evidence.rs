//! The fit with its evidence: what is shown to a person, and serialised.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::{base::Points, compile::weights::FitCategory, model::Span};

/// How well a person fits the work of a post, with every point shown.
///
/// Components' points sum to `score` and their weights to 10 000; criteria's points sum to their component's, evidence's
/// to their criterion's; the same for `potential`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fit {
    /// Evidenced points, 0 to 10 000.
    pub score: Points,
    /// The score if every unknown were favourable.
    pub potential: Points,
    /// The band of the score.
    pub band: Band,
    /// What the points are made of.
    pub components: Vec<Component>,
}

/// A band of the score, best first. The thresholds are configured ([`Bands`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "five letters")]
#[repr(u8)]
pub enum Band {
    A,
    B,
    C,
    D,
    E,
}

/// The least score of the bands A to D; below the last is E.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bands([u16; 4]);

impl Bands {
    /// Bands with these least scores, in basis points, for A, B, C and D; they are put in descending order.
    #[must_use]
    pub fn new(mut least: [u16; 4]) -> Self {
        least.sort_unstable_by(|a, b| b.cmp(a));
        Self(least)
    }

    /// The least scores of A, B, C and D.
    #[must_use]
    pub const fn least(self) -> [u16; 4] {
        self.0
    }

    /// The band of a score.
    #[must_use]
    pub fn band(self, score: Points) -> Band {
        const ALL: [Band; 5] = [Band::A, Band::B, Band::C, Band::D, Band::E];
        // Counted, not searched: no branch for scores that lie close to each other to be foreseen.
        let missed = self.0.iter().map(|least| usize::from(score.get() < *least)).sum::<usize>();
        ALL.get(missed).copied().unwrap_or(Band::E)
    }
}

impl Default for Bands {
    /// A from 4 000, B from 3 000, C from 2 600, D from 1 500.
    ///
    /// Chosen on the development panel (12 notices, 40 people, three judges), in hundreds: B, C and D are the scores that
    /// best tell the pairs whose mean grade rounds to 3 and more, to 2 and more, and reaches 1, from the others (highest F1);
    /// from A on, six of seven pairs are graded 3 or more, *would be called*. `tests/panel.rs` chooses them again. They hold
    /// for every notice, and are no law: a notice that says little gives low scores to everybody.
    fn default() -> Self {
        Self([4_000, 3_000, 2_600, 1_500])
    }
}

/// The points of one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Component {
    /// What it is about.
    pub category: FitCategory,
    /// The weight applied, in basis points of the whole.
    pub weight: Points,
    /// The weight that the offer suggests.
    pub suggested: Points,
    /// The weight that the caller prefers, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred: Option<Points>,
    /// Evidenced points.
    pub points: Points,
    /// Points with every unknown favourable.
    pub potential: Points,
    /// What the points are made of.
    pub criteria: Vec<CriterionFit>,
}

/// The points of one thing that the offer asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CriterionFit {
    /// The words of the offer.
    pub text: SmolStr,
    /// Where they stand in the notice.
    pub span: Option<Span>,
    /// Its weight in basis points of the whole.
    pub weight: Points,
    /// Evidenced points.
    pub points: Points,
    /// Points with every unknown favourable.
    pub potential: Points,
    /// What the points rest on.
    pub evidence: Vec<Evidence>,
}

/// How the candidate's words answer the offer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EvidenceKind {
    /// The same words.
    Same,
    /// The same term under another name.
    Alias,
    /// A narrower term: it has what is asked.
    Narrower,
    /// A broader term: it has a part of what is asked.
    Broader,
    /// A neighbour.
    Related,
    /// What one has by a trade that was practised.
    Trade,
    /// The title of a post held.
    Title,
    /// What a post under another title tells of the same work.
    Practice,
    /// Words in common.
    Text,
    /// A level reached: of responsibility, of a diploma, of a language.
    Level,
    /// A licence held.
    Licence,
}

/// One piece of evidence: words of the offer, words of the profile, and what they are worth.
///
/// An explanation has dozens of these, made of short strings: a [`SmolStr`] is a `str` that needs no allocation up to 23 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// How they answer each other.
    pub kind: EvidenceKind,
    /// The words of the offer.
    pub offer: SmolStr,
    /// Where they stand in the criterion's text, in bytes; absent where the trade implies the term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_range: Option<Span>,
    /// What the words of the offer imply without naming it: what one has by the trade of a title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<SmolStr>,
    /// The words of the profile.
    pub candidate: SmolStr,
    /// Where the text stands in the profile: `skills[3].name`.
    pub path: SmolStr,
    /// Where the words stand in that text, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate_range: Option<Span>,
    /// Level reached: of a skill 1 to 4, of responsibility 1 to 6, of a diploma 1 to 8, of a language 1 (A1) to 7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Months that count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
    /// Its part of the criterion's points.
    pub points: Points,
}

//! What an offer asks for, as structure.

use serde::{Deserialize, Serialize};

use super::{LanguageLevel, Span};

/// What kind of thing is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RequirementKind {
    /// A diploma, by level, field or title.
    Diploma,
    /// Time spent in a trade or a kind of post.
    Experience,
    /// Knowledge (*savoir, connaissances*).
    #[doc(alias = "savoir")]
    Knowledge,
    /// Know-how (*savoir-faire*).
    #[doc(alias = "savoir-faire")]
    KnowHow,
    /// A way of behaving (*savoir-être, comportement professionnel*).
    #[doc(alias = "savoir-être")]
    Behaviour,
    /// A certification.
    Certification,
    /// Registration with a professional order.
    Registration,
    /// A licence or permit.
    #[doc(alias = "permis")]
    Licence,
    /// A human language.
    Language,
    /// Anything else.
    Other,
}

/// How strongly it is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// *exigé, requis, indispensable*, or simply listed as what the post asks.
    #[default]
    Required,
    /// *souhaité, serait un plus, apprécié*.
    Preferred,
    /// May be acquired after taking up the post.
    AcquiredLater,
}

/// A category of civil servants.
#[doc(alias = "catégorie")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// Design and direction.
    A,
    /// Application and supervision.
    B,
    /// Execution.
    C,
    /// Named by old notices only.
    D,
}

/// One thing an offer asks for.
///
/// The optional values apply to the kinds that can have them; elsewhere they are empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// What kind of thing.
    pub kind: RequirementKind,
    /// The words of the notice: lines joined, mark-up removed.
    pub text: String,
    /// The level of mastery asked: 1 notions, 2 basics, 3 solid, 4 expert.
    pub level: Option<u8>,
    /// How strongly.
    pub force: Force,
    /// The named skills, tools, methods and standards, as printed.
    pub terms: Vec<String>,
    /// Diploma: the level asked, 1 to 8 of the French national framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diploma_level: Option<u8>,
    /// Diploma or experience: the titles of diplomas that are named ("BTS", "diplôme d'État d'infirmier").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Diploma or experience: the fields of study or of work, as printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Experience: months asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// Language: ISO 639-1 code, or the name as printed where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Language: the level asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_level: Option<LanguageLevel>,
    /// Licence: the class ("B", "C"), or the name of the permit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Status: "fonctionnaire de catégorie A".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Where it stands in the text as given.
    pub span: Option<Span>,
}

impl Requirement {
    /// A requirement of this kind with this text, required, and nothing else.
    #[must_use]
    pub fn new(kind: RequirementKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            level: None,
            force: Force::Required,
            terms: Vec::new(),
            diploma_level: None,
            titles: Vec::new(),
            fields: Vec::new(),
            months: None,
            language: None,
            language_level: None,
            licence: None,
            category: None,
            span: None,
        }
    }
}

/// A requirement, or alternatives. Closed: callers must handle every case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum RequirementNode {
    /// One requirement.
    One(Requirement),
    /// Any of these suffices.
    Any {
        /// The alternatives.
        any: Vec<RequirementNode>,
    },
    /// All of these together.
    All {
        /// The parts.
        all: Vec<RequirementNode>,
    },
}

impl RequirementNode {
    /// Every requirement in it, in the order of the text.
    pub fn leaves(&self) -> impl Iterator<Item = &Requirement> {
        let mut stack = vec![self];
        std::iter::from_fn(move || {
            loop {
                match stack.pop()? {
                    Self::One(requirement) => return Some(requirement),
                    Self::Any { any: parts } | Self::All { all: parts } => {
                        stack.extend(parts.iter().rev());
                    }
                }
            }
        })
    }
}

impl From<Requirement> for RequirementNode {
    fn from(requirement: Requirement) -> Self {
        Self::One(requirement)
    }
}

//! The expression tree of a rule: combinators over tests on typed facts.

use serde::Serialize;

use crate::model::{Category, LanguageLevel};

/// A condition. *all* is the minimum, *any* the maximum, *not* mirrors, *at least n of* counts (three-valued).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Expr {
    All { all: Vec<Expr> },
    Any { any: Vec<Expr> },
    Not { not: Box<Expr> },
    AtLeast { at_least: u8, of: Vec<Expr> },
    Test(Test),
}

/// A question about the candidate. Where a value may be left out, the door's own value is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "test", rename_all = "snake_case")]
pub(crate) enum Test {
    /// Citizen of New Caledonia.
    Citizen,
    /// French nationality; a citizen has it.
    French,
    /// This nationality (ISO 3166 alpha-2).
    Nationality { country: String },
    /// Holds a work permit.
    WorkPermit,
    /// A serving civil servant.
    CivilServant,
    /// Serves in one of these corps; none named = the door's.
    ServesInCorps {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        corps: Vec<String>,
    },
    /// Both the door and the person's post state a domain.
    StatesDomain,
    /// Serves in this domain; none named = the door's.
    ServesInDomain {
        #[serde(skip_serializing_if = "Option::is_none")]
        domain: Option<String>,
    },
    /// Serves in a corps of this category; none named = the category of the door's corps.
    ServesInCategory {
        #[serde(skip_serializing_if = "Option::is_none")]
        category: Option<Category>,
    },
    /// Passed the competition for one of these corps; none named = the door's.
    Laureate {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        corps: Vec<String>,
    },
    /// The door exists: the notice's residence line or the rule book admits the corps on title.
    AdmittedOnTitle,
    /// Resident for this many years on the counting date; none named = the door's line.
    Residence {
        #[serde(skip_serializing_if = "Option::is_none")]
        years: Option<u8>,
    },
    /// Holds a diploma of the level the door asks: printed, else from the rule book's table.
    GradeDiploma,
    /// Holds one diploma of at least this level, in one of these fields, or with one of these titles.
    Diploma {
        #[serde(skip_serializing_if = "Option::is_none")]
        level: Option<u8>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fields: Vec<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        titles: Vec<String>,
    },
    /// Has this much experience in one of these fields; no months = any.
    Experience {
        #[serde(skip_serializing_if = "Option::is_none")]
        months: Option<u32>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fields: Vec<String>,
    },
    /// Registered with a professional order.
    Registration { name: String },
    /// Holds all these certifications, valid on the counting date.
    Certification { names: Vec<String> },
    /// Holds this licence.
    Licence { licence: String },
    /// Speaks this language at this level or above; no level = at all.
    Language {
        language: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        level: Option<LanguageLevel>,
    },
    /// A fact the library does not model, stated under `attested`.
    Attested { name: String },
    /// What the notice prints cannot be judged from facts; always unknown.
    Unclear,
}

impl Expr {
    /// The direct parts.
    pub fn parts(&self) -> &[Expr] {
        match self {
            Self::All { all: parts }
            | Self::Any { any: parts }
            | Self::AtLeast { of: parts, .. } => parts,
            Self::Not { not } => std::slice::from_ref(not),
            Self::Test(_) => &[],
        }
    }
}

impl From<Test> for Expr {
    fn from(test: Test) -> Self {
        Self::Test(test)
    }
}

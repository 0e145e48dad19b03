//! A rule of law as data: what it concerns, when it is in force, what it asks, on what it rests.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Expr;
use crate::{
    base::Date,
    model::{Category, Route},
};

/// How well a rule or a constant is sourced. Ordered from the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Inferred, mostly counted over published notices.
    Inferred,
    /// A secondary source: press, union, association, published copy.
    Secondary,
    /// An official description, or the notice itself.
    OfficialDescription,
    /// The text of the law.
    StatedInLaw,
}

impl Confidence {
    /// Every confidence with its wire name.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Inferred, "inferred"),
        (Self::Secondary, "secondary"),
        (Self::OfficialDescription, "official_description"),
        (Self::StatedInLaw, "stated_in_law"),
    ];
}

/// On what a finding rests.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Basis {
    /// The text or page, as one would cite it.
    pub source: Arc<str>,
    /// How well it is sourced.
    pub confidence: Confidence,
}

/// From when until when (exclusive) something holds; open where absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct InForce {
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::base::write_day_or_null"
    )]
    pub from: Option<Date>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::base::write_day_or_null"
    )]
    pub until: Option<Date>,
}

impl InForce {
    pub fn on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether some day lies in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts = |a: &Self, b: &Self| match (a.from, b.until) {
            (Some(from), Some(until)) => from < until,
            _ => true,
        };
        starts(self, other) && starts(other, self)
    }

    pub fn is_always(&self) -> bool {
        *self == Self::default()
    }
}

/// What a rule does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// Opens or closes the doors it concerns.
    #[default]
    Condition,
    /// Makes the person of tier *citizen* at the doors it concerns.
    TierCitizen,
    /// Makes the person of tier *resident* at the doors it concerns.
    TierResident,
}

impl Role {
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Condition, "condition"),
        (Self::TierCitizen, "tier_citizen"),
        (Self::TierResident, "tier_resident"),
    ];
}

/// The doors something concerns; an empty list means all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Scope {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corps: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Rule {
    pub id: Arc<str>,
    #[serde(skip_serializing_if = "is_condition")]
    pub role: Role,
    #[serde(flatten)]
    pub scope: Scope,
    /// Guard: where it is not met, the rule does not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// Waiver: where it is met, the rule does not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<Expr>,
    /// What it asks; `None` only informs and never applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Expr>,
    /// Key of the book's sources.
    pub source: String,
    pub confidence: Confidence,
    #[serde(skip_serializing_if = "InForce::is_always")]
    pub in_force: InForce,
}

fn is_condition(role: &Role) -> bool {
    *role == Role::Condition
}

/// A corps the book knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Corps {
    pub name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    pub source: String,
    pub confidence: Confidence,
}

/// Whether a corps is recruited on title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Admission {
    /// Yes, whether or not the notice prints a residence line.
    Yes,
    /// Only where the notice prints a residence line for it.
    WithLine,
    /// Never.
    Never,
}

impl Admission {
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Yes, "yes"), (Self::WithLine, "with_line"), (Self::Never, "never")];
}

/// A value of a table for a corps and a grade (`None` = every grade, or every corps).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Row<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corps: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    pub value: T,
    pub source: String,
    pub confidence: Confidence,
    #[serde(skip_serializing_if = "InForce::is_always")]
    pub in_force: InForce,
}

/// A text or page the book rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Source {
    pub key: String,
    pub cite: Arc<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A document that proves a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Proof {
    /// The candidate's key.
    pub key: String,
    pub fr: Arc<str>,
    pub en: Arc<str>,
    /// Whether an official source read by us names it.
    pub confirmed: bool,
    pub source: String,
    pub confidence: Confidence,
}

/// A family of fields of study and of work. A member of one family surely differs from a member of another only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Family {
    pub name: String,
    /// Words that mean the whole family: every member of it satisfies them.
    pub broad: Vec<String>,
    /// Narrower members.
    pub narrow: Vec<String>,
}

//! The offer: what a notice says of a vacancy.

use std::{collections::BTreeMap, ops::Deref, sync::Arc};

use serde::{Serialize, Serializer};

use super::{RequirementNode, Value};
use crate::base::PartialDate;

/// A byte range `[start, end)` into the text as given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words it quotes; `None` if it does not lie in this text on character boundaries.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

/// A recruitment route. Closed: a new route changes what verdicts mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// On title: the holder of the diploma, without a competition.
    #[doc(alias = "recrutement sur titre")]
    OnTitle,
    /// Direct recruitment without competition.
    #[doc(alias = "recrutement direct")]
    Direct,
    /// A civil servant of the corps who changes post.
    #[doc(alias = "mutation")]
    Mobility,
    /// A civil servant of another corps who asks to change corps.
    #[doc(alias = "changement de corps")]
    ChangeOfCorps,
    /// A civil servant lent by another service.
    #[doc(alias = "détachement")]
    Secondment,
    /// The laureate of a competition.
    #[doc(alias = "concours")]
    Competition,
    /// A contract, failing all others.
    #[doc(alias = "contractuel")]
    Contract,
    /// Functional employment.
    #[doc(alias = "emploi fonctionnel")]
    Functional,
}

impl Route {
    /// Every route, in the order in which a notice's doors are listed.
    pub const ALL: [Self; 8] = [
        Self::OnTitle,
        Self::Direct,
        Self::Mobility,
        Self::ChangeOfCorps,
        Self::Secondment,
        Self::Competition,
        Self::Contract,
        Self::Functional,
    ];

    /// The wire name: `on_title` …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnTitle => "on_title",
            Self::Direct => "direct",
            Self::Mobility => "mobility",
            Self::ChangeOfCorps => "change_of_corps",
            Self::Secondment => "secondment",
            Self::Competition => "competition",
            Self::Contract => "contract",
            Self::Functional => "functional",
        }
    }
}

/// The residence line of a pathway. Closed: the three cases have different consequences.
#[doc(alias = "durée de résidence")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum ResidenceRule {
    /// At least this many years of residence are a sufficient duration.
    AtLeast {
        /// 1 to 60 years.
        years: u8,
    },
    /// Any duration suffices; printed "inférieure à 3 ans".
    NoMinimum,
    /// Printed "/", empty, or no line for this corps.
    #[default]
    NotStated,
}

/// One way into the post: a route for a corps, and where they matter a grade and a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pathway {
    /// The route.
    pub route: Route,
    /// The corps as printed; `None` where no corps is named (contract, functional employment).
    pub corps: Option<String>,
    /// 1, 2 or 3; `None` where none is printed.
    pub grade: Option<u8>,
    /// The domain as printed (informatique, équipement …).
    pub domain: Option<String>,
    /// The residence line that applies to it.
    pub residence: ResidenceRule,
    /// The diploma level that the notice prints for it, 1 to 8.
    pub diploma_level: Option<u8>,
}

impl Pathway {
    /// A pathway by this route, with nothing else known.
    #[must_use]
    pub const fn new(route: Route) -> Self {
        Self {
            route,
            corps: None,
            grade: None,
            domain: None,
            residence: ResidenceRule::NotStated,
            diploma_level: None,
        }
    }
}

/// The reference of a notice: number, service and date as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// "25-56832", "3134-25-0176".
    pub number: String,
    /// "MPRH", "SR".
    pub service: Option<String>,
    /// The date of the reference.
    pub date: Option<PartialDate>,
}

/// When the post is to be filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Availability {
    /// How it is available.
    pub kind: AvailabilityKind,
    /// From when, where printed.
    pub date: Option<PartialDate>,
}

/// How a post is available.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AvailabilityKind {
    /// At once, or as soon as possible.
    Immediate,
    /// From a date.
    From,
    /// May become vacant (*susceptible d'être vacant*).
    Prospective,
    /// Nothing usable is printed.
    #[default]
    Unspecified,
}

/// Every field of an offer, open for reading and writing; [`check`](Self::check) makes it an [`Offer`].
///
/// New fields may be added in minor versions: build one with `..OfferForm::default()`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OfferForm {
    /// The reference as printed, or an identifier of the caller's. Not empty.
    pub id: String,
    /// Title of the post.
    pub title: Option<String>,
    /// Reference of the notice.
    pub reference: Option<Reference>,
    /// The employer.
    pub employer: Option<String>,
    /// Directorate (*direction*).
    pub directorate: Option<String>,
    /// Service.
    pub service: Option<String>,
    /// Place of work.
    pub workplace: Option<String>,
    /// When the post is to be filled.
    pub availability: Availability,
    /// The day the notice was deposited.
    pub published: Option<PartialDate>,
    /// The deadline in force, inclusive.
    pub closing: Option<PartialDate>,
    /// The deadline before it was amended.
    pub closing_before_amendment: Option<PartialDate>,
    /// Number of posts; 1 unless the notice says otherwise.
    pub seats: Option<u32>,
    /// The job of the RESPNC repertory, as printed.
    pub respnc_job: Option<String>,
    /// The doors.
    pub pathways: Vec<Pathway>,
    /// Items under *Missions*.
    pub missions: Vec<String>,
    /// Items under *Activités*.
    pub activities: Vec<String>,
    /// What is asked.
    pub requirements: Vec<RequirementNode>,
    /// Every named skill, tool, method and standard of the whole notice, as printed.
    pub terms: Vec<String>,
    /// Paragraphs that describe the post's own section or the post itself before the missions; the employer's
    /// general presentation is not among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<String>,
    /// Particular conditions of the post (*caractéristiques particulières*).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// Number of people the post supervises, where printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supervises: Option<u32>,
    /// Whether the text was visibly cut off: what it does not show is then not seen, not "none".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// Where each value stands in the text as given, by path: `title`, `missions[2]`, `pathways[0].residence`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub spans: BTreeMap<String, Span>,
    /// Keys that begin with `x-`: kept, never read.
    #[serde(flatten)]
    pub extensions: BTreeMap<String, Value>,
}

/// A checked offer. Cheap to clone; reads like an [`OfferForm`].
#[derive(Clone, Debug, PartialEq)]
pub struct Offer(pub(super) Arc<OfferForm>);

impl Offer {
    /// A copy of the fields, to change and check again.
    #[must_use]
    pub fn to_form(&self) -> OfferForm {
        OfferForm::clone(&self.0)
    }
}

impl Deref for Offer {
    type Target = OfferForm;
    fn deref(&self) -> &OfferForm {
        &self.0
    }
}

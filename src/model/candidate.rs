//! The candidate profile. It cannot carry a name, a sex, a birth date, a photograph or an address.

use std::{collections::BTreeMap, ops::Deref, sync::Arc};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Fact, Value};
use crate::base::PartialDate;

/// A span of time, `to` exclusive; `to` absent = still going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Period {
    /// First day.
    pub from: PartialDate,
    /// First day no longer in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
}

/// Residence in New Caledonia. Closed: the two forms count differently.
#[doc(alias = "durée de résidence")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Residence {
    /// Periods; overlaps count once, separate periods add up in days.
    Periods(Fact<Period>),
    /// A declared total of years at the date of the review, which does not grow.
    Years(u8),
}

impl Default for Residence {
    fn default() -> Self {
        Self::Periods(Fact::Unstated)
    }
}

impl Residence {
    fn is_unstated(&self) -> bool {
        matches!(self, Self::Periods(Fact::Unstated))
    }
}

impl Serialize for Residence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Periods(periods) => periods.serialize(serializer),
            Self::Years(years) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("years", years)?;
                map.end()
            }
        }
    }
}

/// The corps a civil servant serves in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Post {
    /// The corps.
    pub corps: String,
    /// Its grade, 1 to 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<u8>,
    /// Its domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
}

/// Whether the person is a civil servant. Closed: callers must handle every case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum CivilService {
    /// Nothing is known.
    #[default]
    Unstated,
    /// Not a civil servant.
    No,
    /// A serving civil servant.
    Serving(Post),
}

impl CivilService {
    const fn is_unstated(&self) -> bool {
        matches!(self, Self::Unstated)
    }
}

impl Serialize for CivilService {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unstated | Self::No => serializer.serialize_none(),
            Self::Serving(post) => post.serialize(serializer),
        }
    }
}

/// A competition passed.
#[doc(alias = "concours")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Competition {
    /// For which corps.
    pub corps: String,
    /// In which year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
}

/// A diploma.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Diploma {
    /// Its title.
    pub title: String,
    /// 1 to 8 of the French national framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Field of study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// When obtained.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obtained: Option<PartialDate>,
}

/// A certification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Certification {
    /// Its name.
    pub name: String,
    /// When obtained.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obtained: Option<PartialDate>,
    /// First day it no longer holds; absent = not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<PartialDate>,
}

/// A post held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Experience {
    /// Title of the post.
    pub title: String,
    /// For whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// Until when, exclusive; absent = current.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// What was done, as free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Skills used there.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub skills: Fact<String>,
    /// People managed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed: Option<u32>,
}

/// A declared skill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Skill {
    /// Its name.
    pub name: String,
    /// 1 elementary, 2 basics, 3 solid, 4 expert.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Months of practice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// When last used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used: Option<PartialDate>,
}

/// A level of mastery of a human language (CEFR, and native above it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[allow(missing_docs, reason = "the names of the Common European Framework")]
pub enum LanguageLevel {
    A1,
    A2,
    B1,
    B2,
    C1,
    C2,
    /// Native speaker.
    #[serde(rename = "native")]
    Native,
}

impl LanguageLevel {
    /// Every level, lowest first, with its wire name.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::A1, "A1"),
        (Self::A2, "A2"),
        (Self::B1, "B1"),
        (Self::B2, "B2"),
        (Self::C1, "C1"),
        (Self::C2, "C2"),
        (Self::Native, "native"),
    ];
}

/// A human language spoken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Language {
    /// ISO 639-1 code, or the name where it has none (drehu, nengone …).
    pub language: String,
    /// How well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LanguageLevel>,
}

/// What the person wishes; never part of the fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Wishes {
    /// Titles of posts.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub titles: Fact<String>,
    /// Places of work.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub workplaces: Fact<String>,
    /// Domains.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub domains: Fact<String>,
}

/// Every field of a profile, open for reading and writing; [`check`](Self::check) makes it a [`Candidate`].
///
/// Whatever is absent is *not stated*: unknown, never "no". New fields may be added in minor versions: build one
/// with `..CandidateForm::default()`.
///
/// ```
/// use adequation::{CandidateForm, Fact, Skill};
/// let candidate = CandidateForm {
///     id: "c-1".into(),
///     citizen: Some(true),
///     skills: Fact::Stated(vec![Skill { name: "ITIL".into(), level: Some(3), ..Skill::default() }]),
///     ..CandidateForm::default()
/// }
/// .check()?;
/// assert_eq!(candidate.skills.items().len(), 1);
/// # Ok::<(), adequation::InputError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CandidateForm {
    /// Identifier; not empty, unique in a pool.
    pub id: String,
    /// Citizen of New Caledonia; implies French nationality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizen: Option<bool>,
    /// ISO 3166 alpha-2 codes.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub nationality: Fact<String>,
    /// Work permit, for those who are not French.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_permit: Option<bool>,
    /// Residence in New Caledonia.
    #[serde(skip_serializing_if = "Residence::is_unstated")]
    pub residence: Residence,
    /// The corps the person serves in.
    #[serde(skip_serializing_if = "CivilService::is_unstated")]
    pub civil_service: CivilService,
    /// Competitions passed.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub competitions: Fact<Competition>,
    /// Diplomas.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub diplomas: Fact<Diploma>,
    /// Registrations with professional orders.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub registrations: Fact<String>,
    /// Certifications.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub certifications: Fact<Certification>,
    /// Posts held.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub experience: Fact<Experience>,
    /// Skills.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub skills: Fact<Skill>,
    /// Human languages.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub languages: Fact<Language>,
    /// Licences ("B", "C" …).
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub licences: Fact<String>,
    /// Facts that a caller's own rules ask for, by name.
    #[serde(skip_serializing_if = "Fact::is_unstated")]
    pub attested: Fact<String>,
    /// Free text: can add evidence, never doubt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// From when the person is available.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_from: Option<PartialDate>,
    /// What the person wishes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wishes: Option<Wishes>,
    /// Keys that begin with `x-`: kept, never read.
    #[serde(flatten)]
    pub extensions: BTreeMap<String, Value>,
}

/// A checked profile. Cheap to clone; reads like a [`CandidateForm`].
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate(pub(super) Arc<CandidateForm>);

impl Candidate {
    /// A profile of which nothing is known, not even an identifier: what stands for one that can no longer be read.
    pub(crate) fn nobody() -> Self {
        Self(Arc::new(CandidateForm::default()))
    }

    /// A copy of the fields, to change and check again.
    #[must_use]
    pub fn to_form(&self) -> CandidateForm {
        CandidateForm::clone(&self.0)
    }
}

impl Deref for Candidate {
    type Target = CandidateForm;
    fn deref(&self) -> &CandidateForm {
        &self.0
    }
}

//! What would open a door, as data: the facts of a counterfactual and the day on which time alone does it.

use serde::{Serialize, Serializer};

use crate::{
    base::Date,
    model::{Category, LanguageLevel},
};

/// What would open a door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counterfactuals {
    /// Every minimal set of at most three facts, smaller sets first. Empty: no three facts of the person would.
    pub sets: Vec<Vec<Change>>,
    /// When the door opens if nothing changes but time; `None`: never.
    pub by_time: Option<ByTime>,
}

/// The day on which time alone opens a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ByTime {
    /// The first day on which it is surely open.
    #[serde(serialize_with = "crate::base::write_day")]
    pub date: Date,
    /// Whether that is on or before the closing date; `None` where none is printed.
    pub in_time: Option<bool>,
}

/// One fact that would have to hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// What.
    pub fact: NeededFact,
    /// The candidate's key.
    pub key: &'static str,
    /// Whether it contradicts what the profile states; otherwise it only has to be stated.
    pub contradicts: bool,
    /// When time alone makes it true.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::base::write_day_or_null"
    )]
    pub by_time: Option<Date>,
}

/// A fact as data. Serialises to a short string without words of a language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NeededFact {
    /// Citizen of New Caledonia.
    Citizen,
    /// French nationality.
    French,
    /// Another nationality.
    Nationality(String),
    /// A work permit.
    WorkPermit,
    /// Serving in this corps (and domain), or in another corps of this category.
    Serving {
        /// The corps; `None` = another than the door's.
        corps: Option<String>,
        /// The category of that other corps.
        category: Option<Category>,
        /// The domain.
        domain: Option<String>,
    },
    /// Laureate of the competition for this corps.
    Laureate(String),
    /// Years of residence.
    Residence(u8),
    /// One diploma of at least this level, in this field, with this title.
    Diploma {
        /// Least level.
        level: Option<u8>,
        /// Field.
        field: Option<String>,
        /// Title.
        title: Option<String>,
    },
    /// Months of experience in this field, up to the counting date.
    Experience {
        /// Months; `None` = any.
        months: Option<u32>,
        /// Field.
        field: Option<String>,
    },
    /// Registration with an order.
    Registration(String),
    /// Certifications valid on the counting date.
    Certifications(Vec<String>),
    /// A licence.
    Licence(String),
    /// A language at this level.
    Language(String, Option<LanguageLevel>),
    /// An attested fact.
    Attested(String),
}

impl std::fmt::Display for NeededFact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |f: &mut std::fmt::Formatter<'_>, name: &str, value: &Option<String>| match value
        {
            Some(value) => write!(f, ".{name}={value}"),
            None => Ok(()),
        };
        match self {
            Self::Citizen => f.write_str("citizen=true"),
            Self::French => f.write_str("nationality=FR"),
            Self::Nationality(code) => write!(f, "nationality={code}"),
            Self::WorkPermit => f.write_str("work_permit=true"),
            Self::Serving { corps, category, domain } => {
                f.write_str("civil_service")?;
                part(f, "corps", corps)?;
                if let Some(category) = category {
                    write!(f, ".other_corps_of_category={category:?}")?;
                }
                part(f, "domain", domain)
            }
            Self::Laureate(corps) => write!(f, "competitions.corps={corps}"),
            Self::Residence(years) => write!(f, "residence.years>={years}"),
            Self::Diploma { level, field, title } => {
                f.write_str("diplomas")?;
                if let Some(level) = level {
                    write!(f, ".level>={level}")?;
                }
                part(f, "field", field)?;
                part(f, "title", title)
            }
            Self::Experience { months, field } => {
                f.write_str("experience")?;
                if let Some(months) = months {
                    write!(f, ".months>={months}")?;
                }
                part(f, "field", field)
            }
            Self::Registration(name) => write!(f, "registrations={name}"),
            Self::Certifications(names) => write!(f, "certifications={}", names.join("&")),
            Self::Licence(name) => write!(f, "licences={name}"),
            Self::Language(code, None) => write!(f, "languages={code}"),
            Self::Language(code, Some(level)) => write!(f, "languages={code}>={level:?}"),
            Self::Attested(name) => write!(f, "attested={name}"),
        }
    }
}

impl Serialize for NeededFact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

//! What is said of one pair: verdicts, doors, findings, evidence. Codes and data; the words live in the report.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::needed::Counterfactuals;
use crate::{
    base::{Date, Outcome, PartialDate, Verdict},
    model::{Route, Span},
    rules::Basis,
};

/// Which recruitment routes are open to a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Eligibility {
    /// The best door's verdict; *undetermined* where the offer has no door.
    pub verdict: Verdict,
    /// Every door of the offer, in its order.
    pub doors: Vec<Door>,
    /// The documents that prove the facts the findings rest on.
    pub documents: Vec<Document>,
    /// Whether the review takes place after the closing date.
    pub closed: Outcome,
}

/// One door.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Door {
    /// The route.
    pub route: Route,
    /// The corps as printed.
    pub corps: Option<String>,
    /// The grade.
    pub grade: Option<u8>,
    /// The domain as printed.
    pub domain: Option<String>,
    /// Whether it is open.
    pub verdict: Verdict,
    /// Its conditions, in the order of the rule book, then of the notice.
    pub findings: Vec<Finding>,
    /// The candidate's keys whose statement could settle it, most useful first.
    pub missing: Vec<&'static str>,
    /// What would open it, where it is not open.
    pub counterfactuals: Option<Counterfactuals>,
}

/// What is said of one condition.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// A stable code: the rule of the book, or `notice.…` for what the notice prints.
    pub rule: Arc<str>,
    /// Its combined outcome.
    pub outcome: Outcome,
    /// On what it rests.
    pub basis: Basis,
    /// What was seen.
    pub evidence: Vec<Observation>,
    /// The leaves of a composite condition.
    pub parts: Vec<Finding>,
    /// Whether the verdict of its door (for a part: the outcome of its condition) rests on it.
    pub decisive: bool,
    /// Where the notice prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// A document that proves a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Document {
    /// The candidate's key.
    pub key: Arc<str>,
    /// Its name in French.
    pub fr: Arc<str>,
    /// Its name in English.
    pub en: Arc<str>,
    /// Whether an official source that was read names it.
    pub confirmed: bool,
    /// Where it is named.
    pub basis: Basis,
}

/// What is asked, as data.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Asked {
    /// Citizenship of New Caledonia.
    Citizen,
    /// French nationality.
    French,
    /// A nationality.
    Nationality(String),
    /// A work permit.
    WorkPermit,
    /// To be a serving civil servant.
    CivilServant,
    /// To serve in one of these corps.
    Corps(Vec<String>),
    /// To serve in this domain.
    Domain(String),
    /// To state a domain.
    DomainStated,
    /// To serve in a corps of this category.
    Category(String),
    /// To have passed the competition for one of these corps.
    Laureate(Vec<String>),
    /// Years of residence.
    Residence(u8),
    /// A diploma.
    Diploma {
        /// Least level.
        level: Option<u8>,
        /// One of these fields.
        fields: Vec<String>,
        /// One of these titles.
        titles: Vec<String>,
    },
    /// Experience.
    Experience {
        /// Months.
        months: Option<u32>,
        /// In one of these fields.
        fields: Vec<String>,
    },
    /// Registration with a professional order.
    Registration(String),
    /// Certifications.
    Certification(Vec<String>),
    /// A licence.
    Licence(String),
    /// A language and its level.
    Language(String, Option<String>),
    /// An attested fact.
    Attested(String),
    /// That the corps is recruited on title.
    AdmittedOnTitle,
    /// The diploma level of the door, which neither the notice nor the book gives.
    DiplomaLevel,
    /// A sufficient duration of residence, which the notice does not print.
    ResidenceLine,
    /// What only a reader can judge.
    Unclear,
}

/// What was seen of one condition. Serialises to a short string without words of a language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Observation {
    /// What is asked.
    Asks(Asked),
    /// The profile states this.
    Stated {
        /// Where: `diplomas[0]`.
        path: String,
        /// What stands there.
        value: String,
    },
    /// The profile does not state this key.
    NotStated {
        /// The key.
        key: &'static str,
    },
    /// The list may be partial and does not name what is asked.
    PerhapsPartial {
        /// The key.
        key: &'static str,
    },
    /// The list is complete and does not name what is asked.
    NotListed {
        /// The key.
        key: &'static str,
    },
    /// Days of residence: sure, possible, needed.
    Days {
        /// Days that are sure.
        surely: i32,
        /// Days that are possible.
        perhaps: i32,
        /// Days needed.
        needed: i32,
    },
    /// Time alone completes it on this day.
    CompleteOn {
        /// The day.
        date: Date,
    },
    /// The day on which it was counted.
    CountedOn {
        /// The day, or the first it can be.
        date: Date,
    },
    /// The notice does not print what would be needed to judge.
    NotPrinted,
    /// It rests on an inferred rule or constant, which the policy does not let decide.
    NotSourced,
    /// It is unknown whether the condition applies.
    PerhapsNotApplicable,
    /// The words of the notice.
    Quote {
        /// The words.
        text: String,
    },
    /// The deadline, against the date of the review.
    Closing {
        /// The deadline.
        date: PartialDate,
    },
    /// The notice prints another duration of residence than is usual for the corps.
    UnusualResidence {
        /// Years usually printed; 0 = no minimum.
        usual: u8,
    },
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |items: &[String]| items.join("|");
        match self {
            Self::Citizen => f.write_str("citizen=true"),
            Self::French => f.write_str("nationality=FR"),
            Self::Nationality(code) => write!(f, "nationality={code}"),
            Self::WorkPermit => f.write_str("work_permit=true"),
            Self::CivilServant => f.write_str("civil_service"),
            Self::Corps(corps) => write!(f, "civil_service.corps={}", list(corps)),
            Self::Domain(domain) => write!(f, "civil_service.domain={domain}"),
            Self::DomainStated => f.write_str("civil_service.domain"),
            Self::Category(category) => write!(f, "civil_service.category={category}"),
            Self::Laureate(corps) => write!(f, "competitions.corps={}", list(corps)),
            Self::Residence(years) => write!(f, "residence.years>={years}"),
            Self::Diploma { level, fields, titles } => {
                f.write_str("diplomas")?;
                if let Some(level) = level {
                    write!(f, ".level>={level}")?;
                }
                if !titles.is_empty() {
                    write!(f, ".title={}", list(titles))?;
                }
                if !fields.is_empty() {
                    write!(f, ".field={}", list(fields))?;
                }
                Ok(())
            }
            Self::Experience { months, fields } => {
                f.write_str("experience")?;
                if let Some(months) = months {
                    write!(f, ".months>={months}")?;
                }
                if !fields.is_empty() {
                    write!(f, ".field={}", list(fields))?;
                }
                Ok(())
            }
            Self::Registration(name) => write!(f, "registrations={name}"),
            Self::Certification(names) => write!(f, "certifications={}", names.join("&")),
            Self::Licence(name) => write!(f, "licences={name}"),
            Self::Language(code, None) => write!(f, "languages={code}"),
            Self::Language(code, Some(level)) => write!(f, "languages={code}>={level}"),
            Self::Attested(name) => write!(f, "attested={name}"),
            Self::AdmittedOnTitle => f.write_str("on_title.admitted"),
            Self::DiplomaLevel => f.write_str("diploma_level"),
            Self::ResidenceLine => f.write_str("residence_line"),
            Self::Unclear => f.write_str("unclear"),
        }
    }
}

impl std::fmt::Display for Observation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Asks(asked) => write!(f, "asked:{asked}"),
            Self::Stated { path, value } => write!(f, "stated:{path}={value}"),
            Self::NotStated { key } => write!(f, "not_stated:{key}"),
            Self::PerhapsPartial { key } => write!(f, "perhaps_partial:{key}"),
            Self::NotListed { key } => write!(f, "not_listed:{key}"),
            Self::Days { surely, perhaps, needed } if surely == perhaps => {
                write!(f, "days:{surely}/{needed}")
            }
            Self::Days { surely, perhaps, needed } => {
                write!(f, "days:{surely}..{perhaps}/{needed}")
            }
            Self::CompleteOn { date } => write!(f, "complete_on:{date}"),
            Self::CountedOn { date } => write!(f, "counted_on:{date}"),
            Self::NotPrinted => f.write_str("not_printed"),
            Self::NotSourced => f.write_str("not_sourced"),
            Self::PerhapsNotApplicable => f.write_str("perhaps_not_applicable"),
            Self::Quote { text } => write!(f, "notice:{text}"),
            Self::Closing { date } => write!(f, "closing:{date}"),
            Self::UnusualResidence { usual } => write!(f, "usual_residence:{usual}"),
        }
    }
}

impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Observation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

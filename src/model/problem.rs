//! What is wrong with an input: one problem each, all at once, with its place.

use std::fmt;

use crate::base::Lang;

/// What is wrong. The [`code`](Problem::code) is stable, the wording is not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A key that must be there is not.
    MissingKey,
    /// A key the form does not have; the allowed ones are listed.
    UnknownKey {
        /// The keys the form has.
        allowed: &'static [&'static str],
    },
    /// A key that stands twice in one object.
    DuplicateKey,
    /// A value of another type than the form's.
    WrongType {
        /// What the form takes.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A text that must say something is empty.
    Empty,
    /// A text that is no date of the form `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, or no day of the calendar.
    InvalidDate {
        /// What stands there.
        found: String,
    },
    /// A number outside its range.
    OutOfRange {
        /// What stands there.
        found: i64,
        /// Least allowed.
        min: i64,
        /// Greatest allowed.
        max: i64,
    },
    /// A word that is none of the allowed ones.
    UnknownWord {
        /// What stands there.
        found: String,
        /// The words the form takes, or a description of them.
        allowed: &'static [&'static str],
    },
    /// A period that ends before it begins, or on the same day.
    BackwardsPeriod,
    /// An identifier that stands twice in one pool.
    DuplicateId {
        /// The identifier.
        id: String,
    },
    /// A citizen of New Caledonia whose stated nationalities leave out the French one.
    CitizenNotFrench,
    /// A schema number this version does not read.
    UnsupportedSchema {
        /// What stands there.
        found: i64,
    },
    /// A byte range that ends before it begins.
    BackwardsSpan,
}

/// One thing wrong with an input, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where: `diplomas[0].level`; empty for the document itself.
    pub path: String,
    /// What.
    pub kind: ProblemKind,
}

impl Problem {
    /// A stable code: `missing_key`, `out_of_range` …
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            ProblemKind::MissingKey => "missing_key",
            ProblemKind::UnknownKey { .. } => "unknown_key",
            ProblemKind::DuplicateKey => "duplicate_key",
            ProblemKind::WrongType { .. } => "wrong_type",
            ProblemKind::Empty => "empty",
            ProblemKind::InvalidDate { .. } => "invalid_date",
            ProblemKind::OutOfRange { .. } => "out_of_range",
            ProblemKind::UnknownWord { .. } => "unknown_word",
            ProblemKind::BackwardsPeriod => "backwards_period",
            ProblemKind::DuplicateId { .. } => "duplicate_id",
            ProblemKind::CitizenNotFrench => "citizen_not_french",
            ProblemKind::UnsupportedSchema { .. } => "unsupported_schema",
            ProblemKind::BackwardsSpan => "backwards_span",
        }
    }

    /// One sentence without the place.
    ///
    /// The words of problems live here and not in the report, because errors must print themselves.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }

    fn french(&self) -> String {
        match &self.kind {
            ProblemKind::MissingKey => "clé obligatoire absente".into(),
            ProblemKind::UnknownKey { allowed } => {
                format!("clé inconnue ; clés admises : {}", allowed.join(", "))
            }
            ProblemKind::DuplicateKey => "clé présente deux fois".into(),
            ProblemKind::WrongType { expected, found } => {
                format!(
                    "type inattendu : attendu {}, trouvé {}",
                    french_type(expected),
                    french_type(found)
                )
            }
            ProblemKind::Empty => "texte vide".into(),
            ProblemKind::InvalidDate { found } => {
                format!("« {found} » n'est pas une date AAAA-MM-JJ, AAAA-MM ou AAAA du calendrier")
            }
            ProblemKind::OutOfRange { found, min, max } => {
                format!("{found} n'est pas compris entre {min} et {max}")
            }
            ProblemKind::UnknownWord { found, allowed } => {
                format!("« {found} » inconnu ; valeurs admises : {}", allowed.join(", "))
            }
            ProblemKind::BackwardsPeriod => "la période se termine avant de commencer".into(),
            ProblemKind::DuplicateId { id } => format!("identifiant « {id} » présent deux fois"),
            ProblemKind::CitizenNotFrench => {
                "citoyen de la Nouvelle-Calédonie sans la nationalité française".into()
            }
            ProblemKind::UnsupportedSchema { found } => {
                format!("schéma {found} non pris en charge ; attendu 1")
            }
            ProblemKind::BackwardsSpan => "l'intervalle se termine avant de commencer".into(),
        }
    }

    fn english(&self) -> String {
        match &self.kind {
            ProblemKind::MissingKey => "required key missing".into(),
            ProblemKind::UnknownKey { allowed } => {
                format!("unknown key; allowed keys: {}", allowed.join(", "))
            }
            ProblemKind::DuplicateKey => "key given twice".into(),
            ProblemKind::WrongType { expected, found } => {
                format!("wrong type: expected {expected}, found {found}")
            }
            ProblemKind::Empty => "empty text".into(),
            ProblemKind::InvalidDate { found } => {
                format!("“{found}” is not a calendar date YYYY-MM-DD, YYYY-MM or YYYY")
            }
            ProblemKind::OutOfRange { found, min, max } => {
                format!("{found} is not between {min} and {max}")
            }
            ProblemKind::UnknownWord { found, allowed } => {
                format!("“{found}” is unknown; allowed: {}", allowed.join(", "))
            }
            ProblemKind::BackwardsPeriod => "the period ends before it begins".into(),
            ProblemKind::DuplicateId { id } => format!("identifier “{id}” given twice"),
            ProblemKind::CitizenNotFrench => {
                "citizen of New Caledonia without French nationality".into()
            }
            ProblemKind::UnsupportedSchema { found } => {
                format!("schema {found} is not supported; expected 1")
            }
            ProblemKind::BackwardsSpan => "the range ends before it begins".into(),
        }
    }
}

fn french_type(name: &'static str) -> &'static str {
    match name {
        "boolean" => "un booléen",
        "integer" => "un entier",
        "number" => "un nombre",
        "string" => "un texte",
        "list" => "une liste",
        "object" => "un objet",
        "list or {\"at_least\": list}" => "une liste ou {\"at_least\": liste}",
        "list, {\"at_least\": list} or {\"years\": integer}" => {
            "une liste, {\"at_least\": liste} ou {\"years\": entier}"
        }
        "object or null" => "un objet ou null",
        other => other,
    }
}

impl fmt::Display for Problem {
    /// `path: message`, in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.english())
    }
}

/// An input that cannot be used, with every problem it has, in document order.
///
/// Never empty. Displays one problem a line, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    problems: Vec<Problem>,
}

impl InputError {
    /// `Err` with these problems, if there are any.
    pub(crate) fn unless_none(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self { problems }) }
    }

    /// Every problem.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The same problems with `prefix` before each path: `[3]` makes `[3].diplomas[0].level`.
    #[must_use]
    pub fn at(mut self, prefix: &str) -> Self {
        for problem in &mut self.problems {
            problem.path = match problem.path.as_str() {
                "" => prefix.to_owned(),
                path if path.starts_with('[') => format!("{prefix}{path}"),
                path => format!("{prefix}.{path}"),
            };
        }
        self
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::base::write_lines(&self.problems, f)
    }
}

impl std::error::Error for InputError {}

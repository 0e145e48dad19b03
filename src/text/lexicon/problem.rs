//! The configuration gate of the lexicon: every problem of the given texts, at once.

use std::fmt;

/// What is wrong with a line of a lexicon text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LexiconProblemKind {
    /// Fewer or more columns than the form has.
    Columns {
        /// How many there are.
        found: usize,
        /// What the form takes.
        expected: &'static str,
    },
    /// A column the header must have and has not.
    MissingColumn {
        /// Its name.
        name: &'static str,
    },
    /// An identifier that is not lower-case letters, digits and hyphens.
    BadId {
        /// What stands there.
        found: String,
    },
    /// An identifier that two lines define.
    DuplicateId {
        /// The identifier.
        id: String,
    },
    /// A kind that does not exist.
    UnknownKind {
        /// What stands there.
        found: String,
    },
    /// A term without a usable label.
    NoLabel,
    /// A reference to a term that no line defines.
    UnknownReference {
        /// The identifier.
        id: String,
    },
    /// A term that is, through others, broader than itself.
    Cycle {
        /// The identifier.
        id: String,
    },
    /// A number that is none, or outside its range.
    BadNumber {
        /// What stands there.
        found: String,
        /// Least allowed.
        min: u8,
        /// Greatest allowed.
        max: u8,
    },
    /// A quotation mark of a CSV text that is never closed.
    UnclosedQuote,
}

/// One thing wrong with a lexicon text, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LexiconProblem {
    /// The name the caller gave the text.
    pub source: String,
    /// Its line, from 1; 0 for the text as a whole.
    pub line: usize,
    /// What.
    pub kind: LexiconProblemKind,
}

impl LexiconProblem {
    /// A stable code: `unknown_reference` …
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            LexiconProblemKind::Columns { .. } => "columns",
            LexiconProblemKind::MissingColumn { .. } => "missing_column",
            LexiconProblemKind::BadId { .. } => "bad_id",
            LexiconProblemKind::DuplicateId { .. } => "duplicate_id",
            LexiconProblemKind::UnknownKind { .. } => "unknown_kind",
            LexiconProblemKind::NoLabel => "no_label",
            LexiconProblemKind::UnknownReference { .. } => "unknown_reference",
            LexiconProblemKind::Cycle { .. } => "cycle",
            LexiconProblemKind::BadNumber { .. } => "bad_number",
            LexiconProblemKind::UnclosedQuote => "unclosed_quote",
        }
    }
}

impl fmt::Display for LexiconProblem {
    /// `source:line: message`, in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.source, self.line)?;
        match &self.kind {
            LexiconProblemKind::Columns { found, expected } => {
                write!(f, "{found} columns, expected {expected}")
            }
            LexiconProblemKind::MissingColumn { name } => write!(f, "no column “{name}”"),
            LexiconProblemKind::BadId { found } => {
                write!(f, "“{found}” is no identifier (lower-case letters, digits, hyphens)")
            }
            LexiconProblemKind::DuplicateId { id } => write!(f, "“{id}” is defined twice"),
            LexiconProblemKind::UnknownKind { found } => write!(f, "unknown kind “{found}”"),
            LexiconProblemKind::NoLabel => f.write_str("no usable label"),
            LexiconProblemKind::UnknownReference { id } => write!(f, "no term “{id}”"),
            LexiconProblemKind::Cycle { id } => write!(f, "“{id}” is broader than itself"),
            LexiconProblemKind::BadNumber { found, min, max } => {
                write!(f, "“{found}” is not a number from {min} to {max}")
            }
            LexiconProblemKind::UnclosedQuote => f.write_str("quotation mark never closed"),
        }
    }
}

/// A lexicon that cannot be built, with every problem of its texts, in their order. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    problems: Vec<LexiconProblem>,
}

impl LexiconError {
    pub(super) fn unless_none(problems: Vec<LexiconProblem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self { problems }) }
    }

    /// Every problem.
    #[must_use]
    pub fn problems(&self) -> &[LexiconProblem] {
        &self.problems
    }
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::base::write_lines(&self.problems, f)
    }
}

impl std::error::Error for LexiconError {}

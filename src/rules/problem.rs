//! What is wrong with a rule book: the second gate.

use std::fmt;

use crate::{
    base::Lang,
    model::{Problem, ProblemKind},
};

/// What is wrong. The [`code`](RuleProblem::code) is stable, the wording is not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RuleProblemKind {
    /// The document does not have the form of a rule book.
    Form(ProblemKind),
    /// Two rules, corps or sources with one name.
    Duplicate {
        /// The name.
        name: String,
    },
    /// A source that is not listed under `sources`.
    UnknownSource {
        /// The key.
        name: String,
    },
    /// A corps that is not listed under `corps`.
    UnknownCorps {
        /// The corps.
        name: String,
    },
    /// An expression nested deeper than the evaluator allows.
    TooDeep {
        /// The deepest level allowed.
        most: usize,
    },
    /// An expression with more tests than the evaluator allows.
    TooLarge {
        /// The greatest number allowed.
        most: usize,
    },
    /// A condition that no facts can meet.
    Contradiction,
    /// A condition that no facts can fail: it says nothing.
    Vacuous,
    /// *at least n of* with `n` 0, or above the number of its parts.
    ImpossibleCount {
        /// What is asked.
        asked: u8,
        /// How many parts there are.
        of: usize,
    },
    /// A test that asks for nothing.
    EmptyTest,
    /// Dates of force that end before they begin.
    BackwardsDates,
    /// Two rows of a table that hold for the same corps and grade on the same day.
    OverlappingRows {
        /// The first of the two.
        with: String,
    },
}

/// One thing wrong with a rule book, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleProblem {
    /// Where: `rules[3].condition.all[0]`.
    pub path: String,
    /// What.
    pub kind: RuleProblemKind,
}

impl RuleProblem {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.kind {
            RuleProblemKind::Form(kind) => {
                Problem { path: String::new(), kind: kind.clone() }.code()
            }
            RuleProblemKind::Duplicate { .. } => "duplicate_name",
            RuleProblemKind::UnknownSource { .. } => "unknown_source",
            RuleProblemKind::UnknownCorps { .. } => "unknown_corps",
            RuleProblemKind::TooDeep { .. } => "too_deep",
            RuleProblemKind::TooLarge { .. } => "too_large",
            RuleProblemKind::Contradiction => "contradiction",
            RuleProblemKind::Vacuous => "vacuous",
            RuleProblemKind::ImpossibleCount { .. } => "impossible_count",
            RuleProblemKind::EmptyTest => "empty_test",
            RuleProblemKind::BackwardsDates => "backwards_dates",
            RuleProblemKind::OverlappingRows { .. } => "overlapping_rows",
        }
    }

    /// One sentence without the place.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        if let RuleProblemKind::Form(kind) = &self.kind {
            return Problem { path: String::new(), kind: kind.clone() }.message(lang);
        }
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }

    fn french(&self) -> String {
        match &self.kind {
            RuleProblemKind::Form(_) => String::new(),
            RuleProblemKind::Duplicate { name } => format!("« {name} » présent deux fois"),
            RuleProblemKind::UnknownSource { name } => {
                format!("source « {name} » absente de « sources »")
            }
            RuleProblemKind::UnknownCorps { name } => {
                format!("corps « {name} » absent de « corps »")
            }
            RuleProblemKind::TooDeep { most } => {
                format!("expression imbriquée sur plus de {most} niveaux")
            }
            RuleProblemKind::TooLarge { most } => format!("expression de plus de {most} tests"),
            RuleProblemKind::Contradiction => "condition qu'aucun fait ne peut remplir".into(),
            RuleProblemKind::Vacuous => "condition toujours remplie : elle ne dit rien".into(),
            RuleProblemKind::ImpossibleCount { asked, of } => {
                format!("« au moins {asked} » parmi {of}")
            }
            RuleProblemKind::EmptyTest => "test qui ne demande rien".into(),
            RuleProblemKind::BackwardsDates => {
                "les dates d'effet se terminent avant de commencer".into()
            }
            RuleProblemKind::OverlappingRows { with } => {
                format!("vaut en même temps que {with} pour le même corps et le même grade")
            }
        }
    }

    fn english(&self) -> String {
        match &self.kind {
            RuleProblemKind::Form(_) => String::new(),
            RuleProblemKind::Duplicate { name } => format!("“{name}” given twice"),
            RuleProblemKind::UnknownSource { name } => {
                format!("source “{name}” is not listed under “sources”")
            }
            RuleProblemKind::UnknownCorps { name } => {
                format!("corps “{name}” is not listed under “corps”")
            }
            RuleProblemKind::TooDeep { most } => {
                format!("expression nested deeper than {most} levels")
            }
            RuleProblemKind::TooLarge { most } => format!("expression of more than {most} tests"),
            RuleProblemKind::Contradiction => "condition that no facts can meet".into(),
            RuleProblemKind::Vacuous => "condition that no facts can fail: it says nothing".into(),
            RuleProblemKind::ImpossibleCount { asked, of } => {
                format!("“at least {asked}” of {of}")
            }
            RuleProblemKind::EmptyTest => "test that asks for nothing".into(),
            RuleProblemKind::BackwardsDates => "the dates of force end before they begin".into(),
            RuleProblemKind::OverlappingRows { with } => {
                format!("holds on the same day as {with} for the same corps and grade")
            }
        }
    }
}

impl fmt::Display for RuleProblem {
    /// `path: message`, in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message(Lang::En))
    }
}

/// A rule book that cannot be used, with every problem it has.
///
/// Never empty. Displays one problem a line, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    problems: Vec<RuleProblem>,
}

impl RuleError {
    pub(crate) fn unless_none(problems: Vec<RuleProblem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self { problems }) }
    }

    /// Every problem.
    #[must_use]
    pub fn problems(&self) -> &[RuleProblem] {
        &self.problems
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::base::write_lines(&self.problems, f)
    }
}

impl std::error::Error for RuleError {}

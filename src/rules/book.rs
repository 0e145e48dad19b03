//! The rule book: rules, tables and sources, and what they give for one door on one day.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use super::{
    Admission, Basis, Confidence, Corps, Family, Key, Proof, Role, Row, Rule, RuleError, Source,
    Vocabulary,
};
use crate::{
    base::Date,
    model::{Pathway, Value},
};

/// A rule book: the law as data, each rule and each constant with its source, its confidence and its dates of force.
///
/// Serialises to JSON and back. Reading checks the form and the content and reports every problem at once.
///
/// ```
/// use adequation::RuleBook;
/// let book = RuleBook::new_caledonia();
/// let json = serde_json::to_string(&book)?;
/// assert_eq!(serde_json::from_str::<RuleBook>(&json)?, book);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RuleBook {
    pub(crate) form: Arc<BookForm>,
    pub(crate) vocabulary: Arc<Vocabulary>,
}

/// The book as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct BookForm {
    pub schema: u8,
    pub name: String,
    pub version: String,
    pub sources: Vec<Source>,
    pub corps: Vec<Corps>,
    /// Domains of corps.
    pub domains: Vec<String>,
    /// Diploma level asked on title per corps and grade.
    pub diploma_levels: Vec<Row<u8>>,
    /// Which corps and grades are recruited on title.
    pub on_title: Vec<Row<Admission>>,
    /// Years of residence usually printed (0 = no minimum): only ever a warning.
    pub residence: Vec<Row<u8>>,
    pub proofs: Vec<Proof>,
    pub families: Vec<Family>,
    pub rules: Vec<Rule>,
}

const SHIPPED: &str = include_str!("books/new_caledonia.json");

impl RuleBook {
    /// The shipped rule book of New Caledonia.
    ///
    /// What could not be sourced is not in it; what is only inferred from published notices says so.
    #[must_use]
    pub fn new_caledonia() -> Self {
        static BOOK: OnceLock<RuleBook> = OnceLock::new();
        BOOK.get_or_init(|| {
            // A test proves that the shipped text reads without a problem; an empty book decides nothing.
            serde_json::from_str(SHIPPED).unwrap_or_else(|_| Self::make(BookForm::default()))
        })
        .clone()
    }

    /// Reads a rule book from a value.
    ///
    /// # Errors
    /// Every problem of the form and of the content.
    pub fn from_value(value: Value) -> Result<Self, RuleError> {
        let (form, mut problems) = super::wire::read(value);
        if problems.is_empty() {
            problems = super::checks::problems(&form);
        }
        RuleError::unless_none(problems)?;
        Ok(Self::make(form))
    }

    fn make(form: BookForm) -> Self {
        let vocabulary = Vocabulary::new(&form.corps, &form.domains, &form.families);
        Self { form: Arc::new(form), vocabulary: Arc::new(vocabulary) }
    }

    /// Checks the content: references, dates, depth, contradictions, impossible bounds. A book that was read has
    /// passed already.
    ///
    /// # Errors
    /// Every problem.
    pub fn check(&self) -> Result<(), RuleError> {
        RuleError::unless_none(super::checks::problems(&self.form))
    }

    /// The name of the book.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.form.name
    }

    /// The version of the book, for the record of a decision.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.form.version
    }

    /// How one cites a source.
    pub(crate) fn basis(&self, source: &str, confidence: Confidence) -> Basis {
        let cite = self.form.sources.iter().find(|s| s.key == source);
        Basis { source: cite.map_or_else(|| source.into(), |s| s.cite.clone()), confidence }
    }

    /// The rules of a role that concern a door and are in force, in the order of the book.
    pub(crate) fn rules(
        &self,
        role: Role,
        door: &Pathway,
        day: Date,
    ) -> impl Iterator<Item = &Rule> {
        self.form.rules.iter().filter(move |rule| {
            rule.role == role && rule.in_force.on(day) && self.concerns(&rule.scope, door)
        })
    }

    fn concerns(&self, scope: &super::Scope, door: &Pathway) -> bool {
        let corps = || door.corps.as_deref().map(|name| self.vocabulary.corps_id(name));
        let domain = || door.domain.as_deref().map(|name| self.vocabulary.field(name).words);
        (scope.routes.is_empty() || scope.routes.contains(&door.route))
            && (scope.corps.is_empty()
                || scope.corps.iter().any(|name| Some(self.vocabulary.corps_id(name)) == corps()))
            && (scope.grades.is_empty() || door.grade.is_some_and(|g| scope.grades.contains(&g)))
            && (scope.domains.is_empty()
                || scope
                    .domains
                    .iter()
                    .any(|name| Some(self.vocabulary.field(name).words) == domain()))
    }

    /// The diploma level the table asks for a door: the row of its grade, else, where the door names none, the row of
    /// the lowest grade that is recruited on title.
    pub(crate) fn diploma_level(&self, door: &Pathway, day: Date) -> Option<&Row<u8>> {
        let corps = Some(self.vocabulary.corps_id(door.corps.as_deref()?));
        let rows = || {
            self.form.diploma_levels.iter().filter(|row| {
                row.in_force.on(day) && self.concerns_corps(row.corps.as_deref(), corps)
            })
        };
        match door.grade {
            Some(grade) => rows()
                .find(|row| row.grade == Some(grade))
                .or_else(|| rows().find(|row| row.grade.is_none())),
            None => rows().min_by_key(|row| row.grade),
        }
    }

    /// What the table says of recruitment on title: the row in force, else the first that was or will be.
    pub(crate) fn admission(&self, door: &Pathway, day: Date) -> Option<(&Row<Admission>, bool)> {
        let corps = door.corps.as_deref().map(|name| self.vocabulary.corps_id(name));
        let rows = || {
            self.form.on_title.iter().filter(|row| {
                row.grade.is_none_or(|grade| door.grade == Some(grade))
                    && self.concerns_corps(row.corps.as_deref(), corps)
            })
        };
        let current = rows().filter(|row| row.in_force.on(day));
        // "Never" prevails: it is written for grades across all corps.
        let current =
            current.max_by_key(|row| (row.value == Admission::Never, row.corps.is_some()));
        current.map(|row| (row, true)).or_else(|| rows().next().map(|row| (row, false)))
    }

    /// The residence usually printed for a corps, grade and domain; for warnings only.
    pub(crate) fn usual_residence(&self, door: &Pathway, day: Date) -> Option<&Row<u8>> {
        let corps = Some(self.vocabulary.corps_id(door.corps.as_deref()?));
        let domain = door.domain.as_deref().map(|name| self.vocabulary.field(name).words);
        self.form
            .residence
            .iter()
            .filter(|row| row.in_force.on(day) && self.concerns_corps(row.corps.as_deref(), corps))
            .filter(|row| row.grade.is_none_or(|grade| door.grade == Some(grade)))
            .filter(|row| {
                row.domain
                    .as_deref()
                    .is_none_or(|name| Some(self.vocabulary.field(name).words) == domain)
            })
            .max_by_key(|row| (row.domain.is_some(), row.grade.is_some()))
    }

    /// The entry of a corps.
    pub(crate) fn corps(&self, name: &str) -> Option<&Corps> {
        let id = self.vocabulary.corps_id(name);
        self.form.corps.iter().find(|corps| self.vocabulary.corps_id(&corps.name) == id)
    }

    /// Whether a row that names a corps, or none, concerns a corps.
    fn concerns_corps(&self, row: Option<&str>, corps: Option<Key>) -> bool {
        row.is_none_or(|name| corps.is_some_and(|id| self.vocabulary.corps_id(name) == id))
    }
}

impl Serialize for RuleBook {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RuleBook {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_value(value).map_err(D::Error::custom)
    }
}

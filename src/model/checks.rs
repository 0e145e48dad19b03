//! What must hold of a form whoever made it: the second half of the input gate.

use super::{
    Candidate, CandidateForm, CivilService, Fact, InputError, Offer, OfferForm, Period, Problem,
    ProblemKind, RequirementNode, Residence, ResidenceRule, reader::Problems,
};
use std::sync::Arc;

/// Levels of the French national framework of qualifications.
pub(super) const DIPLOMA_LEVELS: (i64, i64) = (1, 8);
/// Levels of a skill.
pub(super) const SKILL_LEVELS: (i64, i64) = (1, 4);
/// Grades of a corps.
pub(super) const GRADES: (i64, i64) = (1, 3);
/// Months of practice: sixty years.
pub(super) const MONTHS: (i64, i64) = (0, 720);
/// People managed, seats.
pub(super) const PEOPLE: (i64, i64) = (0, 100_000);
/// Years of residence a person can have.
pub(super) const RESIDENCE_YEARS: (i64, i64) = (0, 120);
/// Years of residence an offer can ask.
pub(super) const ASKED_YEARS: (i64, i64) = (1, 60);
/// Year of a competition.
pub(super) const COMPETITION_YEARS: (i64, i64) = (1900, 2200);

#[derive(Default)]
struct Checks(Vec<Problem>);

impl Checks {
    fn add(&mut self, path: String, kind: ProblemKind) {
        self.0.push(Problem { path, kind });
    }

    fn text(&mut self, text: &str, path: impl FnOnce() -> String) {
        if text.trim().is_empty() {
            self.add(path(), ProblemKind::Empty);
        }
    }

    fn range(
        &mut self,
        value: Option<impl Into<i64>>,
        (min, max): (i64, i64),
        path: impl FnOnce() -> String,
    ) {
        if let Some(found) = value.map(Into::into)
            && !(min..=max).contains(&found)
        {
            self.add(path(), ProblemKind::OutOfRange { found, min, max });
        }
    }

    fn period(&mut self, period: Period, path: impl FnOnce() -> String) {
        // Partial dates may overlap; only what cannot be a period under any reading is refused.
        if period.to.is_some_and(|to| to.latest() <= period.from.earliest()) {
            self.add(path(), ProblemKind::BackwardsPeriod);
        }
    }

    fn texts(&mut self, list: &Fact<String>, name: &str) {
        for (i, text) in list.items().iter().enumerate() {
            self.text(text, || item(name, list, i));
        }
    }
}

/// The path of a list's item, as the document has it.
fn item<T>(name: &str, list: &Fact<T>, index: usize) -> String {
    match list {
        Fact::AtLeast(_) => format!("{name}.at_least[{index}]"),
        Fact::Stated(_) | Fact::Unstated => format!("{name}[{index}]"),
    }
}

/// Joins the problems of reading and of checking. What could not be read is not checked: one problem is enough.
pub(super) fn settle(read: Problems, found: Vec<Problem>) -> Result<(), InputError> {
    let mut problems = read.0;
    let unread = |path: &str| {
        problems.iter().any(|p| {
            p.path.is_empty()
                || path
                    .strip_prefix(p.path.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    };
    let new: Vec<Problem> = found.into_iter().filter(|p| !unread(&p.path)).collect();
    problems.extend(new);
    InputError::unless_none(problems)
}

impl CandidateForm {
    /// Checks every value and makes a [`Candidate`]. Linear in the size of the form.
    ///
    /// # Errors
    /// Every problem: empty texts, numbers out of range, periods that end before they begin, a citizen without
    /// French nationality.
    pub fn check(self) -> Result<Candidate, InputError> {
        settle(Problems::default(), self.problems())?;
        Ok(Candidate(Arc::new(self)))
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut c = Checks::default();
        c.text(&self.id, || "id".into());
        if self.citizen == Some(true)
            && let Fact::Stated(countries) = &self.nationality
            // An empty one is a problem of its own, and might have been the French one.
            && !countries.iter().any(|country| country == "FR" || country.is_empty())
        {
            c.add("nationality".into(), ProblemKind::CitizenNotFrench);
        }
        for (i, country) in self.nationality.items().iter().enumerate() {
            if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
                let path = item("nationality", &self.nationality, i);
                let allowed = &["ISO 3166 alpha-2 (FR, VU, AU …)"];
                c.add(path, ProblemKind::UnknownWord { found: country.clone(), allowed });
            }
        }
        match &self.residence {
            Residence::Years(years) => {
                c.range(Some(*years), RESIDENCE_YEARS, || "residence.years".into())
            }
            Residence::Periods(periods) => {
                for (i, period) in periods.items().iter().enumerate() {
                    c.period(*period, || item("residence", periods, i));
                }
            }
        }
        if let CivilService::Serving(post) = &self.civil_service {
            c.text(&post.corps, || "civil_service.corps".into());
            c.range(post.grade, GRADES, || "civil_service.grade".into());
        }
        for (i, competition) in self.competitions.items().iter().enumerate() {
            let path = || item("competitions", &self.competitions, i);
            c.text(&competition.corps, || path() + ".corps");
            c.range(competition.year, COMPETITION_YEARS, || path() + ".year");
        }
        for (i, diploma) in self.diplomas.items().iter().enumerate() {
            let path = || item("diplomas", &self.diplomas, i);
            c.text(&diploma.title, || path() + ".title");
            c.range(diploma.level, DIPLOMA_LEVELS, || path() + ".level");
        }
        c.texts(&self.registrations, "registrations");
        for (i, certification) in self.certifications.items().iter().enumerate() {
            let path = || item("certifications", &self.certifications, i);
            c.text(&certification.name, || path() + ".name");
            if let Some(from) = certification.obtained {
                c.period(Period { from, to: certification.expires }, path);
            }
        }
        self.experience_problems(&mut c);
        for (i, skill) in self.skills.items().iter().enumerate() {
            let path = || item("skills", &self.skills, i);
            c.text(&skill.name, || path() + ".name");
            c.range(skill.level, SKILL_LEVELS, || path() + ".level");
            c.range(skill.months, MONTHS, || path() + ".months");
        }
        for (i, language) in self.languages.items().iter().enumerate() {
            c.text(&language.language, || item("languages", &self.languages, i) + ".language");
        }
        c.texts(&self.licences, "licences");
        c.texts(&self.attested, "attested");
        if let Some(wishes) = &self.wishes {
            c.texts(&wishes.titles, "wishes.titles");
            c.texts(&wishes.workplaces, "wishes.workplaces");
            c.texts(&wishes.domains, "wishes.domains");
        }
        c.0
    }

    fn experience_problems(&self, c: &mut Checks) {
        for (i, post) in self.experience.items().iter().enumerate() {
            let path = || item("experience", &self.experience, i);
            c.text(&post.title, || path() + ".title");
            if let Some(from) = post.from {
                c.period(Period { from, to: post.to }, path);
            }
            c.texts(&post.skills, &(path() + ".skills"));
            c.range(post.managed, PEOPLE, || path() + ".managed");
        }
    }
}

impl OfferForm {
    /// Checks every value and makes an [`Offer`]. Linear in the size of the form.
    ///
    /// # Errors
    /// Every problem: an empty identifier, numbers out of range, ranges that end before they begin.
    pub fn check(self) -> Result<Offer, InputError> {
        settle(Problems::default(), self.problems())?;
        Ok(Offer(Arc::new(self)))
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut c = Checks::default();
        c.text(&self.id, || "id".into());
        if let Some(reference) = &self.reference {
            c.text(&reference.number, || "reference.number".into());
        }
        c.range(self.seats, (1, PEOPLE.1), || "seats".into());
        c.range(self.supervises, PEOPLE, || "supervises".into());
        for (i, pathway) in self.pathways.iter().enumerate() {
            c.range(pathway.grade, GRADES, || format!("pathways[{i}].grade"));
            c.range(pathway.diploma_level, DIPLOMA_LEVELS, || {
                format!("pathways[{i}].diploma_level")
            });
            if let ResidenceRule::AtLeast { years } = pathway.residence {
                c.range(Some(years), ASKED_YEARS, || format!("pathways[{i}].residence.years"));
            }
        }
        for (i, node) in self.requirements.iter().enumerate() {
            requirement_problems(&mut c, node, &format!("requirements[{i}]"));
        }
        for (path, span) in &self.spans {
            if span.end < span.start {
                c.add(format!("spans.{path}"), ProblemKind::BackwardsSpan);
            }
        }
        c.0
    }
}

fn requirement_problems(c: &mut Checks, node: &RequirementNode, path: &str) {
    match node {
        RequirementNode::One(requirement) => {
            c.text(&requirement.text, || format!("{path}.text"));
            c.range(requirement.level, SKILL_LEVELS, || format!("{path}.level"));
            c.range(requirement.diploma_level, DIPLOMA_LEVELS, || format!("{path}.diploma_level"));
            c.range(requirement.months, MONTHS, || format!("{path}.months"));
            if requirement.span.is_some_and(|span| span.end < span.start) {
                c.add(format!("{path}.span"), ProblemKind::BackwardsSpan);
            }
        }
        RequirementNode::Any { any: parts } | RequirementNode::All { all: parts } => {
            let name = if matches!(node, RequirementNode::Any { .. }) { "any" } else { "all" };
            if parts.is_empty() {
                c.add(format!("{path}.{name}"), ProblemKind::Empty);
            }
            for (i, part) in parts.iter().enumerate() {
                requirement_problems(c, part, &format!("{path}.{name}[{i}]"));
            }
        }
    }
}
